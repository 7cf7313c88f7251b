package org.fedval.evaluation.binom;

import org.fedval.evaluation.dist.Normal;

/**
 * Score interval of a binomial proportion without continuity correction (Wilson 1927, J Am Stat
 * Assoc 22:209-212). Centre {@code (k + z²/2)/(n + z²)}, half-width {@code z/(n + z²) · sqrt(k(n -
 * k)/n + z²/4)}. The lower limit is exactly 0 for {@code k = 0} and the upper exactly 1 for {@code
 * k = n}.
 */
public final class WilsonInterval {
  private WilsonInterval() {}

  /**
   * Two-sided interval.
   *
   * @param k successes, {@code 0 <= k <= n}
   * @param n trials, at least 1
   * @param level confidence level in (0, 1), such as 0.95
   */
  public static Interval of(long k, long n, double level) {
    double z = Normal.twoSided(level);
    return new Interval(limit(k, n, -z), limit(k, n, z));
  }

  /** One-sided lower limit with error {@code alpha}. */
  public static double lower(long k, long n, double alpha) {
    return limit(k, n, -Normal.oneSided(alpha));
  }

  /** One-sided upper limit with error {@code alpha}. */
  public static double upper(long k, long n, double alpha) {
    return limit(k, n, Normal.oneSided(alpha));
  }

  /** The limit at {@code z} standard errors: the lower one for a negative {@code z}. */
  public static double limit(long k, long n, double z) {
    Counts.require(k, n);
    if (k == 0 && z < 0) {
      return 0;
    }
    if (k == n && z > 0) {
      return 1;
    }
    double z2 = z * z;
    double spread = Math.sqrt((double) k * (n - k) / n + z2 / 4);
    return Math.min(1, Math.max(0, (k + z2 / 2 + z * spread) / (n + z2)));
  }
}
