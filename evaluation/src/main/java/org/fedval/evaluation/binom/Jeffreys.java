package org.fedval.evaluation.binom;

import org.fedval.evaluation.dist.Beta;
import org.fedval.evaluation.dist.Interval;

/**
 * The equal-tailed Jeffreys interval of a proportion, quantiles of Beta(k + 1/2, n - k + 1/2)
 * (Brown, Cai and DasGupta 2001, Statistical Science 16:101-133), without their rule for k = 0 and
 * k = n.
 */
public final class Jeffreys {
  private Jeffreys() {}

  /**
   * The interval of {@code k} out of {@code n}.
   *
   * @throws IllegalArgumentException unless {@code 0 <= k <= n}, {@code n > 0}
   */
  public static Interval interval(long k, long n, double confidence) {
    Counts.check(k, n);
    double tail = (1 - confidence) / 2;
    return Interval.clamped(
        Beta.lower(k + 0.5, n - k + 0.5, tail), Beta.upper(k + 0.5, n - k + 0.5, tail));
  }
}
