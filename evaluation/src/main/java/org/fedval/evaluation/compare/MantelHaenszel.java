package org.fedval.evaluation.compare;

import java.math.BigInteger;
import org.fedval.evaluation.dist.ChiSquared;
import org.fedval.evaluation.dist.RealInterval;
import org.fedval.evaluation.sums.ExactSums;
import org.fedval.evaluation.sums.FixedPoint;

/**
 * A contrast of two groups adjusted for site, from terms that add up over sites in fixed point.
 * With a of n1 in group 1 and c of n0 in group 0 at a site, b = n1 - a, d = n0 - c, T = n1 + n0:
 *
 * <ul>
 *   <li>odds ratio sum(ad/T)/sum(bc/T) (Mantel and Haenszel 1959, JNCI 22:719-748), with the
 *       variance of its logarithm by Robins, Breslow and Greenland (1986, Biometrics 42:311-323);
 *   <li>{@link AdjustedRiskDifference};
 *   <li>the chi-squared test (Mantel 1963) with and without continuity correction.
 * </ul>
 *
 * A site without a case in one of the groups adds nothing.
 */
public final class MantelHaenszel {
  /** Where the sums of the risk difference begin. */
  private static final int RISK = 7;

  private static final int LENGTH = RISK + AdjustedRiskDifference.LENGTH;

  private final ExactSums sums;
  private final AdjustedRiskDifference risk;

  private MantelHaenszel(ExactSums sums, AdjustedRiskDifference risk) {
    this.sums = sums;
    this.risk = risk;
  }

  /** The terms of one site: successes and cases of group 1, then of group 0. */
  public static ExactSums ofSite(long a, long n1, long c, long n0) {
    if (n1 == 0 || n0 == 0) {
      return ExactSums.zero(LENGTH);
    }
    double b = (double) n1 - a;
    double d = (double) n0 - c;
    double t = (double) n1 + n0;
    double r = a * d / t;
    double s = b * c / t;
    double p = (a + d) / t;
    double q = (b + c) / t;
    double successes = (double) a + c;
    double failures = b + d;
    double hypergeometric = t > 1 ? (double) n1 * n0 * successes * failures / (t * t * (t - 1)) : 0;
    double[] terms = {r, s, p * r, p * s + q * r, q * s, a - n1 * successes / t, hypergeometric};
    BigInteger[] coded = new BigInteger[LENGTH];
    for (int i = 0; i < RISK; i++) {
      coded[i] = FixedPoint.FINE.encode(terms[i]);
    }
    ExactSums risk = AdjustedRiskDifference.ofSite(a, n1, c, n0);
    System.arraycopy(risk.entries(), 0, coded, RISK, AdjustedRiskDifference.LENGTH);
    return ExactSums.of(coded);
  }

  /**
   * The contrast of pooled terms.
   *
   * @throws IllegalArgumentException if no site has both groups
   */
  public static MantelHaenszel of(ExactSums sums) {
    if (sums.length() != LENGTH) {
      throw new IllegalArgumentException("A contrast with odds ratio has " + LENGTH + " sums.");
    }
    return AdjustedRiskDifference.of(sums.part(RISK, AdjustedRiskDifference.LENGTH))
        .map(risk -> new MantelHaenszel(sums, risk))
        .orElseThrow(() -> new IllegalArgumentException("No site has a case in both groups."));
  }

  private double sum(int i) {
    return FixedPoint.FINE.decode(sums.get(i));
  }

  /** Infinite or NaN where a discordant margin is empty; see {@link #oddsRatioExists}. */
  public double oddsRatio() {
    return sum(0) / sum(1);
  }

  /** Whether both sums of the odds ratio are above 0. */
  public boolean oddsRatioExists() {
    return sums.get(0).signum() > 0 && sums.get(1).signum() > 0;
  }

  /** Standard error of the logarithm of the odds ratio. */
  public double logOddsRatioError() {
    double r = sum(0);
    double s = sum(1);
    return Math.sqrt(sum(2) / (2 * r * r) + sum(3) / (2 * r * s) + sum(4) / (2 * s * s));
  }

  /** Of the odds ratio. */
  public RealInterval oddsRatioInterval(double z) {
    double centre = Math.log(oddsRatio());
    double halfWidth = z * logOddsRatioError();
    return new RealInterval(Math.exp(centre - halfWidth), Math.exp(centre + halfWidth));
  }

  /** (sum(a - E a))^2 / sum Var a. */
  public double chiSquared() {
    return sum(5) * sum(5) / sum(6);
  }

  /** With |sum(a - E a)| less 1/2, and 0 where that is negative. */
  public double correctedChiSquared() {
    double gap = Math.max(0, Math.abs(sum(5)) - 0.5);
    return gap * gap / sum(6);
  }

  /** P-value of either statistic. */
  public static double p(double chiSquared) {
    return ChiSquared.upperTail(chiSquared, 1);
  }

  /** Group 1 minus group 0. */
  public double riskDifference() {
    return risk.value();
  }

  /** Sato's. */
  public double riskDifferenceError() {
    return risk.standardError();
  }

  /** Of the risk difference. */
  public RealInterval riskDifferenceInterval(double z) {
    return risk.interval(z);
  }
}
