/**
 * Scores as ordered integers, and the bins that the study plan fixes before anyone sees a score.
 *
 * <p>Main path: {@link org.fedval.evaluation.score.ScoreKey}, {@link
 * org.fedval.evaluation.score.EdgeTable}.
 *
 * <p>Imports the JDK only. It never computes a bin by arithmetic on a score: edges and scores are
 * compared as keys, so that every platform puts a score into the same bin. It refuses a score that
 * is not a number; the caller counts such a case as an exclusion.
 */
@NullMarked
package org.fedval.evaluation.score;

import org.jspecify.annotations.NullMarked;
