package org.fedval.evaluation.roc;

import java.math.BigInteger;
import java.util.List;
import java.util.OptionalDouble;
import org.fedval.evaluation.sums.ExactSums;
import org.fedval.evaluation.sums.FixedPoint;
import org.fedval.evaluation.sums.Ratio;

/**
 * AUROCs that compare cases of the same stratum only, so that differences between strata in
 * prevalence or score level do not count as discrimination.
 */
public final class StratifiedAuroc {
  private StratifiedAuroc() {}

  /** Entries of {@link #ofSite}. */
  public static final int LENGTH = 4;

  /**
   * What one site adds for the within-site area, from its own raw scores: U2_s, M_s N_s, (M_s
   * N_s)^2 times DeLong's variance V_s in fixed point, and 1 if V_s does not exist. A site without
   * both classes adds nothing.
   */
  public static ExactSums ofSite(ClassHistograms lossless) {
    return lossless.positives() == 0 || lossless.negatives() == 0
        ? ExactSums.zero(LENGTH)
        : ofSite(Auroc.of(lossless));
  }

  /** The same for a site that has both classes, from the area of its own raw scores. */
  public static ExactSums ofSite(Auroc auroc) {
    BigInteger pairs =
        BigInteger.valueOf(auroc.positives()).multiply(BigInteger.valueOf(auroc.negatives()));
    double squared = pairs.doubleValue() * pairs.doubleValue();
    return ExactSums.of(
        auroc.doubledU(),
        pairs,
        FixedPoint.FINE.encode(squared * auroc.variance().orElse(0)),
        auroc.variance().isPresent() ? BigInteger.ZERO : BigInteger.ONE);
  }

  /**
   * Sum U2_s / (2 sum M_s N_s), each site weighted by its pairs.
   *
   * @throws IllegalArgumentException if no site has both classes
   */
  public static double withinSite(ExactSums sums) {
    checkPairs(sums);
    return Ratio.of(sums.get(0), sums.get(1).shiftLeft(1));
  }

  /**
   * Sum (M_s N_s)^2 V_s / (sum M_s N_s)^2, for independent cases; empty if a site with both classes
   * has fewer than two cases of one.
   */
  public static OptionalDouble withinSiteVariance(ExactSums sums) {
    checkPairs(sums);
    double pairs = sums.get(1).doubleValue();
    return sums.get(3).signum() > 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(FixedPoint.FINE.decode(sums.get(2)) / (pairs * pairs));
  }

  private static void checkPairs(ExactSums sums) {
    if (sums.length() != LENGTH || sums.get(1).signum() == 0) {
      throw new IllegalArgumentException("No site has a positive and a negative case.");
    }
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

  /**
   * Sum_z (M_z/M)^2 V_z over the strata of {@link #covariateAdjusted}, for independent cases; empty
   * if one of them has fewer than two cases of a class.
   */
  public static OptionalDouble covariateAdjustedVariance(List<ClassHistograms> strata) {
    double sum = 0;
    double positives = 0;
    for (ClassHistograms h : strata) {
      if (h.positives() > 0 && h.negatives() > 0) {
        OptionalDouble variance = Auroc.of(h).variance();
        if (variance.isEmpty()) {
          return OptionalDouble.empty();
        }
        sum += (double) h.positives() * h.positives() * variance.getAsDouble();
        positives += h.positives();
      }
    }
    return positives == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(sum / (positives * positives));
  }
}
