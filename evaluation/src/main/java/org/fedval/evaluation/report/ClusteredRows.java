package org.fedval.evaluation.report;

import org.fedval.evaluation.cluster.ClusteredProportion;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.sums.ExactSums;

/**
 * Sensitivity and specificity with patients as clusters: Wilson's interval of the images over their
 * design effect, in all images and in each level.
 */
final class ClusteredRows implements Chapter {
  static final String METHOD = "wilson_design_effect";

  private final StudyPlan plan;
  private final double z = Normal.twoSided(StratumEstimates.CONFIDENCE);

  ClusteredRows(StudyPlan plan) {
    this.plan = plan;
  }

  @Override
  public void write(PooledStudy study, RowWriter rows) {
    for (Stratum stratum : Stratum.of(study, rows.finding())) {
      if (stratum.isCrossed()) {
        continue;
      }
      for (OperatingPoint point : plan.operatingPoints()) {
        for (Metric metric : new Metric[] {Metric.SENSITIVITY, Metric.SPECIFICITY}) {
          rows.add(
              stratum,
              metric.code() + "_clustered",
              metric.needs(),
              point,
              null,
              () -> proportion(stratum, metric == Metric.SENSITIVITY, point));
        }
      }
    }
  }

  private Estimate proportion(Stratum stratum, boolean positives, OperatingPoint point) {
    ExactSums sums = EffectiveSize.calls(stratum, positives, plan, point);
    if (sums.get(2).signum() <= 0) {
      return Estimate.notEstimable(positives ? "no positive images" : "no negative images");
    }
    ClusteredProportion share = ClusteredProportion.of(sums);
    Estimate estimate = Estimate.ok(share.value(), EffectiveSize.interval(share, z), METHOD);
    return share.variance().isPresent()
        ? estimate.withError(Math.sqrt(share.variance().getAsDouble()))
        : estimate;
  }
}
