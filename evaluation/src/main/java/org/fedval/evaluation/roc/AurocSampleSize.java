package org.fedval.evaluation.roc;

import org.fedval.evaluation.dist.Normal;

/**
 * How many cases of each class the claim "the one-sided lower bound of the AUROC lies above the
 * goal" needs: a normal approximation on the logit scale, where the report's interval lives, with
 * the variance of Hanley and McNeil (1982, Radiology 143:29-36).
 */
public final class AurocSampleSize {
  private AurocSampleSize() {}

  /**
   * Smallest m such that m positives and m negatives suffice: z_alpha + z_power &lt;= (logit A1 -
   * logit A0) A1 (1-A1) / se(A1; m, m). More cases in either class only add power, so a study with
   * at least m in its rarer class has it; at strong imbalance this asks for more than the least.
   *
   * @param goal A0 in (0, 1)
   * @param alternative A1 in (goal, 1)
   * @param alpha one-sided significance level
   */
  public static long requiredPerClass(double goal, double alternative, double alpha, double power) {
    if (!(goal > 0 && goal < alternative && alternative < 1)) {
      throw new IllegalArgumentException("A sample size needs 0 < goal < alternative < 1.");
    }
    double distance = (logit(alternative) - logit(goal)) * alternative * (1 - alternative);
    double largestVariance =
        Math.pow(distance / (Normal.oneSided(alpha) + Normal.quantile(power)), 2);
    long low = 1;
    long high = 2;
    while (variance(alternative, high, high) > largestVariance) {
      low = high;
      high *= 2;
    }
    while (high - low > 1) {
      long middle = (low + high) / 2;
      if (variance(alternative, middle, middle) > largestVariance) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return high;
  }

  /**
   * Probability that the claim succeeds if the alternative is true, by the same approximation.
   *
   * @param m positives, 0 or more; need not be whole, and below 1 there is no power
   * @param n negatives, likewise
   */
  public static double power(double goal, double alternative, double alpha, double m, double n) {
    if (!(m >= 1 && n >= 1)) {
      return 0;
    }
    double slope = alternative * (1 - alternative);
    double distance = logit(alternative) - logit(goal);
    double error = Math.sqrt(variance(alternative, m, n)) / slope;
    return Normal.cdf(distance / error - Normal.oneSided(alpha));
  }

  private static double logit(double p) {
    return Math.log(p / (1 - p));
  }

  /**
   * Hanley and McNeil: Q1 = A/(2-A), Q2 = 2A^2/(1+A).
   *
   * @param m positives, 1 or more; need not be whole
   * @param n negatives, likewise
   */
  public static double variance(double a, double m, double n) {
    double q1 = a / (2 - a);
    double q2 = 2 * a * a / (1 + a);
    double sum = a * (1 - a) + (m - 1) * (q1 - a * a) + (n - 1) * (q2 - a * a);
    return sum / (m * n);
  }
}
