package org.fedval.evaluation.binom;

import org.fedval.evaluation.dist.Beta;
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
    Counts.check(k, n);
    double tail = (1 - confidence) / 2;
    double lower = k == 0 ? 0 : Beta.lower(k, n - k + 1.0, tail);
    double upper = k == n ? 1 : Beta.upper(k + 1.0, n - k, tail);
    return Interval.clamped(lower, upper);
  }
}
