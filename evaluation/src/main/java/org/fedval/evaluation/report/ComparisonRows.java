package org.fedval.evaluation.report;

import java.util.function.Supplier;
import org.fedval.evaluation.cluster.ClusterProducts;
import org.fedval.evaluation.cluster.ClusteredAuroc;
import org.fedval.evaluation.compare.McNemar;
import org.fedval.evaluation.compare.PairedTable;
import org.fedval.evaluation.compare.PredictiveValueComparison;
import org.fedval.evaluation.compare.Tango;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.Cell.Kind;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.counters.Statistic;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.dist.RealInterval;
import org.fedval.evaluation.plan.Analyses.Comparison;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.AurocDifference;
import org.fedval.evaluation.sums.ExactSums;
import org.jspecify.annotations.Nullable;

/**
 * Two scores on the same images: differences of sensitivity and specificity (Tango's interval,
 * McNemar's exact test), of the areas (paired DeLong, and Obuchowski over patients), tests of the
 * predictive values (Kosinski), and non-inferiority where a margin was planned: the lower 97.5 %
 * limit of the difference lies above minus the margin.
 */
final class ComparisonRows implements Chapter {
  private static final double Z = Normal.twoSided(StratumEstimates.CONFIDENCE);

  private final StudyPlan plan;

  ComparisonRows(StudyPlan plan) {
    this.plan = plan;
  }

  @Override
  public void write(PooledStudy study, RowWriter rows) {
    Comparison comparison = plan.analyses().comparisonOf(rows.finding()).orElse(null);
    if (comparison == null) {
      return;
    }
    Stratum all = Stratum.all(study.first(), rows.finding());
    for (int t = 0; t < plan.operatingPoints().size(); t++) {
      OperatingPoint point = plan.operatingPoints().get(t);
      int at = t;
      judged(
          all,
          rows,
          comparison,
          "sensitivity_difference",
          Needs.POSITIVES,
          point,
          () -> ofCalls(table(all, true, at)));
      judged(
          all,
          rows,
          comparison,
          "specificity_difference",
          Needs.NEGATIVES,
          point,
          () -> ofCalls(table(all, false, at)));
      String against = against(comparison);
      rows.add(all, "ppv_difference", Needs.BOTH, point, against, () -> predictive(all, at, true));
      rows.add(all, "npv_difference", Needs.BOTH, point, against, () -> predictive(all, at, false));
    }
    areas(study, all, rows, comparison);
  }

  private static String against(Comparison comparison) {
    return "against=" + comparison.second();
  }

  private static PairedTable table(Stratum all, boolean positive, int point) {
    long[] counts = all.counts().counts(all.cell(positive), Statistic.PAIRED_CALLS);
    int at = point * PairedTable.LENGTH;
    return new PairedTable(counts[at], counts[at + 1], counts[at + 2], counts[at + 3]);
  }

  private static Estimate ofCalls(PairedTable table) {
    if (table.cases() == 0) {
      return Estimate.notEstimable("no such images");
    }
    return Estimate.ok(table.difference(), Tango.interval(table, Z), "tango")
        .withP(new McNemar(table).exactP());
  }

  private static Estimate predictive(Stratum all, int point, boolean positive) {
    PairedTable positives = table(all, true, point);
    PairedTable negatives = table(all, false, point);
    try {
      PredictiveValueComparison compared =
          positive
              ? PredictiveValueComparison.ppv(positives, negatives)
              : PredictiveValueComparison.npv(positives, negatives);
      return Estimate.plain(compared.a() - compared.b())
          .withP(PredictiveValueComparison.p(compared.weightedScore()));
    } catch (IllegalArgumentException e) {
      return Estimate.notEstimable("a score makes no such call");
    }
  }

  private void areas(PooledStudy study, Stratum all, RowWriter rows, Comparison comparison) {
    PooledCounts second = study.slot(1).orElse(null);
    String absence = study.absence().orElse("the plan has one round only");
    rows.addJoint(
        all,
        "auroc_difference",
        Kind.BOTH,
        second,
        absence,
        null,
        against(comparison),
        () -> delong(study, all, second),
        shown -> judgement(comparison, shown));
    rows.addJoint(
        all,
        "auroc_difference_clustered",
        Kind.BOTH,
        second,
        absence,
        null,
        against(comparison),
        () -> clustered(study, all, second),
        shown -> judgement(comparison, shown));
  }

  private Estimate delong(PooledStudy study, Stratum all, @Nullable PooledCounts second) {
    if (second == null || tooFew(all)) {
      return Estimate.notEstimable("fewer than two images of a class");
    }
    Auroc mine = Auroc.of(all.histograms(Needs.BOTH));
    Auroc other = Auroc.of(study.first().comparedHistograms(all.finding()));
    ExactSums products = second.sums(both(second, all), Statistic.PAIRED_PLACEMENTS);
    double covariance = AurocDifference.covariance(mine, other, products.get(0), products.get(1));
    return estimate(AurocDifference.paired(mine, other, covariance), "delong_paired")
        .withBound(mine.quantisationBound() + other.quantisationBound());
  }

  private Estimate clustered(PooledStudy study, Stratum all, @Nullable PooledCounts second) {
    if (second == null || tooFew(all)) {
      return Estimate.notEstimable("fewer than two images of a class");
    }
    Auroc mine = Auroc.of(all.histograms(Needs.BOTH));
    Auroc other = Auroc.of(study.first().comparedHistograms(all.finding()));
    ClusterProducts products =
        ClusterProducts.of(
            ClusteredAuroc.TWO_MODELS, second.sums(both(second, all), Statistic.PAIRED_CLUSTERS));
    return ClusteredAuroc.difference(
            ClusteredAuroc.first(mine, products), ClusteredAuroc.second(other, products))
        .map(d -> estimate(d, "obuchowski_paired"))
        .orElseGet(() -> Estimate.notEstimable("fewer than two patients of a class"));
  }

  private static boolean tooFew(Stratum all) {
    Long positives = all.positives();
    Long negatives = all.negatives();
    return positives == null || negatives == null || Math.min(positives, negatives) < 2;
  }

  private static int both(PooledCounts second, Stratum all) {
    return second.layout().indexOf(Cell.overall(Kind.BOTH, all.finding()));
  }

  private static Estimate estimate(AurocDifference difference, String method) {
    RealInterval interval = difference.interval(Z);
    return Estimate.ok(difference.value(), interval, method)
        .withError(Math.sqrt(difference.variance()))
        .withP(difference.p());
  }

  /** A row with a verdict on the margin, where one was planned. */
  private static void judged(
      Stratum all,
      RowWriter rows,
      Comparison comparison,
      String metric,
      Needs needs,
      OperatingPoint point,
      Supplier<Estimate> estimate) {
    String suppression = all.suppression(needs);
    Estimate shown = suppression == null ? estimate.get() : Estimate.suppressed(suppression);
    rows.add(all, metric, needs, point, against(comparison), shown, judgement(comparison, shown));
  }

  private static @Nullable Judgement judgement(Comparison comparison, Estimate shown) {
    Double margin = comparison.margin();
    RealInterval interval = shown.interval();
    if (margin == null || interval == null) {
      return null;
    }
    Verdict verdict =
        interval.lower() > -margin
            ? Verdict.MEETS_GOAL
            : interval.upper() < -margin ? Verdict.FAILS_GOAL : Verdict.INCONCLUSIVE;
    return Judgement.ofMargin(verdict, "not worse by more than " + margin);
  }
}
