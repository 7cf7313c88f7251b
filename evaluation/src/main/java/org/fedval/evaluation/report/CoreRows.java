package org.fedval.evaluation.report;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.jspecify.annotations.Nullable;

/** AUROC, measures at the operating points and prevalence, in every stratum, with verdicts. */
final class CoreRows implements Chapter {
  private final StudyPlan plan;
  private final Map<Endpoint, Long> needed = new HashMap<>();

  CoreRows(StudyPlan plan) {
    this.plan = plan;
  }

  @Override
  public void write(PooledStudy study, RowWriter rows) {
    for (Stratum stratum : Stratum.of(study.first(), rows.finding())) {
      for (Metric metric : Metric.values()) {
        if (metric.needsHistogram() && stratum.isCrossed()) {
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
    Estimate estimate = StratumEstimates.ofReport(stratum).of(metric, point);
    Judgement judgement =
        endpoint(stratum.finding(), metric, point)
            .filter(e -> stratum.isAll() || e.certifySubgroups())
            .map(e -> Judgement.of(e, metric, point, stratum, needed(e)))
            .orElse(null);
    rows.add(stratum, metric.code(), metric.needs(), point, null, estimate, judgement);
  }

  private Optional<Endpoint> endpoint(
      String finding, Metric metric, @Nullable OperatingPoint point) {
    return plan.endpoints().stream()
        .filter(e -> e.finding().equals(finding) && e.metric().equals(metric.code()))
        .filter(e -> point == null || point.name().equals(e.operatingPoint()))
        .findFirst();
  }

  /** Cases that the power calculation of an endpoint asks for. */
  long needed(Endpoint endpoint) {
    return needed.computeIfAbsent(endpoint, Judgement::needed);
  }
}
