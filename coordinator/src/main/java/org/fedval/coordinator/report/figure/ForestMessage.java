package org.fedval.coordinator.report.figure;

import org.fedval.coordinator.report.table.Estimates;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.ValidationReport;
import org.fedval.evaluation.report.Verdict;
import org.jspecify.annotations.Nullable;

/**
 * Says in one sentence what a forest plot shows: the subgroup that falls furthest below the overall
 * estimate, among those whose whole interval lies below it; or that there is none.
 */
public final class ForestMessage {
  private final ValidationReport report;
  private final Estimates estimates;

  public ForestMessage(ValidationReport report, Estimates estimates) {
    this.report = report;
    this.estimates = estimates;
  }

  public String of(String finding) {
    for (OperatingPoint point : report.study().operatingPoints()) {
      String fall = fall(finding, "sensitivity", point.name());
      if (fall != null) {
        return finding + ": " + fall;
      }
      break;
    }
    String fall = fall(finding, "auroc", null);
    if (fall != null) {
      return finding + ": " + fall;
    }
    MetricRow all = estimates.row(finding, "auroc", Estimates.ALL, null);
    return all == null || all.value() == null
        ? finding + ": no overall estimate to compare subgroups with"
        : finding + ": no published subgroup lies clearly below the whole";
  }

  private @Nullable String fall(String finding, String metric, @Nullable String point) {
    MetricRow all = estimates.row(finding, metric, Estimates.ALL, point);
    Double whole = all == null ? null : all.value();
    if (whole == null) {
      return null;
    }
    MetricRow worst = null;
    double deepest = 0;
    for (MetricRow row : report.results().estimates()) {
      Double value = row.value();
      Double high = row.ciHigh();
      if (value == null || high == null || !sameMeasure(row, all) || high >= whole) {
        continue;
      }
      if (whole - high > deepest) {
        worst = row;
        deepest = whole - high;
      }
    }
    if (worst == null || worst.value() == null) {
      return null;
    }
    return Words.metricAt(metric, point)
        + " is lower for "
        + Words.subgroup(worst.subgroup())
        + ", "
        + NumberFormatter.proportion(worst.value())
        + " against "
        + NumberFormatter.proportion(whole)
        + " overall"
        + (worst.verdict() == Verdict.NOT_POWERED_TO_CERTIFY ? ", not powered to certify" : "");
  }

  private static boolean sameMeasure(MetricRow row, @Nullable MetricRow all) {
    return all != null
        && row.finding().equals(all.finding())
        && row.metric().equals(all.metric())
        && row.parameter() == null
        && !row.subgroup().contains(" & ")
        && java.util.Objects.equals(row.operatingPoint(), all.operatingPoint());
  }
}
