/**
 * AUROC, its interval and its curve from pooled score histograms.
 *
 * <p>Main path: {@link org.fedval.evaluation.roc.ScoreHistograms}, {@link
 * org.fedval.evaluation.roc.AurocEstimate}, {@link org.fedval.evaluation.roc.RocPoints}. Counts
 * stay exact integers until the last division.
 *
 * <p>May import the JDK, {@code binom} and {@code dist}. Refuses an empty class: the caller reports
 * that as not estimable.
 */
@NullMarked
package org.fedval.evaluation.roc;

import org.jspecify.annotations.NullMarked;
