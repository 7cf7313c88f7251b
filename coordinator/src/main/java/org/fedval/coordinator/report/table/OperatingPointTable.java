package org.fedval.coordinator.report.table;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleBiFunction;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.coordinator.report.text.VerdictWords;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults.EndpointResult;
import org.fedval.evaluation.report.ValidationReport;
import org.fedval.evaluation.report.Verdict;
import org.jspecify.annotations.Nullable;

/** Table 3b: the table of calls, its measures and the verdicts at each operating point. */
public final class OperatingPointTable {
  private static final List<String> METRICS =
      List.of(
          "sensitivity",
          "sensitivity_clustered",
          "specificity",
          "specificity_clustered",
          "ppv",
          "npv",
          "lr_positive",
          "lr_negative",
          "diagnostic_odds_ratio",
          "accuracy",
          "balanced_accuracy",
          "balanced_accuracy_clustered",
          "youden_index",
          "f1",
          "f1_clustered",
          "mcc",
          "mcc_clustered");

  private final ValidationReport report;
  private final Estimates estimates;
  private final Cells cells;
  private final List<OperatingPoint> points;

  public OperatingPointTable(ValidationReport report, Estimates estimates) {
    this.report = report;
    this.estimates = estimates;
    this.cells = new Cells(estimates, report.disclosure());
    this.points = report.study().operatingPoints();
  }

  public Table build() {
    TableBuilder table =
        new TableBuilder("table-3b-operating-points", "Table 3b. Results at the operating points")
            .words("Metric")
            .numbers(
                points.stream()
                    .map(p -> p.name() + " \u2265\u202f" + NumberFormatter.plain(p.threshold()))
                    .toArray(String[]::new));
    if (points.isEmpty()) {
      return table.build();
    }
    for (String finding : report.study().findings()) {
      table.group(finding);
      if (report.privacy() == null) {
        calls(table, finding);
      }
      for (String metric : METRICS) {
        if (points.stream().anyMatch(p -> row(finding, metric, p) != null)) {
          points.forEach(p -> table.source(row(finding, metric, p)));
          line(table, Words.metric(metric), p -> cells.estimate(row(finding, metric, p)));
        }
      }
      verdict(table, finding, "sensitivity");
      verdict(table, finding, "specificity");
    }
    return table.build();
  }

  private void calls(TableBuilder table, String finding) {
    count(table, finding, "True positives", "sensitivity", (value, n) -> value * n);
    count(table, finding, "False negatives", "sensitivity", (value, n) -> (1 - value) * n);
    count(table, finding, "False positives", "specificity", (value, n) -> (1 - value) * n);
    count(table, finding, "True negatives", "specificity", (value, n) -> value * n);
  }

  /** A count of calls, which the shown proportion and its shown number of images give. */
  private void count(
      TableBuilder table,
      String finding,
      String name,
      String metric,
      ToDoubleBiFunction<Double, Long> of) {
    line(
        table,
        name,
        p -> {
          MetricRow row = row(finding, metric, p);
          Double value = row == null ? null : row.value();
          Long n =
              row == null ? null : metric.equals("sensitivity") ? row.nPositive() : row.nNegative();
          return value == null || n == null
              ? cells.estimate(row)
              : Cell.number(NumberFormatter.count(Math.round(of.applyAsDouble(value, n))));
        });
  }

  private void verdict(TableBuilder table, String finding, String metric) {
    if (points.stream().allMatch(p -> estimates.endpoint(finding, metric, p.name()) == null)) {
      return;
    }
    line(
        table,
        "Goal for " + metric,
        p -> {
          EndpointResult claim = estimates.endpoint(finding, metric, p.name());
          if (claim == null) {
            return Cell.none("no goal set");
          }
          Verdict verdict = claim.verdict();
          String words = verdict == null ? "No verdict" : Words.verdict(verdict);
          return new Cell(
              "above " + NumberFormatter.goal(claim.goal()) + ": " + words,
              ("num " + VerdictWords.cssClass(verdict)).strip(),
              claim.sentence());
        });
  }

  private void line(TableBuilder table, String name, Function<OperatingPoint, Cell> of) {
    List<Cell> line = new ArrayList<>();
    line.add(Cell.of(name));
    points.forEach(p -> line.add(of.apply(p)));
    table.row(line);
  }

  private @Nullable MetricRow row(String finding, String metric, OperatingPoint point) {
    return estimates.row(finding, metric, Words.ALL, point.name());
  }
}
