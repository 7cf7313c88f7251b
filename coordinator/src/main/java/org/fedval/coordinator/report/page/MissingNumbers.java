package org.fedval.coordinator.report.page;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fedval.coordinator.report.text.SiteLoss;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;

/** The numbers that could not be estimated: one line a reason, however many rows it took. */
final class MissingNumbers {
  private static final int MOST_NAMES = 6;
  private static final String NO_IMAGES = "No such images";

  /** Rows that share a reason. */
  private static final class Group {
    private final Set<String> findings = new LinkedHashSet<>();
    private final Set<String> metrics = new LinkedHashSet<>();
    private final Set<String> subgroups = new LinkedHashSet<>();
    private int rows;

    void add(MetricRow row) {
      rows++;
      findings.add(row.finding());
      metrics.add(Words.metricAt(row.metric(), null));
      subgroups.add(Words.subgroup(row.subgroup()));
    }

    /** The levels by name, crossed ones by number. */
    String levels() {
      Set<String> single = new LinkedHashSet<>(subgroups);
      single.removeIf(subgroup -> subgroup.contains(Words.CROSS));
      int crossed = subgroups.size() - single.size();
      String names = some(single);
      return crossed == 0
          ? names
          : names
              + (names.isEmpty() ? "" : "; ")
              + Words.number(crossed, "crossed level", "crossed levels");
    }

    String words() {
      return some(findings)
          + ": "
          + some(metrics)
          + (subgroups.equals(Set.of(Words.subgroup(Words.ALL))) ? "" : " in " + some(subgroups));
    }
  }

  private final ValidationReport report;

  MissingNumbers(ValidationReport report) {
    this.report = report;
  }

  /** The reasons but for the loss of a hospital, with what they took. */
  List<ReportPage.GapLine> lines() {
    Map<String, Group> reasons = new LinkedHashMap<>();
    for (MetricRow row : report.results().estimates()) {
      if (row.status() == Status.NOT_ESTIMABLE && !lost(row)) {
        reasons.computeIfAbsent(reason(row), unused -> new Group()).add(row);
      }
    }
    List<ReportPage.GapLine> lines = new ArrayList<>();
    reasons.forEach(
        (reason, group) ->
            lines.add(
                new ReportPage.GapLine(
                    reason + " (" + Words.number(group.rows, "number", "numbers") + ")",
                    reason.equals(NO_IMAGES) ? group.levels() : group.words())));
    return lines;
  }

  /** One paragraph on a hospital that left, and on what is missing since; empty if none did. */
  String siteLoss() {
    Group group = new Group();
    String why = "";
    for (MetricRow row : report.results().estimates()) {
      String reason = row.reason();
      if (row.status() == Status.NOT_ESTIMABLE && reason != null && SiteLoss.isOne(reason)) {
        group.add(row);
        why = SiteLoss.words(reason);
      }
    }
    if (group.rows == 0) {
      return "";
    }
    return "A hospital whose counts are in the first sums left before the last round ("
        + why
        + "). The study was not repeated over other hospitals, since two sums over different"
        + " hospitals would show one of them. "
        + Words.capital(Words.number(group.rows, "number", "numbers"))
        + " that need the later round "
        + (group.rows == 1 ? "is" : "are")
        + " therefore missing: "
        + String.join(", ", group.metrics)
        + ". All other numbers are complete and include that hospital.";
  }

  private static boolean lost(MetricRow row) {
    String reason = row.reason();
    return reason != null && SiteLoss.isOne(reason);
  }

  private static String reason(MetricRow row) {
    Long cases = row.nCases();
    if (cases != null && cases == 0) {
      return NO_IMAGES;
    }
    return row.reason() == null ? "Not estimable" : Words.capital(row.reason());
  }

  private static String some(Set<String> names) {
    List<String> list = List.copyOf(names);
    return list.size() <= MOST_NAMES + 1
        ? String.join(", ", list)
        : String.join(", ", list.subList(0, MOST_NAMES))
            + " and "
            + (list.size() - MOST_NAMES)
            + " more";
  }
}
