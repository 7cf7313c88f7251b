package org.fedval.coordinator.report.table;

import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.coordinator.report.text.SiteLoss;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults.PowerRow;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.Verdict;
import org.jspecify.annotations.Nullable;

/** Table cells: an estimate with its interval, a count, or why there is none. */
public final class Cells {
  private final Estimates estimates;
  private final DisclosureRules rules;

  public Cells(Estimates estimates, DisclosureRules rules) {
    this.estimates = estimates;
    this.rules = rules;
  }

  public Cell estimate(@Nullable MetricRow row) {
    if (row == null) {
      return Cell.none("not planned");
    }
    Double value = row.value();
    Double low = row.ciLow();
    Double high = row.ciHigh();
    if (row.status() == Status.SUPPRESSED) {
      return withheld(row.reason());
    }
    if (value == null) {
      return missing(row.reason());
    }
    boolean weak = row.verdict() == Verdict.NOT_POWERED_TO_CERTIFY;
    return new Cell(
        low == null || high == null
            ? NumberFormatter.value(value)
            : NumberFormatter.anyInterval(value, low, high, estimates.goal(row)),
        weak ? "num weak" : "num",
        row.verdict() != null || row.reason() == null ? "" : row.reason());
  }

  /** Two words for why there is no number, the whole on hover. */
  public static Cell missing(@Nullable String reason) {
    String why = reason == null ? "not estimable" : reason;
    if (SiteLoss.isOne(why)) {
      return new Cell("site lost", "none", SiteLoss.words(why));
    }
    return new Cell(why.length() <= 20 ? why : "not estimable", "none", why);
  }

  public Cell count(@Nullable Long n, Status status, @Nullable String reason) {
    if (n != null) {
      return new Cell(NumberFormatter.count(n), "num", "");
    }
    return status == Status.SUPPRESSED ? withheld(reason) : Cell.none("not published");
  }

  /** Why a power row is withheld: for the reason of the estimate that it is of. */
  public Cell withheldPower(PowerRow row) {
    MetricRow estimate =
        estimates.row(row.finding(), row.metric(), row.subgroup(), row.operatingPoint());
    return withheld(estimate == null ? null : estimate.reason());
  }

  public Cell withheld(@Nullable String reason) {
    return new Cell(Words.withheld(reason, rules), "withheld", Words.withheldReason(reason, rules));
  }
}
