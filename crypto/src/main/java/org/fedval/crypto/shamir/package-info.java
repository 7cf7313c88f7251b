/**
 * Shamir secret sharing over GF(2^255 - 19).
 *
 * <p>Main path: {@link org.fedval.crypto.shamir.FieldElement} is a secret or share, {@link
 * org.fedval.crypto.shamir.SharingPolynomial} deals, {@link
 * org.fedval.crypto.shamir.Reconstruction} puts t shares together.
 *
 * <p>May import: the JDK, {@code crypto.primitive}, {@code crypto.secret}. Refuses: to know who
 * holds what, or to check a share against anything; the protocol does both.
 */
@NullMarked
package org.fedval.crypto.shamir;

import org.jspecify.annotations.NullMarked;
