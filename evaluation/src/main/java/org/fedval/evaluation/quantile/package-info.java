/**
 * Quantiles from counts: of a histogram whose bins stand at one value each.
 *
 * <p>Main path: {@link org.fedval.evaluation.quantile.HistogramQuantiles}, {@link
 * org.fedval.evaluation.quantile.MedianInterval}.
 *
 * <p>May import {@code score} and {@code dist}. Infinite values have a counter of their own and
 * never come here. An extreme quantile with a fine bin is one patient's value: whoever publishes it
 * stops refining before a bin holds too few cases.
 */
@NullMarked
package org.fedval.evaluation.quantile;

import org.jspecify.annotations.NullMarked;
