package org.fedval.evaluation.report;

import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.jspecify.annotations.Nullable;

/** AUROC, measures at the operating points and prevalence, in every stratum, with verdicts. */
final class CoreRows implements Chapter {
  private final StudyPlan plan;
  private final Claims claims;

  CoreRows(StudyPlan plan, Claims claims) {
    this.plan = plan;
    this.claims = claims;
  }

  @Override
  public void write(PooledStudy study, RowWriter rows) {
    for (Stratum stratum : Stratum.of(study, rows.finding())) {
      for (Metric metric : Metric.values()) {
        boolean scored = !plan.analyses().isGateOnly();
        if ((metric.needsHistogram() && stratum.isCrossed())
            || (!scored && metric != Metric.PREVALENCE)) {
          continue;
        }
        if (metric.atOperatingPoint()) {
          plan.operatingPoints().forEach(p -> write(rows, metric, stratum, p));
        } else {
          write(rows, metric, stratum, null);
        }
      }
    }
  }

  private void write(
      RowWriter rows, Metric metric, Stratum stratum, @Nullable OperatingPoint point) {
    rows.add(
        stratum,
        metric.code(),
        metric.needs(),
        point,
        null,
        StratumEstimates.ofReport(stratum).of(metric, point),
        claims.of(stratum, metric, point));
  }
}
