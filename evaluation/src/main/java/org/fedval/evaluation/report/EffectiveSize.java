package org.fedval.evaluation.report;

import java.util.List;
import java.util.OptionalDouble;
import org.fedval.evaluation.cluster.ClusteredProportion;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.counters.Statistic;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.sums.ExactSums;
import org.jspecify.annotations.Nullable;

/**
 * How many independent images the images of a stratum are worth, since a patient may have several.
 * The design effect is the clustered variance over that of independent images, at least 1. Where
 * every image or none is a success that ratio does not exist; each patient then counts once.
 */
final class EffectiveSize {
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
          ? ClusteredAurocRows.designEffect(study, stratum.finding())
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

  /** At least 1; of a proportion with an image. */
  static double designEffect(ClusteredProportion proportion) {
    double eachPatientOnce = (double) proportion.images() / proportion.patients();
    return Math.max(1, proportion.designEffect().orElse(eachPatientOnce));
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
