package org.fedval.evaluation.roc;

import java.math.BigInteger;
import java.util.List;
import org.fedval.evaluation.sums.ExactSums;
import org.fedval.evaluation.sums.Ratio;

/**
 * AUROCs that compare cases of the same stratum only, so that differences between strata in
 * prevalence or score level do not count as discrimination.
 */
public final class StratifiedAuroc {
  private StratifiedAuroc() {}

  /**
   * What one site adds for the within-site area, from its own raw scores: U2_s and M_s N_s. A site
   * without both classes adds 0 and 0.
   */
  public static ExactSums ofSite(ClassHistograms lossless) {
    BigInteger pairs =
        BigInteger.valueOf(lossless.positives()).multiply(BigInteger.valueOf(lossless.negatives()));
    if (pairs.signum() == 0) {
      return ExactSums.zero(2);
    }
    return ExactSums.of(Auroc.of(lossless).doubledU(), pairs);
  }

  /**
   * Sum U2_s / (2 sum M_s N_s), each site weighted by its pairs.
   *
   * @throws IllegalArgumentException if no site has both classes
   */
  public static double withinSite(ExactSums sums) {
    if (sums.get(1).signum() == 0) {
      throw new IllegalArgumentException("No site has a positive and a negative case.");
    }
    return Ratio.of(sums.get(0), sums.get(1).shiftLeft(1));
  }

  /**
   * Sum_z (M_z/M) AUROC_z over the strata with both classes, M the positives of those strata (Janes
   * and Pepe 2009, Biometrika 96:371-382). A stratum without negatives has no comparison to offer;
   * one without positives has weight 0.
   *
   * @throws IllegalArgumentException if no stratum has both classes
   */
  public static double covariateAdjusted(List<ClassHistograms> strata) {
    double sum = 0;
    long positives = 0;
    for (ClassHistograms h : strata) {
      if (h.positives() > 0 && h.negatives() > 0) {
        sum += h.positives() * Auroc.of(h).value();
        positives += h.positives();
      }
    }
    if (positives == 0) {
      throw new IllegalArgumentException("No stratum has a positive and a negative case.");
    }
    return sum / positives;
  }
}
