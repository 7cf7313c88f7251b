package org.fedval.evaluation.report;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.fedval.evaluation.clinical.NetBenefit;
import org.fedval.evaluation.cluster.InfluenceSums;
import org.fedval.evaluation.confusion.Confusion;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.Influence;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.counters.Statistic;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.dist.RealInterval;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.sums.ExactSums;
import org.jspecify.annotations.Nullable;

/**
 * Measures of both classes at the operating points with patients as clusters: the variance is the
 * sum over patients of the squared influence of their images, from the second slot.
 */
final class InfluenceRows implements Chapter {
  static final String METHOD = "influence_wald";

  /** Numbers of one estimator and point: patients, sum of squares. */
  private static final int LENGTH = 2;

  private final StudyPlan plan;
  private final double z = Normal.twoSided(StratumEstimates.CONFIDENCE);

  InfluenceRows(StudyPlan plan) {
    this.plan = plan;
  }

  @Override
  public void write(PooledStudy study, RowWriter rows) {
    if (!LaterSlots.planned(study, 1)) {
      return;
    }
    Stratum all = Stratum.all(study, rows.finding());
    PooledCounts sums = study.slot(1).orElse(null);
    for (int t = 0; t < plan.operatingPoints().size(); t++) {
      OperatingPoint point = plan.operatingPoints().get(t);
      for (Influence estimator : Influence.values()) {
        int set = t * Influence.values().length + estimator.ordinal();
        rows.addJoint(
            all,
            estimator.name().toLowerCase(Locale.ROOT) + "_clustered",
            Cell.Kind.BOTH,
            sums,
            LaterSlots.absence(study),
            point,
            null,
            () -> estimate(all, point, estimator, pooled(sums, rows.finding(), set)));
      }
    }
  }

  private static ExactSums pooled(@Nullable PooledCounts sums, String finding, int set) {
    if (sums == null) {
      throw new IllegalStateException("The sums of the second slot are missing.");
    }
    int both = sums.layout().indexOf(Cell.overall(Cell.Kind.BOTH, finding));
    return sums.sums(both, Statistic.INFLUENCE).part(LENGTH * set, LENGTH);
  }

  private Estimate estimate(
      Stratum all, OperatingPoint point, Influence estimator, ExactSums pooled) {
    OptionalDouble value = value(all.confusion(point), point.threshold(), estimator);
    if (value.isEmpty()) {
      return Estimate.notEstimable("a class, or a kind of call, has no images");
    }
    OptionalDouble variance = InfluenceSums.variance(pooled);
    if (variance.isEmpty() || variance.getAsDouble() == 0) {
      return Estimate.plain(value.getAsDouble())
          .withReason("no interval: nothing varies between patients");
    }
    double error = Math.sqrt(variance.getAsDouble());
    return Estimate.ok(value.getAsDouble(), interval(value.getAsDouble(), error, estimator), METHOD)
        .withError(error);
  }

  private RealInterval interval(double value, double error, Influence estimator) {
    double lowest =
        switch (estimator) {
          case F1, BALANCED_ACCURACY -> 0;
          case MCC -> -1;
          case NET_BENEFIT -> Double.NEGATIVE_INFINITY;
        };
    return new RealInterval(Math.max(lowest, value - z * error), Math.min(1, value + z * error));
  }

  private static OptionalDouble value(Confusion c, double threshold, Influence estimator) {
    List<Long> classes = List.of(c.positives(), c.negatives());
    if (classes.contains(0L)) {
      return OptionalDouble.empty();
    }
    return switch (estimator) {
      case F1 -> c.f1();
      case MCC -> c.mcc();
      case BALANCED_ACCURACY -> c.balancedAccuracy();
      case NET_BENEFIT ->
          threshold > 0 && threshold < 1
              ? OptionalDouble.of(new NetBenefit(c, threshold).model())
              : OptionalDouble.empty();
    };
  }
}
