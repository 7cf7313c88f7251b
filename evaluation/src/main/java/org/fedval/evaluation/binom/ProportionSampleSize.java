package org.fedval.evaluation.binom;

import org.fedval.evaluation.dist.Binomial;
import org.fedval.evaluation.dist.Normal;

/**
 * How many cases the claim "the one-sided Wilson lower bound lies above the goal" needs. The test
 * is the one that gives the verdict, so planning and verdict cannot disagree; its power is exact
 * binomial. Power is a saw-tooth in n: the answer is the smallest n from which on it never falls
 * below the target again.
 */
public final class ProportionSampleSize {
  /** Past this many cases the bound of {@link #safeSize} is returned without a search. */
  static final int SEARCH_LIMIT = 1_000_000;

  private ProportionSampleSize() {}

  /**
   * Smallest n such that the claim succeeds with probability {@code power} or more at this and any
   * larger n, if the true proportion is {@code alternative}.
   *
   * @param goal in (0, 1)
   * @param alternative in (goal, 1)
   * @param alpha one-sided significance level
   */
  public static long required(double goal, double alternative, double alpha, double power) {
    if (!(goal > 0 && goal < alternative && alternative < 1)) {
      throw new IllegalArgumentException("A sample size needs 0 < goal < alternative < 1.");
    }
    double z = Normal.oneSided(alpha);
    long n = safeSize(goal, alternative, z, power);
    if (n > SEARCH_LIMIT) {
      return n;
    }
    while (n > 1 && power(n - 1, goal, alternative, z) >= power) {
      n--;
    }
    return n;
  }

  /**
   * An n from which on the power suffices, by Hoeffding's inequality: P(K &lt; k) is at most exp(-2
   * (n p1 - k)^2 / n), and the critical count is at most n p0 + z sqrt(n p0 (1-p0)) + 1.
   */
  private static long safeSize(double goal, double alternative, double z, double power) {
    double gap = alternative - goal;
    double c = z * Math.sqrt(goal * (1 - goal)) + Math.sqrt(-Math.log(1 - power) / 2);
    double root = (c + Math.sqrt(c * c + 4 * gap)) / (2 * gap);
    return (long) Math.ceil(root * root) + 1;
  }

  /**
   * Probability that the claim succeeds with n cases if the true proportion is the alternative.
   *
   * @param n 1 or more
   * @param z {@code Normal.oneSided(alpha)}
   */
  public static double power(long n, double goal, double alternative, double z) {
    return upperTail(criticalCount(n, goal, z), n, alternative);
  }

  /** Smallest k whose Wilson lower bound lies above the goal; n + 1 if there is none. */
  static long criticalCount(long n, double goal, double z) {
    double score = n * goal + z * Math.sqrt(n * goal * (1 - goal));
    long k = Math.min(n, Math.max(0, (long) score));
    while (k > 0 && succeeds(k - 1, n, goal, z)) {
      k--;
    }
    while (k <= n && !succeeds(k, n, goal, z)) {
      k++;
    }
    return k;
  }

  private static boolean succeeds(long k, long n, double goal, double z) {
    return Wilson.interval(k, n, z).lower() > goal;
  }

  /** P(K &gt;= k) for K ~ Binomial(n, p). */
  static double upperTail(long k, long n, double p) {
    return Binomial.upperTail(k, n, p);
  }
}
