package org.fedval.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledCounts.State;
import org.fedval.evaluation.dist.RealInterval;
import org.fedval.evaluation.plan.OperatingPoint;
import org.jspecify.annotations.Nullable;

/**
 * Writes the rows of one finding. An estimate is computed only where every class that it needs may
 * be shown; otherwise the row is suppressed and carries no number at all.
 */
final class RowWriter {
  private final String finding;
  private final List<MetricRow> rows = new ArrayList<>();

  RowWriter(String finding) {
    this.finding = finding;
  }

  String finding() {
    return finding;
  }

  /** What was written, in order. */
  List<MetricRow> rows() {
    return List.copyOf(rows);
  }

  /**
   * A row of one stratum.
   *
   * @param estimate asked only if the classes that it needs may be shown
   */
  void add(
      Stratum stratum,
      String metric,
      Needs needs,
      @Nullable OperatingPoint point,
      @Nullable String parameter,
      Supplier<Estimate> estimate) {
    String suppression = stratum.suppression(needs);
    Estimate shown = suppression == null ? estimate.get() : Estimate.suppressed(suppression);
    add(stratum, metric, needs, point, parameter, shown, null);
  }

  /**
   * A row over all images that also needs a cell of both classes.
   *
   * @param cell of kind {@code BOTH} or {@code HOSPITALS}
   * @param sums of the slot that holds it; null if that slot was not reached
   * @param absence why it was not reached
   */
  void addJoint(
      Stratum all,
      String metric,
      Cell.Kind cell,
      @Nullable PooledCounts sums,
      String absence,
      @Nullable OperatingPoint point,
      @Nullable String parameter,
      Supplier<Estimate> estimate) {
    addJoint(all, metric, cell, sums, absence, point, parameter, estimate, shown -> null);
  }

  /**
   * The same with a verdict.
   *
   * @param judge null where no claim was made
   */
  void addJoint(
      Stratum all,
      String metric,
      Cell.Kind cell,
      @Nullable PooledCounts sums,
      String absence,
      @Nullable OperatingPoint point,
      @Nullable String parameter,
      Supplier<Estimate> estimate,
      Function<Estimate, @Nullable Judgement> judge) {
    Supplier<Estimate> joint =
        () -> {
          if (sums == null) {
            return Estimate.notEstimable(absence);
          }
          Cell of =
              cell == Cell.Kind.HOSPITALS && point != null
                  ? Cell.hospitals(finding, point.name())
                  : Cell.overall(cell, finding);
          if (!sums.layout().has(of)) {
            return Estimate.notEstimable("the plan does not ask for it");
          }
          int index = sums.layout().indexOf(of);
          return sums.state(index) == State.SUPPRESSED
              ? Estimate.notEstimable(sums.reason(index))
              : estimate.get();
        };
    String suppression = all.suppression(Needs.BOTH);
    Estimate shown = suppression == null ? joint.get() : Estimate.suppressed(suppression);
    add(all, metric, Needs.BOTH, point, parameter, shown, judge.apply(shown));
  }

  void add(
      Stratum stratum,
      String metric,
      Needs needs,
      @Nullable OperatingPoint point,
      @Nullable String parameter,
      Estimate estimate,
      @Nullable Judgement judgement) {
    boolean shown = estimate.status() != Status.SUPPRESSED;
    RealInterval interval = estimate.interval();
    String reason = estimate.reason();
    Double pValue = estimate.pValue();
    Double pAdjusted = estimate.pAdjusted();
    if (judgement != null) {
      reason = reason == null ? judgement.reason() : reason;
      pValue = pValue == null ? judgement.pValue() : pValue;
      pAdjusted = pAdjusted == null ? judgement.pAdjusted() : pAdjusted;
    }
    rows.add(
        new MetricRow(
            finding,
            metric,
            stratum.name(),
            point == null ? null : point.name(),
            estimate.value(),
            interval == null ? null : interval.lower(),
            interval == null ? null : interval.upper(),
            estimate.method(),
            shown ? stratum.images() : null,
            shown ? stratum.patients(needs) : null,
            shown ? stratum.positives() : null,
            shown ? stratum.negatives() : null,
            estimate.status(),
            judgement == null ? null : judgement.verdict(),
            reason,
            parameter,
            estimate.se(),
            pValue,
            pAdjusted,
            estimate.quantisationBound()));
  }
}
