package org.fedval.evaluation.power.planning;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A planned two-sided comparison of a sensitivity or specificity between two groups of the same
 * size. Where the groups are strata of the plan, the smaller one decides.
 *
 * @param name for people
 * @param finding null without groups
 * @param imageClass the class that the metric is of; positives for a sensitivity
 * @param groups two strata of the plan, or none
 * @param p1 in (0, 1)
 * @param p2 in (0, 1), another one
 * @param alpha two-sided significance level before adjustment
 * @param power target power
 * @param family how many comparisons are made; Bonferroni's alpha is {@code alpha / family}
 */
public record GapComparison(
    String name,
    @Nullable String finding,
    ImageClass imageClass,
    List<String> groups,
    double p1,
    double p2,
    double alpha,
    double power,
    int family) {
  public GapComparison {
    groups = List.copyOf(groups);
    if ((finding == null) != groups.isEmpty() || (!groups.isEmpty() && groups.size() != 2)) {
      throw new IllegalArgumentException(
          "A comparison names a finding and two groups, or neither.");
    }
    if (family < 1 || !(power > 0.5 && power < 1)) {
      throw new IllegalArgumentException("A comparison needs a family of 1 and power above 0.5.");
    }
  }
}
