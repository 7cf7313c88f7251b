package org.fedval.evaluation.compare;

import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.dist.RealInterval;

/**
 * Score test and interval of a difference of two independent proportions (Miettinen and Nurminen
 * 1985, Statistics in Medicine 4:213-226): (p1 - p2 - d)/sqrt(V), V = [q1(1-q1)/n1 + q2(1-q2)/n2]
 * N/(N-1), with the maximum likelihood q1 = q2 + d from their cubic.
 */
public final class MiettinenNurminen {
  private MiettinenNurminen() {}

  /** The score statistic of the hypothesis that the difference is d, in [-1, 1]. */
  public static double statistic(TwoProportions t, double d) {
    double second = constrained(t, d);
    double first = Math.min(1, Math.max(0, second + d));
    double n = (double) t.n1() + t.n2();
    double variance = (first * (1 - first) / t.n1() + second * (1 - second) / t.n2()) * n / (n - 1);
    double excess = t.difference() - d;
    if (variance <= 0) {
      return excess == 0 ? 0 : Math.copySign(Double.POSITIVE_INFINITY, excess);
    }
    return excess / Math.sqrt(variance);
  }

  /** All differences that the two-sided score test does not reject. */
  public static RealInterval interval(TwoProportions t, double z) {
    return ScoreBisection.interval(d -> statistic(t, d), t.difference(), z);
  }

  /** P that the difference is above {@code -margin}, as a one-sided p-value. */
  public static double lowerP(TwoProportions t, double margin) {
    return Normal.upperTail(statistic(t, -margin));
  }

  /** P that the difference is below {@code margin}, as a one-sided p-value. */
  public static double upperP(TwoProportions t, double margin) {
    return Normal.cdf(statistic(t, margin));
  }

  /** Two one-sided tests of equivalence within the margin (Schuirmann 1987). */
  public static double equivalenceP(TwoProportions t, double margin) {
    return Math.max(lowerP(t, margin), upperP(t, margin));
  }

  /** The second proportion that maximises the likelihood if the first is larger by d. */
  private static double constrained(TwoProportions t, double d) {
    double n = (double) t.n1() + t.n2();
    double cases = (double) t.k1() + t.k2();
    double l2 = ((double) t.n1() + 2.0 * t.n2()) * d - n - cases;
    double l1 = (t.n2() * d - n - 2.0 * t.k2()) * d + cases;
    double l0 = t.k2() * d * (1 - d);
    double a = l2 / (3 * n);
    double q = a * a * a - l1 * l2 / (6 * n * n) + l0 / (2 * n);
    double p = Math.sqrt(Math.max(0, a * a - l1 / (3 * n)));
    if (q < 0) {
      p = -p;
    }
    double cosine = p == 0 ? 0 : q / (p * p * p);
    double angle = (Math.PI + Math.acos(Math.min(1, Math.max(-1, cosine)))) / 3;
    double root = 2 * p * Math.cos(angle) - a;
    return Math.min(Math.min(1, 1 - d), Math.max(Math.max(0, -d), root));
  }
}
