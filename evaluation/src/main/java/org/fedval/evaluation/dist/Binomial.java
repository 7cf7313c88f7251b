package org.fedval.evaluation.dist;

import org.apache.commons.statistics.distribution.BetaDistribution;

/** Tails of K ~ Binomial(n, p) as incomplete beta functions, for p in [0, 1]. */
public final class Binomial {
  private Binomial() {}

  /** P(K &gt;= k). */
  public static double upperTail(long k, long n, double p) {
    if (k <= 0) {
      return 1;
    }
    return k > n ? 0 : BetaDistribution.of(k, n - k + 1.0).cumulativeProbability(p);
  }

  /** P(K &lt;= k). */
  public static double lowerTail(long k, long n, double p) {
    if (k >= n) {
      return 1;
    }
    return k < 0 ? 0 : BetaDistribution.of(k + 1.0, n - k).survivalProbability(p);
  }

  /** The smallest k with P(K &lt;= k) at or above q. */
  public static long quantile(double q, long n, double p) {
    long low = 0;
    long high = n;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (lowerTail(middle, n, p) >= q) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }
}
