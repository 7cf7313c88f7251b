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

  /**
   * As {@link #scoreP(long, long, double)} for a share that is worth so many independent cases.
   *
   * @param share in [0, 1]
   * @param n above 0, not necessarily whole
   */
  public static double effectiveP(double share, double n, double goal) {
    if (!(share >= 0 && share <= 1 && n > 0)) {
      throw new IllegalArgumentException("An effective proportion needs p in [0, 1] and n > 0.");
    }
    return Normal.upperTail((share - goal) * Math.sqrt(n / (goal * (1 - goal))));
  }
}
