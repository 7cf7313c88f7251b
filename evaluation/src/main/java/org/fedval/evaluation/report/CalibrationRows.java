package org.fedval.evaluation.report;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.fedval.evaluation.calib.LogisticFit;
import org.fedval.evaluation.calib.LogisticRecalibration;
import org.fedval.evaluation.calib.Reliability;
import org.fedval.evaluation.calib.ScoreBins;
import org.fedval.evaluation.calib.ScoreMoments;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.counters.Statistic;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.dist.RealInterval;

/** Brier score and its parts, calibration errors, slope and intercept. */
final class CalibrationRows implements Chapter {
  static final String EQUAL_WIDTH = "bins=10 equal width";

  private static final String EQUAL_MASS = "bins=10 equal mass";
  private static final String RAW_SCORES = "raw scores";
  private static final String NO_IMAGES = "no labelled images";
  private static final double Z = Normal.twoSided(StratumEstimates.CONFIDENCE);

  private final Resampling resampling;

  CalibrationRows(Resampling resampling) {
    this.resampling = resampling;
  }

  @Override
  public void write(PooledStudy study, RowWriter rows) {
    Stratum all = Stratum.all(study.first(), rows.finding());
    writeBrier(rows, all);
    writeParts(rows, all);
    writeLaterSlots(study, rows, all);
    writeFit(rows, all);
    writeNewton(study, rows, all);
    add(rows, all, "spiegelhalter_z", () -> spiegelhalter(moments(all)));
  }

  private static void add(RowWriter rows, Stratum all, String metric, Supplier<Estimate> estimate) {
    rows.add(all, metric, Needs.BOTH, null, null, estimate);
  }

  private static ScoreMoments moments(Stratum all) {
    return ScoreMoments.of(
        all.counts()
            .sums(all.cell(true), Statistic.MOMENTS)
            .plus(all.counts().sums(all.cell(false), Statistic.MOMENTS)));
  }

  /** Of the scores as the model gave them; both classes may be shown. */
  static Reliability reliability(Stratum all) {
    return Reliability.of(
        all.counts()
            .sums(all.cell(true), Statistic.RELIABILITY)
            .plus(all.counts().sums(all.cell(false), Statistic.RELIABILITY)));
  }

  private void writeBrier(RowWriter rows, Stratum all) {
    add(
        rows,
        all,
        "brier",
        () -> {
          ScoreMoments moments = moments(all);
          if (moments.cases() == 0) {
            return Estimate.notEstimable(NO_IMAGES);
          }
          double value = moments.brier().orElseThrow();
          double binned = new BinnedBrier(all.counts().scoreBins(rows.finding())).value();
          return resampling.of(rows.finding()).around("brier", null, null, value, value - binned);
        });
    add(
        rows,
        all,
        "brier_scaled",
        () -> {
          ScoreBins bins = all.counts().scoreBins(rows.finding());
          String empty = EmptyClass.reason(bins.histograms());
          if (empty != null) {
            return Estimate.notEstimable(empty);
          }
          double value = moments(all).scaledBrier().orElseThrow();
          double binned = BinnedBrier.scaled(bins.histograms(), new BinnedBrier(bins).value());
          return resampling
              .of(rows.finding())
              .around("brier_scaled", null, null, value, value - binned);
        });
  }

  private static void writeParts(RowWriter rows, Stratum all) {
    part(rows, all, "brier_reliability", Reliability.Decomposition::reliability);
    part(rows, all, "brier_resolution", Reliability.Decomposition::resolution);
    part(rows, all, "brier_uncertainty", Reliability.Decomposition::uncertainty);
    part(rows, all, "brier_within_bin_variance", Reliability.Decomposition::withinBinVariance);
    part(rows, all, "brier_within_bin_covariance", Reliability.Decomposition::withinBinCovariance);
    error(rows, all, "ece", Reliability::expectedError);
    error(rows, all, "mce", Reliability::largestError);
  }

  private static void part(
      RowWriter rows,
      Stratum all,
      String metric,
      ToDoubleFunction<Reliability.Decomposition> part) {
    add(rows, all, metric, () -> of(reliability(all), r -> part.applyAsDouble(r.decomposition())));
  }

  private static void error(
      RowWriter rows, Stratum all, String metric, ToDoubleFunction<Reliability> error) {
    rows.add(all, metric, Needs.BOTH, null, EQUAL_WIDTH, () -> of(reliability(all), error));
  }

