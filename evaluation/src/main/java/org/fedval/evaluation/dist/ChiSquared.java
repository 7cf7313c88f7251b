package org.fedval.evaluation.dist;

import org.apache.commons.statistics.distribution.ChiSquaredDistribution;

/** The chi-squared distribution. */
public final class ChiSquared {
  private ChiSquared() {}

  /** P(X &gt;= x) for x of 0 or more. */
  public static double upperTail(double x, double degrees) {
    return ChiSquaredDistribution.of(degrees).survivalProbability(x);
  }

  /** The x with P(X &lt;= x) = p. */
  public static double quantile(double p, double degrees) {
    return Quantiles.lower(ChiSquaredDistribution.of(degrees), p);
  }
}
