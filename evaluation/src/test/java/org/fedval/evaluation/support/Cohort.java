package org.fedval.evaluation.support;

import java.util.ArrayList;
import java.util.List;
import org.fedval.evaluation.counters.Accumulator;
import org.fedval.evaluation.counters.CaseRecord;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults;
import org.fedval.evaluation.report.ReportAssembler;
import org.jspecify.annotations.Nullable;

/**
 * Covid images of {@link Studies#plan}, one patient each, dealt to sites in turn. The second
 * finding has no labels.
 */
public final class Cohort {
  public static final int F = 0;
  public static final int M = 1;
  public static final int OTHER = 2;
  public static final int AP = 0;
  public static final int PA = 1;

  private final StudyPlan plan;
  private final CounterLayout layout;
  private final List<Accumulator> sites = new ArrayList<>();
  private int next;

  public Cohort(StudyPlan plan, int sites) {
    this.plan = plan;
    this.layout = CounterLayout.of(plan);
    for (int i = 0; i < sites; i++) {
      this.sites.add(Studies.accumulator(layout));
    }
  }

  public Cohort images(int n, ReferenceLabel label, double score, int sex, int view) {
    for (int i = 0; i < n; i++) {
      imageAt(next % sites.size(), label, score, sex, view);
    }
    return this;
  }

  public Cohort imagesAt(int site, int n, ReferenceLabel label, double score, int sex, int view) {
    for (int i = 0; i < n; i++) {
      imageAt(site, label, score, sex, view);
    }
    return this;
  }

  private void imageAt(int site, ReferenceLabel label, double score, int sex, int view) {
    sites
        .get(site)
        .add(
            new CaseRecord(
                "patient-" + next++,
                new double[] {score, 0},
                new ReferenceLabel[] {label, ReferenceLabel.MISSING},
                new int[] {sex, view}));
  }

  public Cohort excluded(int n, Exclusion reason) {
    for (int i = 0; i < n; i++) {
      sites.get(next++ % sites.size()).exclude(null, reason);
    }
    return this;
  }

  public PooledResults results() {
    PooledCounts counts =
        PooledCounts.of(Studies.sum(sites.stream().map(Accumulator::freeze).toList()));
    return ReportAssembler.assemble(plan, layout, counts);
  }

  /** The only row of covid with these keys. */
  public static MetricRow row(
      PooledResults results, String metric, String subgroup, @Nullable String point) {
    List<MetricRow> rows =
        results.estimates().stream()
            .filter(r -> r.finding().equals("covid") && r.metric().equals(metric))
            .filter(r -> r.subgroup().equals(subgroup))
            .filter(
                r -> point == null ? r.operatingPoint() == null : point.equals(r.operatingPoint()))
            .toList();
    if (rows.size() != 1) {
      throw new AssertionError("There are " + rows.size() + " such rows.");
    }
    return rows.get(0);
  }
}
