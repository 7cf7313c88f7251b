package org.fedval.evaluation.binom;

import org.fedval.evaluation.dist.Interval;

/**
 * The adjusted Wald interval of a proportion (Agresti and Coull 1998, American Statistician
 * 52:119-126): with n' = n + z^2 and p' = (k + z^2/2)/n', p' -+ z sqrt(p'(1-p')/n'), cut to [0, 1].
 */
public final class AgrestiCoull {
  private AgrestiCoull() {}

  /**
   * The interval of {@code k} out of {@code n}.
   *
   * @throws IllegalArgumentException unless {@code 0 <= k <= n}, {@code n > 0}
   */
  public static Interval interval(long k, long n, double z) {
    Counts.check(k, n);
    double trials = n + z * z;
    double p = (k + z * z / 2) / trials;
    double halfWidth = z * Math.sqrt(p * (1 - p) / trials);
    return Interval.clamped(p - halfWidth, p + halfWidth);
  }
}