  private static Estimate of(Reliability reliability, ToDoubleFunction<Reliability> measure) {
    return reliability.filledBins().isEmpty()
        ? Estimate.notEstimable(NO_IMAGES)
        : Estimate.plain(measure.applyAsDouble(reliability));
  }

  private void writeLaterSlots(PooledStudy study, RowWriter rows, Stratum all) {
    if (resampling.plan().analyses().rounds() < 2) {
      return;
    }
    rows.addJoint(
        all,
        "ece",
        Cell.Kind.BOTH,
        study.slot(1).orElse(null),
        LaterSlots.absence(study),
        null,
        EQUAL_MASS,
        () -> {
          var sums = study.slot(1).orElseThrow();
          int both = sums.layout().indexOf(Cell.overall(Cell.Kind.BOTH, rows.finding()));
          return of(
              Reliability.of(sums.sums(both, Statistic.RELIABILITY_EQUAL_MASS)),
              Reliability::expectedError);
        });
  }

  private static void writeFit(RowWriter rows, Stratum all) {
    fit(
        rows,
        all,
        "calibration_slope",
        bins -> LogisticRecalibration.fit(bins).map(CalibrationRows::slope));
    fit(
        rows,
        all,
        "calibration_intercept",
        bins -> LogisticRecalibration.fit(bins).map(CalibrationRows::intercept));
    fit(
        rows,
        all,
        "calibration_in_the_large",
        bins ->
            LogisticRecalibration.inTheLarge(bins).map(l -> wald(l.value(), l.standardError())));
  }

  private static void fit(
      RowWriter rows,
      Stratum all,
      String metric,
      Function<ScoreBins, Optional<Estimate>> estimator) {
    add(
        rows,
        all,
        metric,
        () -> {
          ScoreBins bins = all.counts().scoreBins(rows.finding());
          String empty = EmptyClass.reason(bins.histograms());
          if (empty != null) {
            return Estimate.notEstimable(empty);
          }
          return estimator
              .apply(bins)
              .map(e -> bins.clippedCases() == 0 ? e : e.withReason(clipped(bins)))
              .orElseGet(() -> Estimate.notEstimable(whyNoFit(bins)));
        });
  }

  private static String clipped(ScoreBins bins) {
    return bins.clippedCases() + " images have scores so near 0 or 1 that they were cut to 1e-7";
  }

  private static String whyNoFit(ScoreBins bins) {
    long filled = IntStream.range(0, bins.bins()).filter(b -> bins.count(b) > 0).count();
    return filled == 1
        ? "all scores lie in one bin"
        : "a threshold separates the classes, or the fit does not converge";
  }

  private void writeNewton(PooledStudy study, RowWriter rows, Stratum all) {
    if (resampling.plan().analyses().rounds() < 3) {
      return;
    }
    newton(study, rows, all, "calibration_slope", CalibrationRows::slope);
    newton(study, rows, all, "calibration_intercept", CalibrationRows::intercept);
  }

  private static void newton(
      PooledStudy study,
      RowWriter rows,
      Stratum all,
      String metric,
      Function<LogisticFit, Estimate> part) {
    rows.addJoint(
        all,
        metric,
        Cell.Kind.BOTH,
        study.slot(2).orElse(null),
        LaterSlots.absence(study),
        null,
        RAW_SCORES,
        () ->
            study
                .rawCalibration(rows.finding())
                .map(part)
                .orElseGet(() -> Estimate.notEstimable("the rounds before it have no fit")));
  }

  private static Estimate slope(LogisticFit fit) {
    return wald(fit.slope(), Math.sqrt(fit.slopeVariance()));
  }

  private static Estimate intercept(LogisticFit fit) {
    return wald(fit.intercept(), Math.sqrt(fit.interceptVariance()));
  }

  private static Estimate wald(double value, double standardError) {
    return Double.isFinite(value) && Double.isFinite(standardError)
        ? Estimate.ok(value, RealInterval.around(value, Z * standardError), "wald")
            .withError(standardError)
        : Estimate.notEstimable("the fit is not finite");
  }

  private static Estimate spiegelhalter(ScoreMoments moments) {
    if (moments.cases() == 0) {
      return Estimate.notEstimable(NO_IMAGES);
    }
    return moments.spiegelhalterZ().isEmpty()
        ? Estimate.notEstimable("every score is 0, 0.5 or 1")
        : Estimate.plain(moments.spiegelhalterZ().getAsDouble())
            .withP(moments.spiegelhalterP().orElseThrow());
  }
}
