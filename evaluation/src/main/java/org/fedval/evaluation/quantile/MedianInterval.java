package org.fedval.evaluation.quantile;

import org.fedval.evaluation.dist.Binomial;

/**
 * The interval of a median between two order statistics: ranks l = qbinom(alpha/2, n, 1/2), at
 * least 1, and n - l + 1 (Conover 1999, Practical Nonparametric Statistics, section 3.2).
 *
 * @param coverage P(l &lt;= K &lt;= n - l) for K ~ Binomial(n, 1/2)
 */
public record MedianInterval(long lowerRank, long upperRank, double coverage) {

  /**
   * @throws IllegalArgumentException without cases
   */
  public static MedianInterval of(long n, double confidence) {
    if (n < 1) {
      throw new IllegalArgumentException("A median needs a case.");
    }
    long l = Math.max(1, Binomial.quantile((1 - confidence) / 2, n, 0.5));
    double coverage = Binomial.lowerTail(n - l, n, 0.5) - Binomial.lowerTail(l - 1, n, 0.5);
    return new MedianInterval(l, n - l + 1, coverage);
  }
}
