package org.fedval.evaluation.power;

import org.fedval.evaluation.dist.Binomial;

/**
 * The exact binomial test that a proportion lies above a goal: reject at {@code critical} successes
 * or more, the smallest count whose upper tail under the goal is at most alpha.
 *
 * @param critical n + 1 if no count suffices
 * @param attainedAlpha the tail itself, at most alpha
 */
public record ExactGoalPower(long n, double goal, long critical, double attainedAlpha) {

  /** The test with n cases. */
  public static ExactGoalPower of(long n, double goal, double alpha) {
    long low = 0;
    long high = n + 1;
    while (low < high) {
      long middle = low + (high - low) / 2;
      if (Binomial.upperTail(middle, n, goal) <= alpha) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return new ExactGoalPower(n, goal, low, Binomial.upperTail(low, n, goal));
  }

  /** Probability to reject if the proportion is p. */
  public double power(double p) {
    return Binomial.upperTail(critical, n, p);
  }
}
