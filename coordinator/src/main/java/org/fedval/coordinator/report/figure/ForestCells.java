package org.fedval.coordinator.report.figure;

import java.util.Locale;
import org.fedval.coordinator.report.table.Cells;
import org.fedval.coordinator.report.table.Estimates;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults.EndpointResult;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.fedval.evaluation.report.Verdict;
import org.jspecify.annotations.Nullable;

/** What a forest plot shows of one metric in one stratum. */
final class ForestCells {
  static final String CLUSTERED = "_clustered";

  /** Bonferroni's interval over the levels that a claim certifies. */
  static final String ADJUSTED = "_simultaneous";

  private final ValidationReport report;
  private final Estimates estimates;

  ForestCells(ValidationReport report, Estimates estimates) {
    this.report = report;
    this.estimates = estimates;
  }

  ForestModel.Cell of(String finding, String metric, String subgroup, @Nullable String point) {
    MetricRow row = estimates.row(finding, metric, subgroup, point);
    if (row == null) {
      return new ForestModel.Missing("not planned", "The plan has no such estimate.");
    }
    Double value = row.value();
    Double low = row.ciLow();
    Double high = row.ciHigh();
    String reason = row.reason();
    if (row.status() == Status.SUPPRESSED) {
      return new ForestModel.Withheld(
          Words.withheld(reason, report.disclosure()),
          Words.withheldReason(reason, report.disclosure()));
    }
    if (value == null || low == null || high == null) {
      var missing = Cells.missing(reason);
      return new ForestModel.Missing(
          missing.text(), missing.hover().isEmpty() ? missing.text() : missing.hover());
    }
    MetricRow clustered = estimates.row(finding, metric + CLUSTERED, subgroup, point);
    String words = NumberFormatter.interval(value, low, high, estimates.goal(row));
    boolean powered = row.verdict() != Verdict.NOT_POWERED_TO_CERTIFY;
    String note = powered ? "" : shortage(row);
    ForestModel.Range range = range(clustered);
    ForestModel.Range adjusted = range(estimates.row(finding, metric + ADJUSTED, subgroup, point));
    return new ForestModel.Estimate(
        value,
        low,
        high,
        range,
        adjusted,
        words,
        note,
        powered,
        hover(row, value, low, high, range, adjusted, note));
  }

  private static ForestModel.@Nullable Range range(@Nullable MetricRow row) {
    Double low = row == null ? null : row.ciLow();
    Double high = row == null ? null : row.ciHigh();
    return low == null || high == null ? null : new ForestModel.Range(low, high);
  }

  /** Such as {@code 66 of 250 positives}. */
  private String shortage(MetricRow row) {
    EndpointResult claim = estimates.endpoint(row.finding(), row.metric(), row.operatingPoint());
    boolean negatives = row.metric().equals("specificity");
    Long there = negatives ? row.nNegative() : row.nPositive();
    Long needed = claim == null ? null : claim.needed();
    if (there == null || needed == null) {
      return "too few to certify";
    }
    Long worth = estimates.worth(row);
    return (worth == null ? "" : "worth ")
        + NumberFormatter.count(worth == null ? there : worth)
        + " of "
        + NumberFormatter.count(needed)
        + " "
        + Words.countedClass(row.metric());
  }

  private static String hover(
      MetricRow row,
      double value,
      double low,
      double high,
      ForestModel.@Nullable Range clustered,
      ForestModel.@Nullable Range adjusted,
      String note) {
    String counts =
        row.nPositive() == null || row.nNegative() == null
            ? ""
            : "; "
                + NumberFormatter.count(row.nPositive())
                + " positive, "
                + NumberFormatter.count(row.nNegative())
                + " negative";
    Verdict verdict = row.verdict();
    return String.format(
            Locale.ROOT,
            "%s, %s, %s: %.4f (%.4f to %.4f)",
            row.finding(),
            Words.subgroup(row.subgroup()),
            Words.metricAt(row.metric(), row.operatingPoint()),
            value,
            low,
            high)
        + (clustered == null
            ? ""
            : String.format(
                Locale.ROOT,
                "; patients as clusters %.4f to %.4f",
                clustered.low(),
                clustered.high()))
        + (adjusted == null
            ? ""
            : String.format(
                Locale.ROOT, "; all levels at once %.4f to %.4f", adjusted.low(), adjusted.high()))
        + counts
        + (verdict == null ? "" : "; " + Words.verdict(verdict))
        + (note.isEmpty() ? "" : " (" + note + ")");
  }
}
