package org.fedval.coordinator.report.table;

import java.util.List;
import java.util.Set;
import org.fedval.coordinator.report.text.ParameterWords;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.ValidationReport;

/** Table 5: each level against all others of its attribute, and tests that all levels agree. */
public final class GapTable {
  private static final Set<String> METRICS =
      Set.of(
          "sensitivity_gap",
          "specificity_gap",
          "auroc_gap",
          "calibration_gap",
          "equalised_odds_gap",
          "sensitivity_homogeneity",
          "specificity_homogeneity");

  private final ValidationReport report;
  private final Cells cells;

  public GapTable(ValidationReport report, Estimates estimates) {
    this.report = report;
    this.cells = new Cells(estimates, report.disclosure());
  }

  public Table build() {
    TableBuilder table =
        new TableBuilder("table-5-gaps", "Table 5. Differences between subgroups")
            .words("Group", "Metric", "Operating point")
            .numbers("Difference or statistic", "p", "p, adjusted")
            .note(
                "A level is compared with all other levels of its attribute. Homogeneity tests one"
                    + " value for all levels; read it before single gaps. p-values are adjusted over"
                    + " the family as the plan says; without adjustment they are for exploration.");
    for (String finding : report.study().findings()) {
      table.group(finding);
      for (MetricRow row : report.results().estimates()) {
        if (row.finding().equals(finding) && METRICS.contains(row.metric())) {
          table.source(row);
          table.row(
              List.of(
                  Cell.of(group(row)),
                  Cell.of(Words.metric(row.metric())),
                  Cell.of(row.operatingPoint()),
                  cells.estimate(row),
                  cells.pValue(row, row.pValue()),
                  cells.pValue(row, row.pAdjusted())));
        }
      }
    }
    return table.build();
  }

  private static String group(MetricRow row) {
    String parameter = ParameterWords.of(row.parameter());
    return row.subgroup().equals(Words.ALL) && !parameter.isEmpty()
        ? parameter
        : Words.subgroup(row.subgroup());
  }
}
