package org.fedval.evaluation.support;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.fedval.evaluation.counters.Accumulator;
import org.fedval.evaluation.counters.CaseTable;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.CounterVector;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.counters.Published;
import org.fedval.evaluation.counters.SlotCounts;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.support.Studies.Row;

/** All slots of a study over sites in plain text. */
public final class Federation {
  private Federation() {}

  /** The cases of one site. */
  public static CaseTable site(StudyPlan plan, List<Row> rows) {
    Accumulator accumulator = Studies.accumulator(CounterLayout.of(plan));
    rows.forEach(r -> r.countIn(accumulator));
    return accumulator.cases();
  }

  /** Every slot of the plan. */
  public static PooledStudy run(StudyPlan plan, List<CaseTable> sites) {
    PooledStudy study = first(plan, sites);
    while (!study.isComplete()) {
      study = next(study, sites);
    }
    return study;
  }

  /** The first slot. */
  public static PooledStudy first(StudyPlan plan, List<CaseTable> sites) {
    CounterLayout layout = CounterLayout.of(plan);
    List<CounterVector> vectors = new ArrayList<>();
    sites.forEach(site -> vectors.add(SlotCounts.first(layout, site)));
    return PooledStudy.of(PooledCounts.of(Studies.sum(vectors)));
  }

  /** One slot more. */
  public static PooledStudy next(PooledStudy study, List<CaseTable> sites) {
    CounterLayout layout = CounterLayout.of(study.first().layout().plan(), study.size());
    Published published = study.next();
    List<CounterVector> vectors = new ArrayList<>();
    for (CaseTable site : sites) {
      vectors.add(SlotCounts.later(layout, site, published, new SplittableRandom(1)));
    }
    return study.plus(PooledCounts.of(Studies.sum(vectors)));
  }
}
