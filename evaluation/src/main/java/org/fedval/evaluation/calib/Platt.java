package org.fedval.evaluation.calib;

import java.util.Optional;

/**
 * Platt's sigmoid (1999, Advances in Large Margin Classifiers 61-74) on the logit of the score,
 * with his smoothed targets (M+1)/(M+2) and 1/(N+2), which keep the fit finite under separation.
 */
public final class Platt {
  private Platt() {}

  /** Empty if a class is empty or all scores are equal. */
  public static Optional<LogisticFit> fit(ScoreBins bins) {
    double m = bins.histograms().positives();
    double n = bins.histograms().negatives();
    if (m == 0 || n == 0) {
      return Optional.empty();
    }
    return LogisticRecalibration.fit(bins, (m + 1) / (m + 2), 1 / (n + 2));
  }
}
