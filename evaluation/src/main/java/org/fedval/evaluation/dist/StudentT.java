package org.fedval.evaluation.dist;

import org.apache.commons.statistics.distribution.TDistribution;

/** Student's t distribution. */
public final class StudentT {
  private StudentT() {}

  /**
   * The half-width factor of a two-sided interval, such as 2.571 for 0.95 and 5 degrees.
   *
   * @param degrees of freedom, above 0
   * @param confidence in (0, 1)
   */
  public static double twoSided(double degrees, double confidence) {
    return Quantiles.upper(TDistribution.of(degrees), (1 - confidence) / 2);
  }

  /** P(|T| &gt;= |t|). */
  public static double twoSidedP(double t, double degrees) {
    return Math.min(1, 2 * TDistribution.of(degrees).survivalProbability(Math.abs(t)));
  }
}
