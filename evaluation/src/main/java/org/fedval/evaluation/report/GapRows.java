package org.fedval.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;
import org.fedval.evaluation.compare.EqualisedOdds;
import org.fedval.evaluation.compare.Newcombe;
import org.fedval.evaluation.compare.PValues;
import org.fedval.evaluation.compare.TwoProportions;
import org.fedval.evaluation.confusion.Confusion;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.dist.RealInterval;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.AurocDifference;
import org.fedval.evaluation.roc.ClassHistograms;
import org.jspecify.annotations.Nullable;

/**
 * Each level against all other images of the finding, level minus {@link Complement}. The p-values
 * of one metric and operating point over all levels of all attributes are one family. Images count
 * as independent.
 */
final class GapRows implements Chapter {
  static final String DELONG = "delong_wald";
  static final String NEWCOMBE = "newcombe";

  private final StudyPlan plan;
  private final double z = Normal.twoSided(StratumEstimates.CONFIDENCE);

  GapRows(StudyPlan plan) {
    this.plan = plan;
  }

  @Override
  public void write(PooledStudy study, RowWriter rows) {
    Stratum all = Stratum.all(study.first(), rows.finding());
    List<Stratum> levels =
        plan.subgroups().stream()
            .flatMap(s -> Stratum.levels(study.first(), rows.finding(), s).stream())
            .toList();
    family(rows, all, levels, Metric.AUROC, null);
    for (OperatingPoint point : plan.operatingPoints()) {
      family(rows, all, levels, Metric.SENSITIVITY, point);
      family(rows, all, levels, Metric.SPECIFICITY, point);
      for (Stratum level : levels) {
        rows.add(
            level,
            "equalised_odds_gap",
            Needs.BOTH,
            point,
            null,
            () -> equalisedOdds(all, level, point));
      }
    }
  }

  private void family(
      RowWriter rows,
      Stratum all,
      List<Stratum> levels,
      Metric metric,
      @Nullable OperatingPoint point) {
    List<Estimate> gaps = new ArrayList<>();
    for (Stratum level : levels) {
      String suppression = level.suppression(metric.needs());
      gaps.add(
          suppression == null ? gap(all, level, metric, point) : Estimate.suppressed(suppression));
    }
    List<Estimate> adjusted = adjusted(gaps, plan.analyses().gaps());
    MarginVerdicts verdicts = MarginVerdicts.of(plan, all, levels, metric, point, adjusted);
    for (int i = 0; i < levels.size(); i++) {
      rows.add(
          levels.get(i),
          metric.code() + "_gap",
          metric.needs(),
          point,
          null,
          adjusted.get(i),
          verdicts.of(i));
    }
  }

  /** With the p-values adjusted over all of them. */
  static List<Estimate> adjusted(List<Estimate> gaps, Analyses.Adjustment how) {
    double[] p =
        gaps.stream()
            .map(Estimate::pValue)
            .flatMapToDouble(v -> v == null ? DoubleStream.empty() : DoubleStream.of(v))
            .toArray();
    double[] q = how == Analyses.Adjustment.HOLM ? PValues.holm(p) : PValues.benjaminiHochberg(p);
    List<Estimate> all = new ArrayList<>();
    int next = 0;
    for (Estimate gap : gaps) {
      all.add(gap.pValue() == null ? gap : gap.withAdjustedP(q[next++]));
    }
    return all;
  }

  private Estimate gap(Stratum all, Stratum level, Metric metric, @Nullable OperatingPoint point) {
    if (point == null) {
      return area(all, level);
    }
    Optional<TwoProportions> two = proportions(all, level, metric, point);
    if (two.isEmpty()) {
      return empty(level, metric.needs());
    }
    return Estimate.ok(two.get().difference(), Newcombe.interval(two.get(), z), NEWCOMBE)
        .withP(two.get().p());
  }

  /** Level first; empty if either side has no image of the class. */
  static Optional<TwoProportions> proportions(
      Stratum all, Stratum level, Metric metric, OperatingPoint point) {
    Confusion in = Complement.confusion(level, point, metric.needs());
    Confusion out = Complement.at(all, level, point, metric.needs());
    boolean ofPositives = metric == Metric.SENSITIVITY;
    long n1 = ofPositives ? in.positives() : in.negatives();
    long n2 = ofPositives ? out.positives() : out.negatives();
    if (n1 == 0 || n2 == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new TwoProportions(
            ofPositives ? in.tp() : in.tn(), n1, ofPositives ? out.tp() : out.tn(), n2));
  }

  /** Level minus complement, with the sum of both quantisation bounds. */
  private Estimate area(Stratum all, Stratum level) {
    Optional<ClassHistograms> outside = Complement.histograms(all, level);
    if (outside.isEmpty()) {
      return Estimate.notEstimable("the bins of all images do not divide those of a level");
    }
    Optional<AurocDifference> difference = difference(level.histograms(Needs.BOTH), outside.get());
    if (difference.isEmpty()) {
      return Estimate.notEstimable("the level or the other images have fewer than two of a class");
    }
    AurocDifference d = difference.get();
    double bound =
        Auroc.of(level.histograms(Needs.BOTH)).quantisationBound()
            + Auroc.of(outside.get()).quantisationBound();
    if (d.variance() == 0) {
      return Estimate.plain(d.value())
          .withBound(bound)
          .withReason("no interval: DeLong's variance is 0");
    }
    RealInterval interval = d.interval(z);
    return Estimate.ok(
            d.value(),
            new RealInterval(Math.max(-1, interval.lower()), Math.min(1, interval.upper())),
            DELONG)
        .withError(Math.sqrt(d.variance()))
        .withP(d.p())
        .withBound(bound);
  }

  private static Optional<AurocDifference> difference(ClassHistograms in, ClassHistograms out) {
    long fewest =
        Math.min(
            Math.min(in.positives(), in.negatives()), Math.min(out.positives(), out.negatives()));
    return fewest < 2
        ? Optional.empty()
        : Optional.of(AurocDifference.independent(Auroc.of(in), Auroc.of(out)));
  }

  private static Estimate equalisedOdds(Stratum all, Stratum level, OperatingPoint point) {
    OptionalDouble gap =
        EqualisedOdds.gap(level.confusion(point), Complement.at(all, level, point, Needs.BOTH));
    return gap.isEmpty() ? empty(level, Needs.BOTH) : Estimate.plain(gap.getAsDouble());
  }

  /** Not estimable, since the level or the images outside of it lack a class. */
  static Estimate empty(Stratum level, Needs needs) {
    boolean none =
        (needs.positives() && Long.valueOf(0).equals(level.positives()))
            || (needs.negatives() && Long.valueOf(0).equals(level.negatives()));
    String of =
        switch (needs) {
          case POSITIVES -> "no positive images";
          case NEGATIVES -> "no negative images";
          case BOTH -> "no images of a class";
        };
    return Estimate.notEstimable(of + (none ? "" : " outside this level"));
  }
}
