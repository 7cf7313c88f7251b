package org.fedval.evaluation.report;

import java.util.function.Function;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.AurocInterval;
import org.fedval.evaluation.roc.ClassHistograms;

/** Discrimination and calibration after each hospital recalibrated the scores for itself. */
final class RecalibrationRows implements Chapter {
  private static final double Z = Normal.twoSided(StratumEstimates.CONFIDENCE);

  @Override
  public void write(PooledStudy study, RowWriter rows) {
    if (study.first().layout().plan().analyses().recalibrationFolds() == 0) {
      return;
    }
    Stratum all = Stratum.all(study.first(), rows.finding());
    for (Recalibrated.Method method : Recalibrated.Method.values()) {
      add(study, rows, all, "auroc", method, RecalibrationRows::auroc);
      add(study, rows, all, "ece", method, r -> Estimate.plain(r.reliability().expectedError()));
      add(study, rows, all, "mce", method, r -> Estimate.plain(r.reliability().largestError()));
      add(
          study,
          rows,
          all,
          "brier",
          method,
          r -> Estimate.plain(r.reliability().decomposition().brier()));
    }
  }

  private static void add(
      PooledStudy study,
      RowWriter rows,
      Stratum all,
      String metric,
      Recalibrated.Method method,
      Function<Recalibrated, Estimate> estimate) {
    rows.addJoint(
        all,
        metric,
        Cell.Kind.BOTH,
        study.first(),
        "",
        null,
        "recalibration=" + method.code(),
        () -> {
          String empty = EmptyClass.reason(all.histograms(Needs.BOTH));
          if (empty != null) {
            return Estimate.notEstimable(empty);
          }
          Recalibrated recalibrated = new Recalibrated(all, method);
          String withheld = recalibrated.withheld();
          return withheld == null ? estimate.apply(recalibrated) : Estimate.notEstimable(withheld);
        });
  }

  /** Both classes have cases. */
  private static Estimate auroc(Recalibrated recalibrated) {
    ClassHistograms h = recalibrated.histograms();
    Auroc auroc = Auroc.of(h);
    AurocInterval interval = AurocInterval.of(auroc, Z);
    Estimate estimate =
        Estimate.ok(auroc.value(), interval.interval(), interval.method())
            .withBound(auroc.quantisationBound());
    return auroc.variance().isPresent()
        ? estimate.withError(Math.sqrt(auroc.variance().getAsDouble()))
        : estimate;
  }
}
