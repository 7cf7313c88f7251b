package org.fedval.evaluation.roc;

import org.fedval.evaluation.binom.Interval;
import org.fedval.evaluation.dist.Normal;

/**
 * Score-type interval of the AUROC for small or perfectly separated samples (method 5 of Newcombe
 * 2006, Stat Med 25:559-573). The limits solve {@code (A - θ)² = z² θ (1 - θ) [1 + n*(1 - θ)/(2 -
 * θ) + n* θ/(1 + θ)] / (MN)} with {@code n* = (M + N)/2 - 1}, by bisection below and above A.
 */
public final class Newcombe5 {
  private static final int HALVINGS = 200;

  private Newcombe5() {}

  /**
   * Two-sided interval.
   *
   * @param auroc A in [0, 1]
   * @param m positive cases, at least 1
   * @param n negative cases, at least 1
   * @param level confidence level in (0, 1)
   */
  public static Interval of(double auroc, long m, long n, double level) {
    double z = Normal.twoSided(level);
    return new Interval(limit(auroc, m, n, -z), limit(auroc, m, n, z));
  }

  /** The limit at {@code z} standard errors: the lower one for a negative {@code z}. */
  static double limit(double auroc, long m, long n, double z) {
    if (!(auroc >= 0 && auroc <= 1) || m < 1 || n < 1) {
      throw new IllegalArgumentException(
          "The interval needs an AUROC in [0, 1] and at least one case of each class.");
    }
    double end = z < 0 ? 0 : 1;
    if (auroc == end) {
      return end;
    }
    double inside = auroc;
    double outside = end;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = (inside + outside) / 2;
      if (excess(auroc, middle, m, n, z) <= 0) {
        inside = middle;
      } else {
        outside = middle;
      }
    }
    return (inside + outside) / 2;
  }

  private static double excess(double a, double theta, long m, long n, double z) {
    double star = (m + n) / 2.0 - 1;
    double bracket = 1 + star * (1 - theta) / (2 - theta) + star * theta / (1 + theta);
    double variance = theta * (1 - theta) * bracket / ((double) m * n);
    return (a - theta) * (a - theta) - z * z * variance;
  }
}
