package org.fedval.evaluation.compare;

import java.math.BigInteger;
import java.util.Optional;
import java.util.OptionalDouble;
import org.fedval.evaluation.dist.RealInterval;
import org.fedval.evaluation.sums.ExactSums;
import org.fedval.evaluation.sums.FixedPoint;

/**
 * The Mantel-Haenszel difference of two proportions, adjusted for site, from four terms a site that
 * add up in fixed point. With a of n1 in group 1 and c of n0 in group 0 at a site, T = n1 + n0:
 * sum((a n0 - c n1)/T) / sum(n1 n0/T) (Greenland and Robins 1985, Biometrics 41:55-68), with the
 * variance of Sato, Greenland and Robins (1989, Biometrics 45:1323-1324). A site without a case in
 * one of the groups adds nothing.
 */
public final class AdjustedRiskDifference {
  /** Sums a contrast. */
  public static final int LENGTH = 4;

  /** Less than this in the variance's sum is rounding; one case that differs gives far more. */
  private static final double ROUNDING = 0x1p-20;

  private final ExactSums sums;

  private AdjustedRiskDifference(ExactSums sums) {
    this.sums = sums;
  }

  /** The terms of one site: successes and cases of group 1, then of group 0. */
  public static ExactSums ofSite(long a, long n1, long c, long n0) {
    if (n1 == 0 || n0 == 0) {
      return ExactSums.zero(LENGTH);
    }
    double b = (double) n1 - a;
    double d = (double) n0 - c;
    double t = (double) n1 + n0;
    double[] terms = {
      ((double) a * n0 - (double) c * n1) / t,
      (double) n1 * n0 / t,
      ((double) n1 * n1 * c - (double) n0 * n0 * a + (double) n1 * n0 * ((double) n0 - n1) / 2)
          / (t * t),
      ((double) a * d + c * b) / (2 * t)
    };
    BigInteger[] coded = new BigInteger[LENGTH];
    for (int i = 0; i < LENGTH; i++) {
      coded[i] = FixedPoint.FINE.encode(terms[i]);
    }
    return ExactSums.of(coded);
  }

  /**
   * The difference from pooled terms; empty if no site has a case in both groups.
   *
   * @throws IllegalArgumentException if these are not {@link #LENGTH} sums
   */
  public static Optional<AdjustedRiskDifference> of(ExactSums sums) {
    if (sums.length() != LENGTH) {
      throw new IllegalArgumentException("A contrast has " + LENGTH + " sums.");
    }
    return sums.get(1).signum() <= 0
        ? Optional.empty()
        : Optional.of(new AdjustedRiskDifference(sums));
  }

  /** Group 1 minus group 0, in [-1, 1]. */
  public double value() {
    return sum(0) / sum(1);
  }

  /** Sato's standard error; 0 where every site's proportions are 0 or 1 alike. */
  public double standardError() {
    double variance = value() * sum(2) + sum(3);
    return variance < ROUNDING ? 0 : Math.sqrt(variance) / sum(1);
  }

  /** Value and standard error times z on both sides, not cut at -1 and 1. */
  public RealInterval interval(double z) {
    return RealInterval.around(value(), z * standardError());
  }

  /** Two-sided, of the value over its standard error; empty where that is 0. */
  public OptionalDouble p() {
    double z = value() / standardError();
    return standardError() > 0
        ? OptionalDouble.of(MantelHaenszel.p(z * z))
        : OptionalDouble.empty();
  }

  private double sum(int i) {
    return FixedPoint.FINE.decode(sums.get(i));
  }
}
