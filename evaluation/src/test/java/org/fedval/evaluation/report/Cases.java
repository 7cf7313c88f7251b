package org.fedval.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.fedval.evaluation.counters.Accumulator;
import org.fedval.evaluation.counters.CaseRecord;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.CounterVector;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.plan.Subgroup;

/**
 * Images of one finding at several sites, each of a patient of its own, pooled as a session does.
 */
final class Cases {
  static final String FINDING = "covid";
  static final Subgroup SEX = new Subgroup("sex", List.of("F", "M"));

  private final StudyPlan plan;
  private final CounterLayout layout;
  private final Map<String, Accumulator> sites = new TreeMap<>();
  private int patients;

  private Cases(StudyPlan plan) {
    this.plan = plan;
    this.layout = CounterLayout.of(plan);
  }

  static Cases of(StudyPlan plan) {
    return new Cases(plan);
  }

  /** A plan with cells of 10 patients and 3 sites, and without endpoints. */
  static StudyPlan plan(List<OperatingPoint> points, List<Subgroup> subgroups) {
    return new StudyPlan(
        "s",
        "t",
        List.of(FINDING),
        points,
        subgroups,
        List.of(),
        new DisclosureRules(10, 3, 1, 3),
        1024,
        256);
  }

  static StudyPlan with(StudyPlan plan, Endpoint... endpoints) {
    return new StudyPlan(
        plan.studyId(),
        plan.title(),
        plan.findings(),
        plan.operatingPoints(),
        plan.subgroups(),
        List.of(endpoints),
        plan.disclosure(),
        plan.overallBins(),
        plan.marginalBins());
  }

  Cases add(String site, boolean positive, double score, int... levels) {
    ReferenceLabel label = positive ? ReferenceLabel.POSITIVE : ReferenceLabel.NEGATIVE;
    return add(site, label, score, levels);
  }

  private Cases add(String site, ReferenceLabel label, double score, int... levels) {
    site(site)
        .add(
            new CaseRecord(
                "p" + patients++, new double[] {score}, new ReferenceLabel[] {label}, levels));
    return this;
  }

  /** As many images as asked for, dealt to three sites in turn. */
  Cases add(int images, boolean positive, double score, int... levels) {
    for (int i = 0; i < images; i++) {
      add("site" + i % 3, positive, score, levels);
    }
    return this;
  }

  Cases unlabelled(int images, int... levels) {
    for (int i = 0; i < images; i++) {
      add("site" + i % 3, ReferenceLabel.MISSING, 0.5, levels);
    }
    return this;
  }

  Cases exclude(int images, Exclusion reason) {
    for (int i = 0; i < images; i++) {
      site("site" + i % 3).exclude("p" + patients++, reason);
    }
    return this;
  }

  PooledCounts pooled() {
    List<CounterVector> vectors = new ArrayList<>();
    sites.values().forEach(site -> vectors.add(site.freeze()));
    return PooledCounts.of(vectors.stream().reduce(CounterVector::plus).orElseThrow());
  }

  PooledResults report() {
    PooledCounts counts = pooled();
    return ReportAssembler.assemble(plan, layout, counts);
  }

  private Accumulator site(String name) {
    return sites.computeIfAbsent(name, n -> new Accumulator(layout, new byte[16]));
  }

  /** The one row of these results. */
  static MetricRow row(PooledResults results, String metric, String subgroup, String point) {
    List<MetricRow> found =
        results.estimates().stream()
            .filter(r -> r.metric().equals(metric) && r.subgroup().equals(subgroup))
            .filter(
                r ->
                    point.isEmpty() ? r.operatingPoint() == null : point.equals(r.operatingPoint()))
            .toList();
    if (found.size() != 1) {
      throw new AssertionError(found.size() + " rows of " + metric + " in " + subgroup);
    }
    return found.get(0);
  }
}
