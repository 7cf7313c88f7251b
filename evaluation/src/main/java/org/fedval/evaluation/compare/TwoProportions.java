package org.fedval.evaluation.compare;

import java.util.OptionalDouble;
import org.fedval.evaluation.dist.ChiSquared;

/**
 * k1 of n1 cases against k2 of n2 other cases. The difference is first minus second.
 *
 * @throws IllegalArgumentException for an empty group, or counts out of range
 */
public record TwoProportions(long k1, long n1, long k2, long n2) {
  public TwoProportions {
    if (n1 <= 0 || n2 <= 0 || k1 < 0 || k2 < 0 || k1 > n1 || k2 > n2) {
      throw new IllegalArgumentException("Two proportions need 0 <= k <= n and n > 0.");
    }
  }

  public double first() {
    return (double) k1 / n1;
  }

  public double second() {
    return (double) k2 / n2;
  }

  public double difference() {
    return first() - second();
  }

  /** Pearson's chi-squared without continuity correction; empty if all or none succeed. */
  public OptionalDouble chiSquared() {
    return Homogeneity.of(new long[] {k1, k2}, new long[] {n1, n2})
        .map(h -> OptionalDouble.of(h.chiSquared()))
        .orElse(OptionalDouble.empty());
  }

  /** Two-sided p of {@link #chiSquared}; 1 where that is empty, since nothing differs. */
  public double p() {
    OptionalDouble statistic = chiSquared();
    return statistic.isEmpty() ? 1 : ChiSquared.upperTail(statistic.getAsDouble(), 1);
  }
}
