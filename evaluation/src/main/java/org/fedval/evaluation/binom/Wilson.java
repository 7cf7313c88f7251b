package org.fedval.evaluation.binom;

import org.fedval.evaluation.dist.Interval;

/**
 * The Wilson score interval of a proportion (Wilson 1927, JASA 22:209-212).
 *
 * <p>Centre (k + z^2/2)/(n + z^2), half-width z/(n + z^2) * sqrt(k(n-k)/n + z^2/4); the limits are
 * exactly 0 at k = 0 and exactly 1 at k = n.
 */
public final class Wilson {
  private Wilson() {}

  /**
   * The interval of {@code k} out of {@code n}.
   *
   * @param z normal quantile: {@code Normal.twoSided(0.95)}, or {@code Normal.oneSided(alpha)} for
   *     a pair of one-sided bounds
   * @throws IllegalArgumentException unless {@code 0 <= k <= n}, {@code n > 0}
   */
  public static Interval interval(long k, long n, double z) {
    Counts.check(k, n);
    double centre = (k + z * z / 2) / (n + z * z);
    double spread = (double) k * (n - k) / n + z * z / 4;
    double halfWidth = z / (n + z * z) * Math.sqrt(spread);
    double lower = k == 0 ? 0 : centre - halfWidth;
    double upper = k == n ? 1 : centre + halfWidth;
    return Interval.clamped(lower, upper);
  }

  /**
   * The interval of a proportion that is worth so many independent cases.
   *
   * @param p in [0, 1]
   * @param n effective number of cases, above 0, not necessarily whole
   */
  public static Interval effective(double p, double n, double z) {
    if (!(p >= 0 && p <= 1 && n > 0)) {
      throw new IllegalArgumentException("An effective proportion needs p in [0, 1] and n > 0.");
    }
    double centre = (p * n + z * z / 2) / (n + z * z);
    double halfWidth = z / (n + z * z) * Math.sqrt(p * (1 - p) * n + z * z / 4);
    return Interval.clamped(p == 0 ? 0 : centre - halfWidth, p == 1 ? 1 : centre + halfWidth);
  }
}
