package org.fedval.evaluation.dist;

/**
 * A confidence interval of a probability-like quantity.
 *
 * @param lower in [0, upper]
 * @param upper in [lower, 1]
 */
public record Interval(double lower, double upper) {
  public Interval {
    if (!(lower >= 0 && lower <= upper && upper <= 1)) {
      throw new IllegalArgumentException("An interval needs 0 <= lower <= upper <= 1.");
    }
  }

  /** The interval with its limits cut to [0, 1]. */
  public static Interval clamped(double lower, double upper) {
    return new Interval(Math.max(0, lower), Math.min(1, upper));
  }
}
