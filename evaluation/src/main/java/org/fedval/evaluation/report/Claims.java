package org.fedval.evaluation.report;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.report.PooledResults.PowerRow;
import org.jspecify.annotations.Nullable;

/**
 * The preregistered claims of a study, each judged by itself: co-primary sensitivity and
 * specificity must both meet their goals, so that neither needs an adjustment for the other.
 */
final class Claims {
  private final StudyPlan plan;
  private final Map<Endpoint, Claim> claims = new LinkedHashMap<>();

  Claims(PooledStudy study) {
    plan = study.first().layout().plan();
    for (Endpoint e : plan.endpoints()) {
      OperatingPoint point =
          plan.operatingPoints().stream()
              .filter(p -> p.name().equals(e.operatingPoint()))
              .findFirst()
              .orElse(null);
      claims.put(e, new Claim(study, e, metric(e), point));
    }
  }

  private static Metric metric(Endpoint e) {
    return Arrays.stream(Metric.values())
        .filter(m -> m.code().equals(e.metric()))
        .findFirst()
        .orElseThrow();
  }

  /** In plan order. */
  List<Claim> all() {
    return List.copyOf(claims.values());
  }

  /** Null where the plan claims nothing about it. */
  @Nullable Judgement of(Stratum stratum, Metric metric, @Nullable OperatingPoint point) {
    return endpoint(plan, stratum.finding(), metric, point)
        .map(e -> Objects.requireNonNull(claims.get(e)).of(stratum))
        .orElse(null);
  }

  /** The claim about a metric at a point, or at none. */
  static Optional<Endpoint> endpoint(
      StudyPlan plan, String finding, Metric metric, @Nullable OperatingPoint point) {
    return plan.endpoints().stream()
        .filter(e -> e.finding().equals(finding) && e.metric().equals(metric.code()))
        .filter(e -> point == null || point.name().equals(e.operatingPoint()))
        .findFirst();
  }

  /** One row a claim and stratum. */
  List<PowerRow> power() {
    return claims.values().stream().flatMap(c -> c.power().stream()).toList();
  }
}
