package org.fedval.coordinator.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.fedval.evaluation.report.Verdict;

/** Every row of the report, grouped by finding: the numbers under the pictures. */
final class EstimateTable {
  private final ValidationReport report;
  private final Cells cells;

  EstimateTable(ValidationReport report, Estimates estimates) {
    this.report = report;
    this.cells = new Cells(estimates, report.disclosure());
  }

  List<ReportPage.EstimateBlock> blocks() {
    Map<String, List<List<ReportPage.Cell>>> byFinding = new LinkedHashMap<>();
    report.study().findings().forEach(finding -> byFinding.put(finding, new ArrayList<>()));
    for (MetricRow row : report.results().estimates()) {
      byFinding.computeIfAbsent(row.finding(), unused -> new ArrayList<>()).add(line(row));
    }
    List<ReportPage.EstimateBlock> blocks = new ArrayList<>();
    byFinding.forEach((finding, rows) -> blocks.add(new ReportPage.EstimateBlock(finding, rows)));
    return blocks;
  }

  private List<ReportPage.Cell> line(MetricRow row) {
    Status status = row.status();
    Verdict verdict = row.verdict();
    String reason = row.reason();
    String why =
        status == Status.SUPPRESSED ? Words.withheldReason(reason, report.disclosure()) : reason;
    String words =
        verdict == null
            ? (why == null ? "" : why)
            : Words.verdict(verdict) + (why == null ? "" : "; " + why);
    if (report.privacy() != null) {
      words = words.isEmpty() ? "with noise" : words + "; with noise";
    }
    return List.of(
        Cells.text(Words.subgroup(row.subgroup())),
        Cells.text(
            row.parameter() == null
                ? Words.metric(row.metric())
                : Words.metric(row.metric()) + ", " + row.parameter()),
        Cells.text(row.operatingPoint()),
        cells.estimate(row),
        Cells.text(Words.interval(row.ciMethod())),
        cells.count(row.nCases(), status, reason),
        cells.count(row.nPatients(), status, reason),
        cells.count(row.nPositive(), status, reason),
        cells.count(row.nNegative(), status, reason),
        new ReportPage.Cell(Words.capital(words), Certification.cssClass(verdict), ""));
  }
}
