package org.fedval.evaluation.roc;

import java.util.Optional;

/**
 * The sensitivity at the lowest bin edge whose specificity reaches a wanted one; no interpolation.
 * Chosen on the data, so the report flags it.
 *
 * @param firstPositiveBin the bin whose lower edge is the threshold; the number of bins if nothing
 *     is called positive
 */
public record SensitivityAtSpecificity(
    double sensitivity, double specificity, int firstPositiveBin) {

  /**
   * @param wanted in [0, 1]
   * @return empty if a class is
   */
  public static Optional<SensitivityAtSpecificity> of(ClassHistograms h, double wanted) {
    if (h.positives() == 0 || h.negatives() == 0) {
      return Optional.empty();
    }
    int bin = 0;
    while (bin < h.bins() && specificity(h, bin) < wanted) {
      bin++;
    }
    double sensitivity = (double) h.positivesFrom(bin) / h.positives();
    return Optional.of(new SensitivityAtSpecificity(sensitivity, specificity(h, bin), bin));
  }

  private static double specificity(ClassHistograms h, int bin) {
    return (double) (h.negatives() - h.negativesFrom(bin)) / h.negatives();
  }
}
