package org.fedval.coordinator.report.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Predicate;
import org.fedval.coordinator.report.text.IntervalWords;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.coordinator.report.text.ParameterWords;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.fedval.evaluation.report.Verdict;
import org.jspecify.annotations.Nullable;

/** A table over all images: a line a metric, a column a finding. */
public final class MetricTable {
  private static final Map<Verdict, String> MARGIN =
      Map.of(
          Verdict.MEETS_GOAL, "not inferior",
          Verdict.FAILS_GOAL, "inferior",
          Verdict.INCONCLUSIVE, "inconclusive",
          Verdict.NOT_POWERED_TO_CERTIFY, "not powered");

  private record Key(String metric, @Nullable String point, @Nullable String parameter) {}

  private final List<String> findings;
  private final Estimates estimates;
  private final Cells cells;
  private final TableBuilder table;
  private boolean verdicts;

  public MetricTable(ValidationReport report, Estimates estimates, String id, String title) {
    this.findings = report.study().findings();
    this.estimates = estimates;
    this.cells = new Cells(estimates, report.disclosure());
    this.table =
        new TableBuilder(id, title)
            .words("Metric")
            .numbers(findings.toArray(String[]::new))
            .words("Interval");
  }

  /** Adds a line for each (metric, operating point, parameter) that some row has. */
  public MetricTable group(String heading, List<String> metrics, Predicate<MetricRow> which) {
    table.group(heading);
    Map<Key, Set<String>> lines = new LinkedHashMap<>();
    for (String metric : metrics) {
      for (String finding : findings) {
        for (MetricRow row : estimates.overall(finding, metric)) {
          if (which.test(row)) {
            lines
                .computeIfAbsent(
                    new Key(metric, row.operatingPoint(), row.parameter()),
                    unused -> new LinkedHashSet<>())
                .add(row.ciMethod() == null ? "" : IntervalWords.of(row.ciMethod()).name());
          }
        }
      }
    }
    lines.forEach(
        (key, methods) -> {
          if (hasSomething(key)) {
            line(key, methods);
          }
        });
    return this;
  }

  /** Says the verdict of a row beside its number. */
  public MetricTable verdicts() {
    verdicts = true;
    return this;
  }

  public MetricTable note(String words) {
    table.note(words);
    return this;
  }

  public Table build() {
    return table.build();
  }

  /** A pair of levels is left out where no finding can compare it. */
  private boolean hasSomething(Key key) {
    String parameter = key.parameter();
    return parameter == null
        || !parameter.contains(" over ")
        || findings.stream()
            .map(f -> estimates.row(f, key.metric(), Words.ALL, key.point(), parameter))
            .anyMatch(row -> row != null && row.status() == Status.OK);
  }

  private void line(Key key, Set<String> methods) {
    List<Cell> line = new ArrayList<>();
    line.add(Cell.of(name(key)));
    for (String finding : findings) {
      MetricRow row = estimates.row(finding, key.metric(), Words.ALL, key.point(), key.parameter());
      table.source(row);
      line.add(withVerdict(withP(cells.estimate(row), row), row));
    }
    StringJoiner intervals = new StringJoiner(" or ");
    methods.stream().filter(m -> !m.isEmpty()).forEach(intervals::add);
    line.add(Cell.of(intervals.toString()));
    table.row(line);
  }

  private static String name(Key key) {
    String name = ParameterWords.named(Words.metric(key.metric()), key.parameter());
    return key.point() == null ? name : name + ", " + key.point();
  }

  private Cell withVerdict(Cell cell, @Nullable MetricRow row) {
    Verdict verdict = row == null ? null : row.verdict();
    return verdict == null || !verdicts
        ? cell
        : new Cell(cell.text() + ": " + MARGIN.get(verdict), cell.cssClass(), cell.hover());
  }

  /** A claim's p-value is against its goal, and stands with the verdict. */
  private static boolean isTest(String metric) {
    return metric.equals("spiegelhalter_z")
        || metric.endsWith("_homogeneity")
        || metric.endsWith("_i2")
        || metric.contains("_difference");
  }

  /** A test shows its p-value after the statistic. */
  private static Cell withP(Cell cell, @Nullable MetricRow row) {
    Double p = row == null ? null : row.pValue();
    return p == null || row == null || !isTest(row.metric())
        ? cell
        : new Cell(cell.text() + ", p " + NumberFormatter.pValue(p), cell.cssClass(), cell.hover());
  }
}
