package org.fedval.evaluation.binom;

import org.apache.commons.statistics.distribution.BetaDistribution;
import org.fedval.evaluation.dist.Interval;

/** The exact interval of a proportion (Clopper and Pearson 1934, Biometrika 26:404-413). */
public final class ClopperPearson {
  private ClopperPearson() {}

  /**
   * The interval of {@code k} out of {@code n}; each limit has at most half of {@code 1 -
   * confidence} beyond it.
   *
   * @throws IllegalArgumentException unless {@code 0 <= k <= n}, {@code n > 0}
   */
  public static Interval interval(long k, long n, double confidence) {
    if (n <= 0 || k < 0 || k > n) {
      throw new IllegalArgumentException("A proportion needs 0 <= k <= n and n > 0.");
    }
    double tail = (1 - confidence) / 2;
    double lower =
        k == 0 ? 0 : BetaDistribution.of(k, n - k + 1.0).inverseCumulativeProbability(tail);
    double upper =
        k == n ? 1 : BetaDistribution.of(k + 1.0, n - k).inverseSurvivalProbability(tail);
    return Interval.clamped(lower, upper);
  }
}
