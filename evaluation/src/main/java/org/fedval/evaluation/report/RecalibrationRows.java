package org.fedval.evaluation.report;

import java.util.function.Function;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.roc.Auroc;

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
    Auroc auroc = Auroc.of(recalibrated.histograms());
    return StratumEstimates.area(auroc, Z).withBound(auroc.quantisationBound());
  }
}
