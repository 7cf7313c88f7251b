package org.fedval.coordinator.report.table;

import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.coordinator.report.text.PrivacyText;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;

/** The table on the first screen: each finding at each operating point, over all images. */
public final class HeadlineTable {
  private final ValidationReport report;
  private final Estimates estimates;
  private final Cells cells;

  public HeadlineTable(ValidationReport report, Estimates estimates) {
    this.report = report;
    this.estimates = estimates;
    this.cells = new Cells(estimates, report.disclosure());
  }

  public List<HeadlineRow> rows() {
    List<HeadlineRow> rows = new ArrayList<>();
    List<OperatingPoint> points = report.study().operatingPoints();
    for (String finding : report.study().findings()) {
      if (points.isEmpty()) {
        rows.add(
            new HeadlineRow(finding, 1, ofFinding(finding), "none planned", ofPoint(finding, "")));
      }
      for (int i = 0; i < points.size(); i++) {
        OperatingPoint point = points.get(i);
        rows.add(
            new HeadlineRow(
                finding,
                i == 0 ? points.size() : 0,
                ofFinding(finding),
                point.name()
                    + " \u2265"
                    + NumberFormatter.THIN_SPACE
                    + NumberFormatter.plain(point.threshold()),
                ofPoint(finding, point.name())));
      }
    }
    return rows;
  }

  /** Images, positives, AUROC. */
  private List<Cell> ofFinding(String finding) {
    Estimates.Counts counts = estimates.counts(finding, Estimates.ALL);
    MetricRow withheld = counts.withheld();
    Status status = withheld == null ? Status.NOT_ESTIMABLE : Status.SUPPRESSED;
    String reason = withheld == null ? null : withheld.reason();
    return List.of(
        cells.count(counts.cases(), status, reason),
        cells.count(counts.positive(), status, reason),
        cells.estimate(estimates.row(finding, "auroc", Estimates.ALL, null)));
  }

  private List<Cell> ofPoint(String finding, String point) {
    List<Cell> row = new ArrayList<>();
    for (String metric : List.of("sensitivity", "specificity", "ppv", "npv")) {
      row.add(cells.estimate(estimates.row(finding, metric, Estimates.ALL, point)));
    }
    return row;
  }

  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    notes.add(
        "Each estimate stands with its two-sided 95 % interval. The intervals treat images as"
            + " independent: where a patient has several images they are somewhat too narrow.");
    if (!report.study().operatingPoints().isEmpty()) {
      notes.add(
          "PPV and NPV hold at the share of positives in this sample, which may differ from that in"
              + " practice.");
    }
    if (report.privacy() != null) {
      notes.add(PrivacyText.statement(report.privacy()));
      notes.add("Every count on this page carries that noise; the intervals include it.");
    }
    return notes;
  }
}
