package org.fedval.evaluation.report;

import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.fedval.evaluation.binom.Wilson;
import org.fedval.evaluation.confusion.Confusion;
import org.fedval.evaluation.confusion.LikelihoodRatios;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.plan.OperatingPoint;
import org.jspecify.annotations.Nullable;

/** What else follows from the two-by-two table at each operating point. */
final class ConfusionRows implements Chapter {
  private static final double Z = Normal.twoSided(StratumEstimates.CONFIDENCE);

  private final Resampling resampling;

  ConfusionRows(Resampling resampling) {
    this.resampling = resampling;
  }

  @Override
  public void write(PooledStudy study, RowWriter rows) {
    for (Stratum stratum : Stratum.of(study, rows.finding())) {
      for (OperatingPoint point : resampling.plan().operatingPoints()) {
        writeClosedForms(rows, stratum, point);
        if (stratum.isAll()) {
          resampled(rows, stratum, point, "balanced_accuracy", Confusion::balancedAccuracy);
          resampled(rows, stratum, point, "youden_index", Confusion::youden);
          resampled(rows, stratum, point, "f1", Confusion::f1);
          resampled(rows, stratum, point, "mcc", Confusion::mcc);
        }
      }
    }
  }

  private static void writeClosedForms(RowWriter rows, Stratum stratum, OperatingPoint point) {
    rows.add(
        stratum,
        "accuracy",
        Needs.BOTH,
        point,
        null,
        () -> {
          Confusion c = stratum.confusion(point);
          return c.cases() == 0
              ? Estimate.notEstimable("no labelled images")
              : Estimate.ok(
                  c.accuracy().orElseThrow(),
                  Wilson.interval(c.tp() + c.tn(), c.cases(), Z),
                  "wilson");
        });
    ratio(
        rows,
        stratum,
        point,
        "lr_positive",
        c -> LikelihoodRatios.positive(c, Z),
        c -> c.tp() == 0 ? "no true positive" : "no false positive");
    ratio(
        rows,
        stratum,
        point,
        "lr_negative",
        c -> LikelihoodRatios.negative(c, Z),
        c -> c.fn() == 0 ? "no false negative" : "no true negative");
    ratio(
        rows,
        stratum,
        point,
        "diagnostic_odds_ratio",
        c -> LikelihoodRatios.diagnosticOdds(c, Z),
        c -> "a count of the two-by-two table is 0");
  }

  private static void ratio(
      RowWriter rows,
      Stratum stratum,
      OperatingPoint point,
      String metric,
      Function<Confusion, Optional<LikelihoodRatios.Ratio>> estimator,
      Function<Confusion, String> whenNone) {
    rows.add(
        stratum,
        metric,
        Needs.BOTH,
        point,
        null,
        () -> {
          Confusion c = stratum.confusion(point);
          String empty = EmptyClass.reason(c.positives(), c.negatives());
          return estimator
              .apply(c)
              .map(ConfusionRows::estimate)
              .orElseGet(() -> Estimate.notEstimable(or(empty, whenNone.apply(c))));
        });
  }

  private static Estimate estimate(LikelihoodRatios.Ratio ratio) {
    return ratio.interval().lower() < ratio.interval().upper()
        ? Estimate.ok(ratio.value(), ratio.interval(), "log_wald")
        : Estimate.plain(ratio.value()).withReason("no interval: the variance is 0");
  }

  private void resampled(
      RowWriter rows,
      Stratum all,
      OperatingPoint point,
      String metric,
      Function<Confusion, OptionalDouble> measure) {
    rows.add(
        all,
        metric,
        Needs.BOTH,
        point,
        null,
        () -> {
          Confusion c = all.confusion(point);
          OptionalDouble value = measure.apply(c);
          return value.isPresent()
              ? resampling
                  .of(rows.finding())
                  .around(metric, point.name(), null, value.getAsDouble())
              : Estimate.notEstimable(
                  or(
                      EmptyClass.reason(c.positives(), c.negatives()),
                      c.tp() + c.fp() == 0
                          ? "no image was called positive"
                          : "no image was called negative"));
        });
  }

  private static String or(@Nullable String first, String second) {
    return first == null ? second : first;
  }
}
