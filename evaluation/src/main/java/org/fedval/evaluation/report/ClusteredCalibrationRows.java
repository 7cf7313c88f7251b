package org.fedval.evaluation.report;

import java.util.Optional;
import org.fedval.evaluation.calib.CalibrationStep;
import org.fedval.evaluation.calib.LogisticFit;
import org.fedval.evaluation.calib.LogisticRecalibration;
import org.fedval.evaluation.cluster.ClusteredLogistic;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.counters.Statistic;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.dist.RealInterval;
import org.fedval.evaluation.sums.ExactSums;
import org.jspecify.annotations.Nullable;

/**
 * Calibration slope and intercept with patients as clusters. The value is the fit that the slot
 * published; residuals and information are of the raw scores at that fit.
 */
final class ClusteredCalibrationRows implements Chapter {
  static final String METHOD = "sandwich_wald";

  private final double z = Normal.twoSided(StratumEstimates.CONFIDENCE);

  @Override
  public void write(PooledStudy study, RowWriter rows) {
    if (LaterSlots.planned(study, 1)) {
      write(study, rows, 1, null);
    }
    if (LaterSlots.planned(study, 2)) {
      write(study, rows, 2, "raw scores");
    }
  }

  private void write(PooledStudy study, RowWriter rows, int slot, @Nullable String parameter) {
    Stratum all = Stratum.all(study, rows.finding());
    PooledCounts sums = study.slot(slot).orElse(null);
    for (boolean slope : new boolean[] {true, false}) {
      rows.addJoint(
          all,
          slope ? "calibration_slope_clustered" : "calibration_intercept_clustered",
          Cell.Kind.BOTH,
          sums,
          LaterSlots.absence(study),
          null,
          parameter,
          () -> estimate(study, rows.finding(), slot, slope));
    }
  }

  private Estimate estimate(PooledStudy study, String finding, int slot, boolean slope) {
    Optional<LogisticFit> fit = published(study, finding, slot);
    Optional<LogisticFit> raw =
        fit.flatMap(f -> CalibrationStep.next(f, sums(study, finding, slot)));
    if (fit.isEmpty() || raw.isEmpty()) {
      return Estimate.notEstimable("the fit does not exist, since a cut separates the classes");
    }
    LogisticFit at =
        new LogisticFit(
            fit.get().intercept(),
            fit.get().slope(),
            raw.get().interceptVariance(),
            raw.get().covariance(),
            raw.get().slopeVariance());
    ExactSums scores =
        slotSums(study, slot).sums(both(study, finding, slot), Statistic.CLUSTERED_CALIBRATION);
    if (scores.count(0) < 2) {
      return Estimate.notEstimable("fewer than two patients");
    }
    ClusteredLogistic errors = ClusteredLogistic.of(at, scores, true);
    double value = slope ? at.slope() : at.intercept();
    double error = slope ? errors.slope() : errors.intercept();
    return Estimate.ok(value, RealInterval.around(value, z * error), METHOD).withError(error);
  }

  /** The fit that a slot used: of the first histogram, then one Newton step further. */
  private static Optional<LogisticFit> published(PooledStudy study, String finding, int slot) {
    Optional<LogisticFit> first = LogisticRecalibration.fit(study.first().scoreBins(finding));
    return slot == 1 ? first : first.flatMap(f -> CalibrationStep.next(f, sums(study, finding, 1)));
  }

  private static ExactSums sums(PooledStudy study, String finding, int slot) {
    return slotSums(study, slot).sums(both(study, finding, slot), Statistic.CALIBRATION_STEP);
  }

  private static PooledCounts slotSums(PooledStudy study, int slot) {
    return study.slot(slot).orElseThrow();
  }

  private static int both(PooledStudy study, String finding, int slot) {
    return slotSums(study, slot).layout().indexOf(Cell.overall(Cell.Kind.BOTH, finding));
  }
}
