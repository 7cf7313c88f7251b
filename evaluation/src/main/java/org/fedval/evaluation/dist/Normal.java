package org.fedval.evaluation.dist;

import org.apache.commons.statistics.distribution.NormalDistribution;

/** The standard normal distribution. */
public final class Normal {
  private static final NormalDistribution STANDARD = NormalDistribution.of(0, 1);

  private Normal() {}

  /** P(Z &lt;= x). */
  public static double cdf(double x) {
    return STANDARD.cumulativeProbability(x);
  }

  /**
   * The x with P(Z &lt;= x) = p.
   *
   * @param p in the open interval (0, 1)
   */
  public static double quantile(double p) {
    if (!(p > 0 && p < 1)) {
      throw new IllegalArgumentException("A normal quantile needs a probability between 0 and 1.");
    }
    return STANDARD.inverseCumulativeProbability(p);
  }

  /** z of a two-sided interval with this confidence level, such as 1.96 for 0.95. */
  public static double twoSided(double confidence) {
    return quantile((1 + confidence) / 2);
  }

  /** z of a one-sided bound at this significance level, such as 1.96 for 0.025. */
  public static double oneSided(double alpha) {
    return -quantile(alpha);
  }

  /** P(|Z| &gt;= |z|). */
  public static double twoSidedP(double z) {
    return 2 * STANDARD.survivalProbability(Math.abs(z));
  }

  /** P(Z &gt;= z). */
  public static double upperTail(double z) {
    return STANDARD.survivalProbability(z);
  }
}
