/**
 * Calibration: Brier score and its parts, calibration errors, slope and intercept, recalibration.
 *
 * <p>Main path: {@link org.fedval.evaluation.calib.ScoreMoments}, {@link
 * org.fedval.evaluation.calib.Reliability} and {@link org.fedval.evaluation.calib.ScoreBins} are
 * the sums; {@link org.fedval.evaluation.calib.LogisticRecalibration}, {@link
 * org.fedval.evaluation.calib.Platt} and {@link org.fedval.evaluation.calib.Isotonic} fit.
 *
 * <p>May import {@code roc}, {@code score}, {@code dist} and {@code sums}. Scores are probabilities
 * in [0, 1]. A fit that does not exist is empty, never a large number.
 */
@NullMarked
package org.fedval.evaluation.calib;

import org.jspecify.annotations.NullMarked;
