/**
 * Vectors over Z_2^w and the masks that hide them.
 *
 * <p>Main path: {@link org.fedval.crypto.ring.RingVector} holds the words, {@link
 * org.fedval.crypto.ring.MaskStream} makes one key's stream, {@link
 * org.fedval.crypto.ring.RingBits} says how wide a word is.
 *
 * <p>May import: the JDK, {@code crypto.secret}. Refuses: any cipher but the JDK's AES-256-CTR,
 * calls of varying size, knowledge of who masks what.
 */
@NullMarked
package org.fedval.crypto.ring;

import org.jspecify.annotations.NullMarked;
