package org.fedval.evaluation.dist;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The standard normal distribution, accurate to about 1e-14. */
public final class Normal {
  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

  private Normal() {}

  /** Probability of a value at most {@code z}. */
  public static double cdf(double z) {
    return STANDARD.cumulativeProbability(z);
  }

  /**
   * The value below which a share {@code p} of the distribution lies.
   *
   * @param p in (0, 1)
   */
  public static double quantile(double p) {
    requireProbability(p, "probability");
    return STANDARD.inverseCumulativeProbability(p);
  }

  /**
   * The z of a two-sided interval, such as 1.96 for 0.95.
   *
   * @param level in (0, 1)
   */
  public static double twoSided(double level) {
    requireProbability(level, "confidence level");
    return -quantile((1 - level) / 2);
  }

  /**
   * The z of a one-sided bound, such as 1.96 for 0.025.
   *
   * @param alpha in (0, 1)
   */
  public static double oneSided(double alpha) {
    requireProbability(alpha, "significance level");
    return -quantile(alpha);
  }

  private static void requireProbability(double p, String what) {
    if (!(p > 0 && p < 1)) {
      throw new IllegalArgumentException(
          "A " + what + " lies between 0 and 1, both excluded; got " + p + ".");
    }
  }
}
