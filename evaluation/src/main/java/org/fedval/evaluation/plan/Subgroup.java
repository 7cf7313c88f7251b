package org.fedval.evaluation.plan;

import java.util.ArrayList;
import java.util.List;

/**
 * One attribute by which patients are partitioned, with the levels that the plan lists. A value
 * outside the list is {@link #OTHER}, an absent one {@link #UNKNOWN}; both are levels of their own
 * and never dropped.
 *
 * @param attribute such as {@code sex} or {@code age}, or one that the sites map themselves
 * @param levels the planned levels in report order, without {@code other} and {@code unknown}
 */
public record Subgroup(String attribute, List<String> levels) {
  public static final String OTHER = "other";
  public static final String UNKNOWN = "unknown";

  public Subgroup {
    levels = List.copyOf(levels);
    if (levels.isEmpty() || levels.contains(OTHER) || levels.contains(UNKNOWN)) {
      throw new IllegalArgumentException(
          "Subgroup "
              + attribute
              + ": list at least one level, and neither 'other' nor 'unknown'.");
    }
    if (levels.stream().distinct().count() != levels.size()) {
      throw new IllegalArgumentException("Subgroup " + attribute + ": a level is listed twice.");
    }
  }

  /** The planned levels, then {@code other}, then {@code unknown}. */
  public List<String> allLevels() {
    List<String> all = new ArrayList<>(levels);
    all.add(OTHER);
    all.add(UNKNOWN);
    return List.copyOf(all);
  }
}
