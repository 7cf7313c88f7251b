package org.fedval.evaluation.report;

import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Function;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.counters.Statistic;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.AurocInterval;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.roc.PartialAuroc;
import org.fedval.evaluation.roc.PrecisionRecall;
import org.fedval.evaluation.roc.SensitivityAtSpecificity;
import org.fedval.evaluation.roc.StratifiedAuroc;
import org.fedval.evaluation.sums.ExactSums;
import org.jspecify.annotations.Nullable;

/** AUROCs inside sites and levels, parts of the AUROC, and areas under precision and recall. */
final class DiscriminationRows implements Chapter {
  private static final double Z = Normal.twoSided(StratumEstimates.CONFIDENCE);
  private static final String STRATIFIED = "stratified_delong_logit";

  private final Resampling resampling;

  DiscriminationRows(Resampling resampling) {
    this.resampling = resampling;
  }

  @Override
  public void write(PooledStudy study, RowWriter rows) {
    Stratum all = Stratum.all(study.first(), rows.finding());
    rows.addJoint(
        all,
        "auroc_within_site",
        Cell.Kind.BOTH,
        study.first(),
        "",
        null,
        null,
        () -> withinSite(all));
    for (Subgroup subgroup : resampling.plan().subgroups()) {
      rows.add(
          all,
          "auroc_adjusted",
          Needs.BOTH,
          null,
          Parameters.covariate(subgroup.attribute()),
          () -> adjusted(Stratum.levels(study.first(), rows.finding(), subgroup), subgroup));
    }
    for (double least : resampling.plan().analyses().specificities()) {
      writePartial(rows, all, least);
    }
    both(rows, all, "average_precision", null, DiscriminationRows::averagePrecision);
    both(rows, all, "auprc", null, h -> integral(h, resampling.of(rows.finding())));
  }

  private static void both(
      RowWriter rows,
      Stratum all,
      String metric,
      @Nullable String parameter,
      Function<ClassHistograms, Estimate> estimate) {
    rows.add(
        all,
        metric,
        Needs.BOTH,
        null,
        parameter,
        () -> {
          ClassHistograms h = all.histograms(Needs.BOTH);
          String empty = EmptyClass.reason(h);
          return empty == null ? estimate.apply(h) : Estimate.notEstimable(empty);
        });
  }

  private static Estimate withinSite(Stratum all) {
    int both = all.counts().layout().indexOf(Cell.overall(Cell.Kind.BOTH, all.finding()));
    ExactSums sums = all.counts().sums(both, Statistic.WITHIN_SITE);
    return sums.get(1).signum() == 0
        ? Estimate.notEstimable("no hospital has images of both classes")
        : stratified(
            StratifiedAuroc.withinSite(sums), StratifiedAuroc.withinSiteVariance(sums), "hospital");
  }

  /** Never of a part of the levels: a number of the others would follow from the whole. */
  private static Estimate adjusted(List<Stratum> levels, Subgroup subgroup) {
    if (levels.stream().anyMatch(level -> level.suppression(Needs.BOTH) != null)) {
      return Estimate.notEstimable("a level of " + subgroup.attribute() + " is withheld");
    }
    List<ClassHistograms> strata =
        levels.stream()
            .map(level -> level.histograms(Needs.BOTH))
            .filter(h -> h.positives() > 0 && h.negatives() > 0)
            .toList();
    if (strata.isEmpty()) {
      return Estimate.notEstimable("no level has images of both classes");
    }
    double bound = 0;
    double positives = 0;
    for (ClassHistograms h : strata) {
      bound += h.positives() * Auroc.of(h).quantisationBound();
      positives += h.positives();
    }
    return stratified(
            StratifiedAuroc.covariateAdjusted(strata),
            StratifiedAuroc.covariateAdjustedVariance(strata),
            "level")
        .withBound(bound / positives);
  }

  private static Estimate stratified(double value, OptionalDouble variance, String stratum) {
    if (variance.isEmpty()) {
      return Estimate.plain(value)
          .withReason("no interval: a " + stratum + " has a class of one image");
    }
    double v = variance.getAsDouble();
    if (!(v > 0 && value > 0 && value < 1)) {
      return Estimate.plain(value).withReason("no interval: the variance is 0");
    }
    return Estimate.ok(value, AurocInterval.logit(value, v, Z), STRATIFIED).withError(Math.sqrt(v));
  }

  private void writePartial(RowWriter rows, Stratum all, double least) {
    String parameter = Parameters.specificity(least);
    both(
        rows,
        all,
        "auroc_partial",
        parameter,
        h ->
            resampling
                .of(rows.finding())
                .around(
                    "auroc_partial",
                    null,
                    parameter,
                    PartialAuroc.atSpecificityFrom(h, least).value())
                .withBound(BinBounds.partial(h, least)));
    both(
        rows,
        all,
        "auroc_partial_standardised",
        parameter,
        h -> {
          PartialAuroc partial = PartialAuroc.atSpecificityFrom(h, least);
          double scale = 2 * (partial.width() - partial.width() * partial.width() / 2);
          return resampling
              .of(rows.finding())
              .around("auroc_partial_standardised", null, parameter, partial.standardised())
              .withBound(BinBounds.partial(h, least) / scale);
        });
    both(
        rows,
        all,
        "sensitivity_at_specificity",
        parameter,
        h -> {
          SensitivityAtSpecificity at = SensitivityAtSpecificity.of(h, least).orElseThrow();
          Estimate estimate =
              resampling
                  .of(rows.finding())
                  .around("sensitivity_at_specificity", null, parameter, at.sensitivity());
          String reason = estimate.reason() == null ? "" : "; " + estimate.reason();
          return estimate
              .withReason("the threshold was chosen on these data" + reason)
              .withBound(BinBounds.below(h, at.firstPositiveBin()));
        });
  }

  private static Estimate averagePrecision(ClassHistograms h) {
    double value = PrecisionRecall.averagePrecision(h);
    return PrecisionRecall.interval(h, Z)
        .map(interval -> Estimate.ok(value, interval, "logit"))
        .orElseGet(
            () -> Estimate.plain(value).withReason("no interval: the logit of 1 is not finite"))
        .withBound(BinBounds.averagePrecision(h));
  }

  private static Estimate integral(ClassHistograms h, Resamples resamples) {
    double value = PrecisionRecall.integral(h);
    return resamples.around("auprc", null, null, value).withBound(BinBounds.integral(h));
  }
}
