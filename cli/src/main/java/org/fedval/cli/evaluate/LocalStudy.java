package org.fedval.cli.evaluate;

import java.security.SecureRandom;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;
import org.fedval.cli.input.CliException;
import org.fedval.evaluation.counters.CaseTable;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.CounterVector;
import org.fedval.evaluation.counters.InconsistentCountsException;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.counters.Published;
import org.fedval.evaluation.counters.SlotCounts;
import org.fedval.evaluation.plan.StudyPlan;

/** All rounds of a study over sites that lie in plain text at one place. */
final class LocalStudy {
  private final StudyPlan plan;
  private final List<CaseTable> sites;
  private final Function<CounterVector, PooledCounts> opening;

  private LocalStudy(
      StudyPlan plan, List<CaseTable> sites, Function<CounterVector, PooledCounts> opening) {
    this.plan = plan;
    this.sites = sites;
    this.opening = opening;
  }

  /** Opens what a federation of these sites would open. */
  static LocalStudy ofSites(StudyPlan plan, List<CaseTable> sites) {
    return new LocalStudy(plan, sites, PooledCounts::of);
  }

  /** Opens everything: one's own cases. */
  static LocalStudy ofOnePlace(StudyPlan plan, CaseTable cases) {
    return new LocalStudy(plan, List.of(cases), PooledCounts::unsuppressed);
  }

  /** The sums of every round. */
  PooledStudy count() throws CliException {
    try {
      CounterLayout first = CounterLayout.of(plan);
      PooledStudy study = PooledStudy.of(opening.apply(sum(site -> SlotCounts.first(first, site))));
      while (!study.isComplete()) {
        study = study.plus(opening.apply(next(study)));
      }
      return study;
    } catch (InconsistentCountsException | ArithmeticException | IllegalArgumentException e) {
      throw new CliException(
          "the cases cannot be counted as the plan asks: " + e.getMessage()); // names no case
    }
  }

  private CounterVector next(PooledStudy study) {
    CounterLayout layout = CounterLayout.of(plan, study.size());
    Published published = study.next();
    return sum(
        site ->
            SlotCounts.later(
                layout, site, published, new SplittableRandom(new SecureRandom().nextLong())));
  }

  private CounterVector sum(Function<CaseTable, CounterVector> counts) {
    return sites.parallelStream().map(counts).reduce(CounterVector::plus).orElseThrow();
  }
}
