/**
 * Exact additive numbers: fixed point for reals, big integers for sums, limbs for the wire.
 *
 * <p>Main path: {@link org.fedval.evaluation.sums.FixedPoint} at the site, {@link
 * org.fedval.evaluation.sums.ExactSums} for adding, {@link org.fedval.evaluation.sums.Limbs} for
 * words that fit a vector.
 *
 * <p>Imports the JDK only. Everything here is an integer, so that sums do not depend on the order
 * of cases or sites. It refuses what is not finite or out of its declared range.
 */
@NullMarked
package org.fedval.evaluation.sums;

import org.jspecify.annotations.NullMarked;
