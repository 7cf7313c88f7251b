/**
 * Noise for differential privacy, exact to the last bit, and the ledger of what was spent.
 *
 * <p>Main path: {@link org.fedval.crypto.dp.SiteNoise} says how much noise one site adds, {@link
 * org.fedval.crypto.dp.DiscreteGaussian} draws it from {@link org.fedval.crypto.dp.UniformDraws},
 * {@link org.fedval.crypto.dp.RhoLedger} charges it once per slot.
 *
 * <p>May import: {@code crypto.primitive}, {@code crypto.ring}, {@code crypto.secret}. Refuses:
 * floating point (a test reads the compiled classes), noise sampled twice for one slot, an answer
 * over budget. Time taken depends on the noise drawn; that is accepted.
 */
@NullMarked
package org.fedval.crypto.dp;

import org.jspecify.annotations.NullMarked;
