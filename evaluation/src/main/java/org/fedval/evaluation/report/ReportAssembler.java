package org.fedval.evaluation.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledCounts.State;
import org.fedval.evaluation.dist.Interval;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.report.PooledResults.EndpointResult;
import org.fedval.evaluation.report.PooledResults.ExclusionRow;
import org.fedval.evaluation.report.PooledResults.RocCurveData;
import org.fedval.evaluation.report.PooledResults.RocPoint;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.roc.DrawnRocCurve;
import org.jspecify.annotations.Nullable;

/**
 * Turns pooled counts into everything statistical that a report shows. A pure function: the same
 * sums give the same digits, however the cases were split into sites.
 */
public final class ReportAssembler {
  static final int MOST_CURVE_POINTS = 400;

  private static final String LABEL_MISSING_WORDS = "no reference label for this finding";

  private final StudyPlan plan;
  private final PooledCounts counts;
  private final Map<Endpoint, Long> needed = new HashMap<>();

  private ReportAssembler(StudyPlan plan, PooledCounts counts) {
    this.plan = plan;
    this.counts = counts;
  }

  /**
   * The results of a study.
   *
   * @throws IllegalArgumentException if plan, layout and counts do not belong together
   */
  public static PooledResults assemble(StudyPlan plan, CounterLayout layout, PooledCounts counts) {
    if (!plan.equals(layout.plan()) || !layout.matches(counts.layout())) {
      throw new IllegalArgumentException("Plan, layout and counts belong to different studies.");
    }
    ReportAssembler assembler = new ReportAssembler(plan, counts);
    return new PooledResults(
        assembler.estimates(), assembler.endpoints(), assembler.curves(), assembler.exclusions());
  }

  private List<MetricRow> estimates() {
    List<MetricRow> rows = new ArrayList<>();
    for (String finding : plan.findings()) {
      for (Stratum stratum : Stratum.of(counts, finding)) {
        for (Metric metric : Metric.values()) {
          if (metric.atOperatingPoint()) {
            plan.operatingPoints().forEach(p -> rows.add(row(finding, metric, stratum, p)));
          } else {
            rows.add(row(finding, metric, stratum, null));
          }
        }
      }
    }
    return rows;
  }

  private MetricRow row(
      String finding, Metric metric, Stratum stratum, @Nullable OperatingPoint point) {
    Estimate estimate = StratumEstimates.ofReport(stratum).of(metric, point);
    Optional<Judgement> judgement =
        endpoint(finding, metric, point)
            .filter(e -> stratum.isAll() || e.certifySubgroups())
            .map(e -> Judgement.of(e, metric, point, stratum, needed(e)));
    boolean shown = estimate.status() != Status.SUPPRESSED;
    Interval interval = estimate.interval();
    return new MetricRow(
        finding,
        metric.code(),
        stratum.name(),
        point == null ? null : point.name(),
        estimate.value(),
        interval == null ? null : interval.lower(),
        interval == null ? null : interval.upper(),
        estimate.method(),
        shown ? stratum.images() : null,
        shown ? stratum.patients(metric) : null,
        shown ? stratum.positives() : null,
        shown ? stratum.negatives() : null,
        estimate.status(),
        judgement.map(Judgement::verdict).orElse(null),
        estimate.reason() != null
            ? estimate.reason()
            : judgement.map(Judgement::reason).orElse(null));
  }

  private Optional<Endpoint> endpoint(
      String finding, Metric metric, @Nullable OperatingPoint point) {
    return plan.endpoints().stream()
        .filter(e -> e.finding().equals(finding) && e.metric().equals(metric.code()))
        .filter(e -> point == null || point.name().equals(e.operatingPoint()))
        .findFirst();
  }

  private long needed(Endpoint endpoint) {
    return needed.computeIfAbsent(endpoint, Judgement::needed);
  }

  private List<EndpointResult> endpoints() {
    return plan.endpoints().stream().map(this::judge).toList();
  }

  private EndpointResult judge(Endpoint e) {
    Metric metric =
        Arrays.stream(Metric.values())
            .filter(m -> m.code().equals(e.metric()))
            .findFirst()
            .orElseThrow();
    OperatingPoint point =
        plan.operatingPoints().stream()
            .filter(p -> p.name().equals(e.operatingPoint()))
            .findFirst()
            .orElse(null);
    Stratum all = Stratum.all(counts, e.finding());
    Estimate estimate = StratumEstimates.ofReport(all).of(metric, point);
    Judgement judgement = Judgement.of(e, metric, point, all, needed(e));
    return new EndpointResult(
        e.finding(),
        e.metric(),
        e.operatingPoint(),
        e.goal(),
        e.alternative(),
        e.alpha(),
        e.power(),
        judgement.verdict(),
        judgement.needed(),
        judgement.available(),
        EndpointSentence.of(e, estimate, judgement));
  }

  /** None under noise: a curve of single bins would show the noise and not the model. */
  private List<RocCurveData> curves() {
    List<RocCurveData> curves = new ArrayList<>();
    if (counts.isNoisy()) {
      return curves;
    }
    for (String finding : plan.findings()) {
      Stratum all = Stratum.all(counts, finding);
      if (StratumEstimates.ofReport(all).of(Metric.AUROC, null).status() == Status.OK) {
        ClassHistograms histograms = all.histograms(Metric.AUROC);
        List<RocPoint> points =
            DrawnRocCurve.points(histograms, MOST_CURVE_POINTS).stream()
                .map(p -> new RocPoint(p.falsePositiveFraction(), p.truePositiveFraction()))
                .toList();
        curves.add(new RocCurveData(finding, points, Auroc.of(histograms).quantisationBound()));
      }
    }
    return curves;
  }

  private List<ExclusionRow> exclusions() {
    List<ExclusionRow> rows = new ArrayList<>();
    for (Exclusion reason : Exclusion.values()) {
      rows.add(exclusion(Cell.excluded(reason), reason.name(), null, reason.words()));
    }
    for (String finding : plan.findings()) {
      Cell cell = Cell.labelMissing(finding);
      rows.add(exclusion(cell, cell.kind().name(), finding, LABEL_MISSING_WORDS));
    }
    return rows;
  }

  private ExclusionRow exclusion(Cell cell, String code, @Nullable String finding, String words) {
    int index = counts.layout().indexOf(cell);
    Exclusion reason = cell.exclusion();
    if (counts.isNoisy() && reason != null && !reason.namesPatient()) {
      return new ExclusionRow(code, finding, words, null, null, Status.NOT_ESTIMABLE);
    }
    if (counts.state(index) == State.SUPPRESSED) {
      return new ExclusionRow(code, finding, words, null, null, Status.SUPPRESSED);
    }
    return new ExclusionRow(
        code, finding, words, counts.images(index), counts.patients(index), Status.OK);
  }
}
