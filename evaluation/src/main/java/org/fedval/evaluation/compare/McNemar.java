package org.fedval.evaluation.compare;

import org.fedval.evaluation.dist.Binomial;
import org.fedval.evaluation.dist.ChiSquared;

/**
 * McNemar's test of two paired proportions (1947, Psychometrika 12:153-157) from the discordant
 * counts a-only and b-only: chi-squared with one degree of freedom, with and without continuity
 * correction, and the exact binomial test with probability 1/2.
 */
public final class McNemar {
  private final long aOnly;
  private final long bOnly;

  /** The test of this table. */
  public McNemar(PairedTable table) {
    aOnly = table.aOnly();
    bOnly = table.bOnly();
  }

  /** Whether some case separates the models; without one only {@link #exactP} is defined, as 1. */
  public boolean discordant() {
    return aOnly + bOnly > 0;
  }

  /** (a - b)^2/(a + b). */
  public double chiSquared() {
    return statistic(Math.abs((double) aOnly - bOnly));
  }

  /** (|a - b| - 1)^2/(a + b), and 0 where a = b. */
  public double correctedChiSquared() {
    return statistic(Math.max(0, Math.abs((double) aOnly - bOnly) - 1));
  }

  private double statistic(double gap) {
    if (!discordant()) {
      throw new IllegalArgumentException("McNemar's statistic needs a discordant case.");
    }
    return gap * gap / ((double) aOnly + bOnly);
  }

  /** P-value of a statistic of this test. */
  public static double p(double chiSquared) {
    return ChiSquared.upperTail(chiSquared, 1);
  }

  /** Two-sided. */
  public double exactP() {
    return Math.min(1, 2 * Binomial.lowerTail(Math.min(aOnly, bOnly), aOnly + bOnly, 0.5));
  }
}
