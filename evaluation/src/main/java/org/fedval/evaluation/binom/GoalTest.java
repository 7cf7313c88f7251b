package org.fedval.evaluation.binom;

import org.fedval.evaluation.dist.Binomial;
import org.fedval.evaluation.dist.Normal;

/**
 * One-sided tests that a proportion lies above a performance goal: exact binomial, and the score
 * test z = (k/n - p0)/sqrt(p0(1-p0)/n) whose inversion is the Wilson bound.
 */
public final class GoalTest {
  private GoalTest() {}

  /** P(K &gt;= k) under the goal. */
  public static double exactP(long k, long n, double goal) {
    Counts.check(k, n);
    return Binomial.upperTail(k, n, goal);
  }

  /**
   * P(Z &gt;= z).
   *
   * @param goal in (0, 1)
   */
  public static double scoreP(long k, long n, double goal) {
    Counts.check(k, n);
    return Normal.upperTail((k - n * goal) / Math.sqrt(n * goal * (1 - goal)));
  }
}
