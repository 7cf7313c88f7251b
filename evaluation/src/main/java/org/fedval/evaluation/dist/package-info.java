/**
 * Quantiles and tails of the reference distributions, and the interval types of the estimators.
 *
 * <p>Main path: {@link org.fedval.evaluation.dist.Normal}, {@link
 * org.fedval.evaluation.dist.Interval}; {@link org.fedval.evaluation.dist.StudentT}, {@link
 * org.fedval.evaluation.dist.ChiSquared}, {@link org.fedval.evaluation.dist.Beta} and {@link
 * org.fedval.evaluation.dist.Binomial} for the rest.
 *
 * <p>May import the numerics library and nothing else of this project. It refuses probabilities
 * outside the open interval (0, 1) rather than returning an infinity.
 */
@NullMarked
package org.fedval.evaluation.dist;

import org.jspecify.annotations.NullMarked;
