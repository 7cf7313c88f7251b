/**
 * The two-by-two table at one operating point and what follows from its four counts.
 *
 * <p>Main path: {@link org.fedval.evaluation.confusion.Confusion}, {@link
 * org.fedval.evaluation.confusion.LikelihoodRatios}.
 *
 * <p>May import {@code roc} for the histograms, {@code dist} and {@code sums}. A measure whose
 * denominator is 0 is empty, never NaN; the report gives the reason.
 */
@NullMarked
package org.fedval.evaluation.confusion;

import org.jspecify.annotations.NullMarked;
