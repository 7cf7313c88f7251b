package org.fedval.coordinator.report.table;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import org.fedval.coordinator.report.text.MetricWords;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.coordinator.report.text.ParameterWords;
import org.fedval.coordinator.report.text.SiteLoss;
import org.fedval.coordinator.report.text.Topic;
import org.fedval.coordinator.report.text.VerdictWords;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.fedval.evaluation.report.Verdict;

/** Every row of the report, by finding and topic: the numbers under the pictures. */
public final class EstimateTable {
  /** The rows of one topic of a finding. */
  public record Block(String finding, String topic, List<List<Cell>> rows) {}

  private final ValidationReport report;
  private final Cells cells;

  public EstimateTable(ValidationReport report, Estimates estimates) {
    this.report = report;
    this.cells = new Cells(estimates, report.disclosure());
  }

  /** By finding in the order of the plan, then by topic; no block is empty. */
  public List<Block> blocks() {
    Map<String, Map<Topic, List<List<Cell>>>> all = new LinkedHashMap<>();
    report.study().findings().forEach(finding -> all.put(finding, new EnumMap<>(Topic.class)));
    for (MetricRow row : report.results().estimates()) {
      all.computeIfAbsent(row.finding(), unused -> new EnumMap<>(Topic.class))
          .computeIfAbsent(topic(row), unused -> new ArrayList<>())
          .add(line(row));
    }
    List<Block> blocks = new ArrayList<>();
    all.forEach(
        (finding, topics) ->
            topics.forEach((topic, rows) -> blocks.add(new Block(finding, topic.title(), rows))));
    return blocks;
  }

  private static Topic topic(MetricRow row) {
    return row.subgroup().equals(Words.ALL)
        ? MetricWords.of(row.metric()).topic()
        : Topic.SUBGROUPS;
  }

  private List<Cell> line(MetricRow row) {
    Status status = row.status();
    String reason = row.reason();
    return List.of(
        Cell.of(Words.subgroup(row.subgroup())),
        Cell.of(Words.metric(row.metric())),
        Cell.of(where(row)),
        cells.estimate(row),
        Cell.of(Words.interval(row.ciMethod())),
        p(row),
        cells.count(row.nCases(), status, reason),
        cells.count(row.nPatients(), status, reason),
        cells.count(row.nPositive(), status, reason),
        cells.count(row.nNegative(), status, reason),
        new Cell(Words.capital(remarks(row)), VerdictWords.cssClass(row.verdict()), ""));
  }

  private static String where(MetricRow row) {
    StringJoiner words = new StringJoiner(", ");
    if (row.operatingPoint() != null) {
      words.add(row.operatingPoint());
    }
    String parameter = ParameterWords.of(row.parameter());
    return (parameter.isEmpty() ? words : words.add(parameter)).toString();
  }

  private static Cell p(MetricRow row) {
    Double p = row.pValue();
    Double adjusted = row.pAdjusted();
    if (p == null) {
      return Cell.of("");
    }
    String words = NumberFormatter.pValue(p);
    return Cell.number(
        adjusted == null ? words : words + " (" + NumberFormatter.pValue(adjusted) + ")");
  }

  private String remarks(MetricRow row) {
    StringJoiner words = new StringJoiner("; ");
    Verdict verdict = row.verdict();
    if (verdict != null) {
      words.add(Words.verdict(verdict));
    }
    String reason = row.reason();
    if (reason != null) {
      words.add(
          row.status() == Status.SUPPRESSED
              ? Words.withheldReason(reason, report.disclosure())
              : SiteLoss.isOne(reason) ? SiteLoss.words(reason) : reason);
    }
    Double bound = row.quantisationBound();
    if (bound != null) {
      words.add("binning moves it by " + NumberFormatter.upperBound(bound) + " at most");
    }
    if (report.privacy() != null) {
      words.add("with noise");
    }
    return words.toString();
  }
}
