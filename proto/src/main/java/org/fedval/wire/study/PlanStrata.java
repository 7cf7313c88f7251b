package org.fedval.wire.study;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.evaluation.power.planning.ExpectedCounts;

/** The findings and strata of a plan, by the names that a file of counts may use. */
final class PlanStrata {
  private final StudyDocument plan;
  private final Map<String, String> byFold = new HashMap<>();

  PlanStrata(StudyDocument plan) {
    this.plan = plan;
    byFold.put(ExpectedCounts.ALL, ExpectedCounts.ALL);
    for (Subgroup subgroup : plan.subgroups()) {
      for (String level : subgroup.allLevels()) {
        String name = subgroup.attribute() + "=" + level;
        byFold.put(StudyChecks.fold(name), name);
      }
    }
  }

  /** As the report calls it; case and extra spaces do not count. */
  Optional<String> canonical(String written) {
    return Optional.ofNullable(byFold.get(StudyChecks.fold(written)));
  }

  List<String> findings() {
    return plan.findings();
  }

  List<Subgroup> subgroups() {
    return plan.subgroups();
  }

  /** What may stand in place of an unknown level, in words. */
  String choice(String written) {
    int end = written.indexOf('=');
    String attribute = end < 0 ? written : written.substring(0, end);
    for (Subgroup subgroup : plan.subgroups()) {
      if (subgroup.attribute().equals(attribute)) {
        return "'" + attribute + "' has " + String.join(", ", subgroup.allLevels());
      }
    }
    return plan.subgroups().isEmpty()
        ? "it has no subgroups, only all"
        : "its subgroups are "
            + plan.subgroups().stream().map(Subgroup::attribute).collect(Collectors.joining(", "));
  }
}
