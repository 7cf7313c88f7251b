package org.fedval.coordinator.report.table;

import java.util.List;
import java.util.Objects;
import java.util.StringJoiner;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.ValidationReport;
import org.jspecify.annotations.Nullable;

/** Table 1: who was examined, by level. Level {@code unknown} counts what is missing. */
public final class CohortTable {
  private static final String NOTE =
      "Level unknown: the attribute is missing; level other: a value that the plan does not list. A"
          + " patient with positive and negative images counts in both columns. Shares are of all"
          + " images of the finding.";

  private final ValidationReport report;
  private final Estimates estimates;
  private final Cells cells;

  public CohortTable(ValidationReport report, Estimates estimates) {
    this.report = report;
    this.estimates = estimates;
    this.cells = new Cells(estimates, report.disclosure());
  }

  public Table build() {
    TableBuilder table =
        new TableBuilder("table-1-cohort", "Table 1. Cohort")
            .words("Group")
            .numbers(
                "Images",
                "Share of images",
                "Positive",
                "Patients",
                "Negative",
                "Patients",
                "Prevalence");
    for (String finding : report.study().findings()) {
      table.group(finding);
      Long whole = estimates.counts(finding, Words.ALL).cases();
      line(table, finding, Words.ALL, "all images", whole);
      for (Subgroup subgroup : report.study().subgroups()) {
        for (String level : subgroup.allLevels()) {
          String name = subgroup.attribute() + "=" + level;
          if (!isEmpty(name)) {
            line(table, finding, name, subgroup.attribute() + ": " + level, whole);
          }
        }
      }
    }
    return table.note(NOTE + empty()).build();
  }

  /** The levels that no finding has an image of. */
  private String empty() {
    StringJoiner names = new StringJoiner(", ", " No images: ", ".");
    names.setEmptyValue("");
    for (Subgroup subgroup : report.study().subgroups()) {
      for (String level : subgroup.allLevels()) {
        if (isEmpty(subgroup.attribute() + "=" + level)) {
          names.add(subgroup.attribute() + " " + level);
        }
      }
    }
    return names.toString();
  }

  private boolean isEmpty(String subgroup) {
    for (String finding : report.study().findings()) {
      MetricRow row = estimates.row(finding, "prevalence", subgroup, null);
      Long cases = row == null ? null : row.nCases();
      if (cases == null || cases != 0) {
        return false;
      }
    }
    return true;
  }

  private void line(
      TableBuilder table, String finding, String subgroup, String name, @Nullable Long whole) {
    MetricRow prevalence = estimates.row(finding, "prevalence", subgroup, null);
    if (prevalence == null) {
      return;
    }
    MetricRow positives = ofClass(finding, "sensitivity", subgroup, prevalence);
    MetricRow negatives = ofClass(finding, "specificity", subgroup, prevalence);
    table.source(prevalence);
    table.row(
        List.of(
            Cell.of(name),
            count(prevalence, prevalence.nCases()),
            share(prevalence, whole),
            count(positives, positives.nPositive()),
            count(positives, positives == prevalence ? null : positives.nPatients()),
            count(negatives, negatives.nNegative()),
            count(negatives, negatives == prevalence ? null : negatives.nPatients()),
            cells.estimate(prevalence)));
  }

  /** A row that needs one class only, so that it shows what the other class would withhold. */
  private MetricRow ofClass(String finding, String metric, String subgroup, MetricRow otherwise) {
    for (OperatingPoint point : report.study().operatingPoints()) {
      MetricRow row = estimates.row(finding, metric, subgroup, point.name());
      return Objects.requireNonNullElse(row, otherwise);
    }
    return otherwise;
  }

  private Cell count(MetricRow row, @Nullable Long n) {
    return cells.count(n, row.status(), row.reason());
  }

  private Cell share(MetricRow row, @Nullable Long whole) {
    Long n = row.nCases();
    if (n == null || whole == null || whole == 0) {
      return count(row, null);
    }
    return Cell.number(Math.round(1000.0 * n / whole) / 10.0 + "\u202f%");
  }
}
