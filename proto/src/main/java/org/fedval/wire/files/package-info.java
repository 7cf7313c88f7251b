/**
 * Files that hold secrets: written whole or not at all, readable by their owner only.
 *
 * <p>Main path: {@link org.fedval.wire.files.PrivateFiles} writes and reads the bytes, {@link
 * org.fedval.wire.files.Pem} frames them, {@link org.fedval.wire.files.SigningKeyFile} holds an
 * Ed25519 key as PKCS#8.
 *
 * <p>May import the JDK, Bouncy Castle, {@code crypto.primitive} and {@code crypto.secret}. Refuses
 * to read a secret that the group or the world may read; never prints a secret.
 */
@NullMarked
package org.fedval.wire.files;

import org.jspecify.annotations.NullMarked;
