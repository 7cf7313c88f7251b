package org.fedval.evaluation.power.planning;

import java.util.ArrayList;
import java.util.List;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.plan.Subgroup;

/**
 * Everything that can be said of a study's size before anyone sees a performance.
 *
 * @param claims one an endpoint, in plan order
 * @param gaps the planned comparisons
 * @param waterfalls one a finding, in plan order
 */
public record PlanningTable(
    List<ClaimPlan> claims, List<GapPlan> gaps, List<Waterfall> waterfalls) {
  public PlanningTable {
    claims = List.copyOf(claims);
    gaps = List.copyOf(gaps);
    waterfalls = List.copyOf(waterfalls);
  }

  /**
   * The table. Levels {@code other} and {@code unknown} have rows, and count in the family, only
   * where images are expected in them.
   *
   * @param minCell smallest number of patients in a published cell
   */
  public static PlanningTable of(
      List<String> findings,
      List<Subgroup> subgroups,
      List<Endpoint> endpoints,
      int minCell,
      ExpectedCounts counts) {
    List<ClaimPlan> claims = new ArrayList<>();
    for (Endpoint endpoint : endpoints) {
      List<String> levels = levels(endpoint.finding(), subgroups, counts);
      Integer stated = counts.assumptions().family();
      int family = stated == null ? Math.max(1, levels.size()) : stated;
      claims.add(
          new ClaimPlanner(endpoint, counts, minCell)
              .plan(levels, endpoint.certifySubgroups() ? family : 1));
    }
    List<Waterfall> waterfalls = new ArrayList<>();
    for (String finding : findings) {
      List<String> strata = new ArrayList<>(List.of(ExpectedCounts.ALL));
      strata.addAll(levels(finding, subgroups, counts));
      waterfalls.add(Waterfall.of(finding, strata, claims, counts));
    }
    return new PlanningTable(
        claims, counts.gaps().stream().map(gap -> GapPlan.of(gap, counts)).toList(), waterfalls);
  }

  private static List<String> levels(
      String finding, List<Subgroup> subgroups, ExpectedCounts counts) {
    List<String> levels = new ArrayList<>();
    for (Subgroup subgroup : subgroups) {
      for (String level : subgroup.allLevels()) {
        String stratum = subgroup.attribute() + "=" + level;
        if (subgroup.levels().contains(level) || expected(counts.of(finding, stratum))) {
          levels.add(stratum);
        }
      }
    }
    return levels;
  }

  private static boolean expected(ClassCounts counts) {
    return some(counts.positives()) || some(counts.negatives());
  }

  private static boolean some(ExpectedCount count) {
    return count.state() == ExpectedCount.State.SUPPRESSED
        || (count.isGiven() && count.images() > 0);
  }
}
