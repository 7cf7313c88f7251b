package org.fedval.evaluation.binom;

import org.apache.commons.statistics.distribution.BetaDistribution;

/**
 * Exact interval of a binomial proportion from quantiles of the beta distribution (Clopper and
 * Pearson 1934, Biometrika 26:404-413).
 */
public final class ClopperPearson {
  private ClopperPearson() {}

  /**
   * Two-sided interval.
   *
   * @param k successes, {@code 0 <= k <= n}
   * @param n trials, at least 1
   * @param level confidence level in (0, 1), such as 0.95
   */
  public static Interval of(long k, long n, double level) {
    Counts.require(k, n);
    if (!(level > 0 && level < 1)) {
      throw new IllegalArgumentException(
          "A confidence level lies between 0 and 1, both excluded; got " + level + ".");
    }
    double tail = (1 - level) / 2;
    double low =
        k == 0 ? 0 : BetaDistribution.of(k, n - k + 1.0).inverseCumulativeProbability(tail);
    double high =
        k == n
            ? 1
            : BetaDistribution.of(k + 1.0, n - k).inverseSurvivalProbability(tail);
    return new Interval(low, high);
  }
}
