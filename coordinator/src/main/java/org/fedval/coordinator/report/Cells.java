package org.fedval.coordinator.report;

import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.Verdict;
import org.jspecify.annotations.Nullable;

/** Table cells: an estimate with its interval, a count, or why there is none. */
final class Cells {
  private final Estimates estimates;
  private final DisclosureRules rules;

  Cells(Estimates estimates, DisclosureRules rules) {
    this.estimates = estimates;
    this.rules = rules;
  }

  static ReportPage.Cell text(@Nullable String words) {
    return new ReportPage.Cell(words == null ? "" : words, "", "");
  }

  ReportPage.Cell estimate(@Nullable MetricRow row) {
    if (row == null) {
      return new ReportPage.Cell("\u2013", "none", "not planned");
    }
    Double value = row.value();
    Double low = row.ciLow();
    Double high = row.ciHigh();
    if (row.status() == Status.SUPPRESSED) {
      return withheld(row.reason());
    }
    if (value != null && low == null) {
      String note = row.reason() == null ? "" : row.reason();
      return new ReportPage.Cell(NumberFormatter.proportion(value), "num", note);
    }
    if (value == null || low == null || high == null) {
      String why = row.reason() == null ? "not estimable" : row.reason();
      return new ReportPage.Cell(why.length() <= 20 ? why : "not estimable", "none", why);
    }
    boolean weak = row.verdict() == Verdict.NOT_POWERED_TO_CERTIFY;
    return new ReportPage.Cell(
        NumberFormatter.interval(value, low, high, estimates.goal(row)),
        weak ? "num weak" : "num",
        "");
  }

  ReportPage.Cell count(@Nullable Long n, Status status, @Nullable String reason) {
    if (n != null) {
      return new ReportPage.Cell(NumberFormatter.count(n), "num", "");
    }
    return status == Status.SUPPRESSED
        ? withheld(reason)
        : new ReportPage.Cell("\u2013", "none", "not published");
  }

  ReportPage.Cell withheld(@Nullable String reason) {
    return new ReportPage.Cell(
        Words.withheld(reason, rules), "withheld", Words.withheldReason(reason, rules));
  }
}
