package org.fedval.evaluation.dist;

/**
 * A confidence interval of a quantity without natural limits.
 *
 * @param lower at most upper; may be negative infinity
 * @param upper at least lower; may be infinity
 */
public record RealInterval(double lower, double upper) {
  public RealInterval {
    if (!(lower <= upper)) {
      throw new IllegalArgumentException("An interval needs lower <= upper.");
    }
  }

  /** Estimate -+ half-width. */
  public static RealInterval around(double centre, double halfWidth) {
    return new RealInterval(centre - halfWidth, centre + halfWidth);
  }
}
