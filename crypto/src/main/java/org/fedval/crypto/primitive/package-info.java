/**
 * Thin typed faces on Bouncy Castle and the JDK, and the one canonical byte encoding (FVC).
 *
 * <p>Main path: {@link org.fedval.crypto.primitive.FvcWriter} makes a body, {@link
 * org.fedval.crypto.primitive.SigningKey} signs its {@link org.fedval.crypto.primitive.SigInput},
 * {@link org.fedval.crypto.primitive.VerifyingKey} checks it; {@link
 * org.fedval.crypto.primitive.HybridSeal} closes a message to one recipient.
 *
 * <p>May import: the JDK, Bouncy Castle, {@code crypto.secret}. Refuses: files, sockets, clocks,
 * protocol knowledge; bulk AES through Bouncy Castle.
 */
@NullMarked
package org.fedval.crypto.primitive;

import org.jspecify.annotations.NullMarked;
