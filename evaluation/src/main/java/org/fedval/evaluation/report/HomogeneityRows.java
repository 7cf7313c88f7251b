package org.fedval.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.fedval.evaluation.compare.Homogeneity;
import org.fedval.evaluation.confusion.Confusion;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.plan.Subgroup;

/**
 * Whether sensitivity or specificity is the same in all levels of an attribute, by Pearson's test
 * over the levels that may be shown.
 */
final class HomogeneityRows implements Chapter {
  private final StudyPlan plan;

  HomogeneityRows(StudyPlan plan) {
    this.plan = plan;
  }

  @Override
  public void write(PooledStudy study, RowWriter rows) {
    Stratum all = Stratum.all(study.first(), rows.finding());
    for (OperatingPoint point : plan.operatingPoints()) {
      for (Metric metric : List.of(Metric.SENSITIVITY, Metric.SPECIFICITY)) {
        for (Subgroup subgroup : plan.subgroups()) {
          List<Stratum> levels = Stratum.levels(study.first(), rows.finding(), subgroup);
          rows.add(
              all,
              metric.code() + "_homogeneity",
              metric.needs(),
              point,
              "attribute=" + subgroup.attribute(),
              () -> test(levels, metric, point));
        }
      }
    }
  }

  private static Estimate test(List<Stratum> levels, Metric metric, OperatingPoint point) {
    List<long[]> shares = new ArrayList<>();
    boolean withheld = false;
    for (Stratum level : levels) {
      if (level.suppression(metric.needs()) != null) {
        withheld = true;
        continue;
      }
      Confusion c = Complement.confusion(level, point, metric.needs());
      long n = metric == Metric.SENSITIVITY ? c.positives() : c.negatives();
      if (n > 0) {
        shares.add(new long[] {metric == Metric.SENSITIVITY ? c.tp() : c.tn(), n});
      }
    }
    Optional<Homogeneity> test =
        Homogeneity.of(
            shares.stream().mapToLong(s -> s[0]).toArray(),
            shares.stream().mapToLong(s -> s[1]).toArray());
    if (test.isEmpty()) {
      return Estimate.notEstimable(
          shares.size() < 2
              ? "fewer than two levels may be shown and hold images"
              : "every image, or none, is classified rightly");
    }
    Estimate estimate = Estimate.plain(test.get().chiSquared()).withP(test.get().p());
    return withheld
        ? estimate.withReason("over the " + shares.size() + " levels that may be shown")
        : estimate;
  }
}
