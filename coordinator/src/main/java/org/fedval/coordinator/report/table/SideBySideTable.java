package org.fedval.coordinator.report.table;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.ValidationReport;
import org.fedval.evaluation.report.Verdict;
import org.jspecify.annotations.Nullable;

/** Table 9a: two scores of one condition side by side, with their difference. */
public final class SideBySideTable {
  private static final String AGAINST = "against=";
  private static final String DIFFERENCE = "_difference";
  private static final List<String> AT_POINTS = List.of("sensitivity", "specificity", "ppv", "npv");

  private final ValidationReport report;
  private final Estimates estimates;
  private final Cells cells;

  public SideBySideTable(ValidationReport report, Estimates estimates) {
    this.report = report;
    this.estimates = estimates;
    this.cells = new Cells(estimates, report.disclosure());
  }

  /** A finding whose score is compared with that of another finding. */
  public record Pair(String first, String second) {}

  /** The pairs that the plan compares, in the report's order. */
  public List<Pair> pairs() {
    Set<Pair> pairs = new LinkedHashSet<>();
    for (MetricRow row : estimates.all()) {
      String parameter = row.parameter();
      if (row.metric().endsWith(DIFFERENCE) && parameter != null && parameter.startsWith(AGAINST)) {
        pairs.add(new Pair(row.finding(), parameter.substring(AGAINST.length())));
      }
    }
    return List.copyOf(pairs);
  }

  public Table build() {
    TableBuilder table =
        new TableBuilder("table-9a-side-by-side", "Table 9a. Two scores side by side")
            .words("Metric")
            .numbers("First", "Second", "First minus second", "p")
            .words("Against the margin");
    for (Pair pair : pairs()) {
      table.group(pair.first() + " against " + pair.second());
      line(table, pair, "auroc", null);
      for (OperatingPoint point : report.study().operatingPoints()) {
        for (String metric : AT_POINTS) {
          line(table, pair, metric, point.name());
        }
      }
    }
    return table
        .note(
            "First and second: each score by itself, on its own labels. Their difference: both on"
                + " the same images against the labels of the first, so it need not be the"
                + " difference of the two columns.")
        .build();
  }

  private void line(TableBuilder table, Pair pair, String metric, @Nullable String point) {
    MetricRow difference =
        estimates.row(pair.first(), metric + DIFFERENCE, Words.ALL, point, AGAINST + pair.second());
    if (difference == null) {
      return;
    }
    MetricRow first = estimates.row(pair.first(), metric, Words.ALL, point);
    MetricRow second = estimates.row(pair.second(), metric, Words.ALL, point);
    Double p = difference.pValue();
    List<Cell> line = new ArrayList<>();
    line.add(Cell.of(Words.capital(Words.metricAt(metric, point))));
    line.add(cells.estimate(first));
    line.add(cells.estimate(second));
    line.add(cells.estimate(difference));
    line.add(p == null ? Cell.none("no test") : Cell.number(NumberFormatter.pValue(p)));
    line.add(margin(difference));
    table.source(first, second, difference).row(line);
  }

  private static Cell margin(MetricRow difference) {
    Verdict verdict = difference.verdict();
    if (verdict == null) {
      return Cell.none("the plan sets no margin");
    }
    return switch (verdict) {
      case MEETS_GOAL -> new Cell("not inferior", "meets", "");
      case FAILS_GOAL -> new Cell("inferior", "fails", "");
      case INCONCLUSIVE -> new Cell("inconclusive", "inconclusive", "");
      case NOT_POWERED_TO_CERTIFY -> new Cell("not powered", "weak", "");
    };
  }
}
