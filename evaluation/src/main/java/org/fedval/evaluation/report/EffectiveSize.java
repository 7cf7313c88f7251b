package org.fedval.evaluation.report;

import java.util.List;
import java.util.OptionalDouble;
import org.fedval.evaluation.binom.Wilson;
import org.fedval.evaluation.cluster.ClusteredProportion;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.counters.Statistic;
import org.fedval.evaluation.dist.Interval;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.sums.ExactSums;
import org.jspecify.annotations.Nullable;

/**
 * How many independent images the images of a stratum are worth, since a patient may have several.
 * The design effect is the clustered variance, without its factor m/(m-1) for m patients, over that
 * of independent images, at least 1. Where every image or none is a success that ratio does not
 * exist; each patient then counts once.
 */
final class EffectiveSize {
  private static final double ROUNDING = 1e-9;

  private EffectiveSize() {}

  /**
   * At least 1; empty where the sums do not tell it: counts alone, crossed levels, and the AUROC of
   * a level.
   *
   * @param metric sensitivity, specificity or AUROC
   * @param point null exactly for the AUROC
   */
  static OptionalDouble designEffect(
      PooledStudy study, Stratum stratum, Metric metric, @Nullable OperatingPoint point) {
    StudyPlan plan = study.first().layout().plan();
    if (!plan.analyses().isExact() || stratum.suppression(metric.needs()) != null) {
      return OptionalDouble.empty();
    }
    if (point == null) {
      return stratum.isAll()
          ? ClusteredAurocRows.clustered(study, stratum.finding())
              .map(ClusteredAurocRows.Clustered::designEffect)
              .orElse(OptionalDouble.empty())
          : OptionalDouble.empty();
    }
    if (stratum.isCrossed()) {
      return OptionalDouble.empty();
    }
    ExactSums sums = calls(stratum, metric == Metric.SENSITIVITY, plan, point);
    return sums.get(2).signum() <= 0
        ? OptionalDouble.empty()
        : OptionalDouble.of(designEffect(ClusteredProportion.of(sums)));
  }

  /** At least 1, and 1 where every patient has one image; of a proportion with an image. */
  private static double designEffect(ClusteredProportion share) {
    double patients = share.patients();
    OptionalDouble effect = share.designEffect();
    return effect.isEmpty()
        ? share.images() / patients
        : atLeastOne(effect.getAsDouble() * (patients - 1) / patients);
  }

  /** Without what rounding adds to an effect of 1. */
  static double atLeastOne(double effect) {
    return effect < 1 + ROUNDING ? 1 : effect;
  }

  /** Wilson's interval of the images over their design effect. */
  static Interval interval(ClusteredProportion share, double z) {
    return share.designEffect().isPresent()
        ? share.interval(z)
        : Wilson.effective(share.value(), share.patients(), z);
  }

  /**
   * The sums of the successes at a point: positive calls among the positives, negative calls among
   * the negatives. With n images a patient and x positive calls, n - x are negative.
   *
   * @param positives whether of the positive class; that cell may be shown
   */
  static ExactSums calls(Stratum stratum, boolean positives, StudyPlan plan, OperatingPoint point) {
    List<OperatingPoint> points = plan.operatingPoints();
    ExactSums called =
        stratum
            .counts()
            .sums(stratum.cell(positives), Statistic.CLUSTERED_CALLS)
            .part(points.indexOf(point) * ClusteredProportion.LENGTH, ClusteredProportion.LENGTH);
    if (positives) {
      return called;
    }
    return ExactSums.of(
        called.get(0),
        called.get(2).subtract(called.get(1)),
        called.get(2),
        called.get(5).subtract(called.get(4).shiftLeft(1)).add(called.get(3)),
        called.get(5).subtract(called.get(4)),
        called.get(5));
  }
}
