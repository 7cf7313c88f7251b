package org.fedval.evaluation.compare;

import java.util.Arrays;
import java.util.Optional;
import org.fedval.evaluation.dist.ChiSquared;

/**
 * Pearson's test that several proportions are equal: sum (k_g - n_g p)^2/(n_g p(1-p)) with the
 * pooled p, chi-squared with g - 1 degrees of freedom.
 */
public record Homogeneity(double chiSquared, int degrees, double p) {

  /**
   * @param k successes, one a group
   * @param n cases, one a group, each above 0
   * @return empty with fewer than two groups, or if all or none succeed
   */
  public static Optional<Homogeneity> of(long[] k, long[] n) {
    if (k.length != n.length || Arrays.stream(n).anyMatch(x -> x <= 0)) {
      throw new IllegalArgumentException("Every group needs a case.");
    }
    double pooled = (double) Arrays.stream(k).sum() / Arrays.stream(n).sum();
    if (k.length < 2 || pooled == 0 || pooled == 1) {
      return Optional.empty();
    }
    double sum = 0;
    for (int g = 0; g < k.length; g++) {
      double excess = k[g] - n[g] * pooled;
      sum += excess * excess / n[g];
    }
    double statistic = sum / (pooled * (1 - pooled));
    int degrees = k.length - 1;
    return Optional.of(
        new Homogeneity(statistic, degrees, ChiSquared.upperTail(statistic, degrees)));
  }
}
