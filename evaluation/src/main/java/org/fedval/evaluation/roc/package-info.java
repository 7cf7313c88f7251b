/**
 * Discrimination from pooled score histograms: ROC curve, AUROC, its variance and intervals, and
 * the number of cases that a claim about it needs.
 *
 * <p>Main path: {@link org.fedval.evaluation.roc.ClassHistograms}, {@link
 * org.fedval.evaluation.roc.Auroc}, {@link org.fedval.evaluation.roc.AurocInterval}.
 *
 * <p>May import {@code dist}. Sums are exact integers with one division at the end, so no order of
 * sites or cases changes a digit. It never sees a case.
 */
@NullMarked
package org.fedval.evaluation.roc;

import org.jspecify.annotations.NullMarked;
