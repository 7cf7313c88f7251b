/**
 * Normal quantiles and the interval type that every estimator returns.
 *
 * <p>Main path: {@link org.fedval.evaluation.dist.Normal}, {@link
 * org.fedval.evaluation.dist.Interval}.
 *
 * <p>May import the numerics library and nothing else of this project. It refuses probabilities
 * outside the open interval (0, 1) rather than returning an infinity.
 */
@NullMarked
package org.fedval.evaluation.dist;

import org.jspecify.annotations.NullMarked;
