package org.fedval.evaluation.plan;

/**
 * A decision threshold locked in the bundle before any data is seen. A call is positive when {@code
 * score >= threshold}.
 *
 * @param name the name that the plan and the report use, such as {@code screening}
 * @param threshold in score units, finite
 */
public record OperatingPoint(String name, double threshold) {
  public OperatingPoint {
    if (name.isBlank()) {
      throw new IllegalArgumentException("An operating point needs a name.");
    }
    if (!Double.isFinite(threshold)) {
      throw new IllegalArgumentException("Operating point " + name + ": threshold must be finite.");
    }
  }
}
