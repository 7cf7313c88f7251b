package org.fedval.evaluation.compare;

import org.fedval.evaluation.dist.RealInterval;

/**
 * The score interval of a difference of paired proportions (Tango 1998, Statistics in Medicine
 * 17:891-908). For D = (c - b)/n with discordant counts c (a only) and b (b only): z = (c - b - nD)
 * / sqrt(n(2q + D(1-D))), q = [sqrt(B^2 - 4AC) - B]/(2A), A = 2n, B = -b - c + (2n + b - c)D, C =
 * -bD(1-D).
 */
public final class Tango {
  private Tango() {}

  /** The score statistic of the hypothesis that a minus b is d, in [-1, 1]. */
  public static double statistic(PairedTable t, double d) {
    double n = t.cases();
    double c = t.aOnly();
    double b = t.bOnly();
    double second = 2 * n;
    double first = -b - c + (2 * n + b - c) * d;
    double constant = -b * d * (1 - d);
    double root = Math.sqrt(Math.max(0, first * first - 4 * second * constant));
    double q = (root - first) / (2 * second);
    double variance = n * (2 * q + d * (1 - d));
    double excess = c - b - n * d;
    if (variance <= 0) {
      return excess == 0 ? 0 : Math.copySign(Double.POSITIVE_INFINITY, excess);
    }
    return excess / Math.sqrt(variance);
  }

  /**
   * All differences that the two-sided score test does not reject.
   *
   * @throws IllegalArgumentException without cases
   */
  public static RealInterval interval(PairedTable t, double z) {
    if (t.cases() == 0) {
      throw new IllegalArgumentException("A paired interval needs a case.");
    }
    return ScoreBisection.interval(d -> statistic(t, d), t.difference(), z);
  }
}
