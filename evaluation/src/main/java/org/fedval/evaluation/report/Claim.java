package org.fedval.evaluation.report;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fedval.evaluation.compare.PValues;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.dist.RealInterval;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.power.planning.ClaimPower;
import org.fedval.evaluation.report.PooledResults.PowerRow;
import org.jspecify.annotations.Nullable;

/**
 * One preregistered claim in every stratum that it is judged in. The claim over all images is
 * tested at alpha by itself. The powered levels are one family: a level meets the goal only if its
 * p-value, adjusted by Holm over that family, is at most alpha. A stratum that is not powered or is
 * suppressed is no member of the family and neither a pass nor a fail.
 */
final class Claim {
  private final Endpoint endpoint;
  private final Metric metric;
  private final @Nullable OperatingPoint point;
  private final Map<String, Evidence> evidence = new LinkedHashMap<>();
  private final Map<String, Stratum> strata = new LinkedHashMap<>();
  private final Map<String, Double> adjusted = new LinkedHashMap<>();

  Claim(PooledStudy study, Endpoint endpoint, Metric metric, @Nullable OperatingPoint point) {
    this.endpoint = endpoint;
    this.metric = metric;
    this.point = point;
    long needed = ClaimPower.of(endpoint).needed();
    for (Stratum s : Stratum.of(study, endpoint.finding())) {
      boolean rankless = metric.needsHistogram() && s.isCrossed();
      if (s.isAll() || (endpoint.certifySubgroups() && !rankless)) {
        strata.put(s.name(), s);
        evidence.put(s.name(), Evidence.of(study, endpoint, metric, point, s, needed));
      }
    }
    adjust();
  }

  private void adjust() {
    List<String> family = new ArrayList<>();
    List<Double> p = new ArrayList<>();
    evidence.forEach(
        (name, e) -> {
          Double mine = e.p();
          boolean level = strata.containsKey(name) && !strata.get(name).isAll();
          if (level && e.powered() && mine != null) {
            family.add(name);
            p.add(mine);
          }
        });
    double[] holm = PValues.holm(p.stream().mapToDouble(Double::doubleValue).toArray());
    for (int i = 0; i < holm.length; i++) {
      adjusted.put(family.get(i), holm[i]);
    }
  }

  Endpoint endpoint() {
    return endpoint;
  }

  Metric metric() {
    return metric;
  }

  @Nullable OperatingPoint point() {
    return point;
  }

  /** The powered levels, in plan order. */
  List<Stratum> family() {
    return strata.values().stream().filter(s -> adjusted.containsKey(s.name())).toList();
  }

  /** Null in a stratum that the claim is not about. */
  @Nullable Judgement of(Stratum stratum) {
    Evidence e = evidence.get(stratum.name());
    return e == null ? null : judge(e, adjusted.get(stratum.name()));
  }

  private Judgement judge(Evidence e, @Nullable Double holm) {
    RealInterval bounds = e.bounds();
    Double p = e.p();
    if (bounds == null || p == null) {
      return new Judgement(null, e.needed(), e.available(), null, null, null);
    }
    if (!e.powered()) {
      String reason = e.shortage(metric, endpoint.goal());
      return new Judgement(
          Verdict.NOT_POWERED_TO_CERTIFY, e.needed(), e.available(), reason, null, null);
    }
    boolean above = bounds.lower() > endpoint.goal();
    boolean enough = holm == null || holm <= endpoint.alpha();
    Verdict verdict =
        above && enough
            ? Verdict.MEETS_GOAL
            : bounds.upper() < endpoint.goal() ? Verdict.FAILS_GOAL : Verdict.INCONCLUSIVE;
    String reason =
        above && !enough
            ? "above the goal by itself, not after Holm's adjustment over "
                + adjusted.size()
                + " subgroups"
            : null;
    return new Judgement(verdict, e.needed(), e.available(), reason, p, holm);
  }

  /** One row a stratum. */
  List<PowerRow> power() {
    List<PowerRow> rows = new ArrayList<>();
    evidence.forEach((name, e) -> rows.add(power(name, e)));
    return rows;
  }

  private PowerRow power(String name, Evidence e) {
    Double effective = e.effective();
    boolean withheld = effective == null;
    return new PowerRow(
        endpoint.finding(),
        endpoint.metric(),
        endpoint.operatingPoint(),
        name,
        e.needed(),
        e.available(),
        e.designEffect(),
        effective,
        effective == null ? null : (Double) attained(effective),
        withheld ? null : (Boolean) e.powered(),
        endpoint.certifySubgroups() ? adjusted.size() : 0,
        withheld ? Status.SUPPRESSED : Status.OK);
  }

  private double attained(double cases) {
    return ClaimPower.of(endpoint).power(Collections.nCopies(2, cases));
  }
}
