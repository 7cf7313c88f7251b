package org.fedval.evaluation.binom;

/**
 * A confidence interval of a quantity in [0, 1].
 *
 * @param low lower limit, {@code 0 <= low <= high}
 * @param high upper limit, at most 1
 */
public record Interval(double low, double high) {
  public Interval {
    if (!(low >= 0 && low <= high && high <= 1)) {
      throw new IllegalArgumentException(
          "An interval needs 0 <= low <= high <= 1; got " + low + " to " + high + ".");
    }
  }
}
