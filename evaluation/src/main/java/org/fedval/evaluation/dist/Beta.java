package org.fedval.evaluation.dist;

import org.apache.commons.statistics.distribution.BetaDistribution;

/** The beta distribution. */
public final class Beta {
  private Beta() {}

  /** The x with P(X &lt;= x) = p, for p in (0, 1). */
  public static double lower(double a, double b, double p) {
    return Quantiles.lower(BetaDistribution.of(a, b), p);
  }

  /** The x with P(X &gt; x) = p, for p in (0, 1). */
  public static double upper(double a, double b, double p) {
    return Quantiles.upper(BetaDistribution.of(a, b), p);
  }
}
