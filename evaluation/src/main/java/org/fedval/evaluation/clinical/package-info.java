/**
 * What a score is worth in use: predictive values at other prevalences, net benefit, abstention,
 * robustness, and what an imperfect reference or another case mix does to the numbers.
 *
 * <p>Main path: {@link org.fedval.evaluation.clinical.PredictiveValues}, {@link
 * org.fedval.evaluation.clinical.NetBenefit}, {@link org.fedval.evaluation.clinical.Abstention},
 * {@link org.fedval.evaluation.clinical.RiskCoverage}, {@link
 * org.fedval.evaluation.clinical.Flips}, {@link org.fedval.evaluation.clinical.LabelShift}, {@link
 * org.fedval.evaluation.clinical.LabelNoise}.
 *
 * <p>May import {@code confusion}, {@code roc}, {@code binom}, {@code dist} and {@code sums}.
 * Everything is a function of counts. It refuses a correction that leaves [0, 1].
 */
@NullMarked
package org.fedval.evaluation.clinical;

import org.jspecify.annotations.NullMarked;
