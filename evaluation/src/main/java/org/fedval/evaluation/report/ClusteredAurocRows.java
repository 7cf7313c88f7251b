package org.fedval.evaluation.report;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.fedval.evaluation.cluster.ClusterProducts;
import org.fedval.evaluation.cluster.ClusteredAuroc;
import org.fedval.evaluation.cluster.ClusteredAurocInterval;
import org.fedval.evaluation.cluster.PoissonBootstrap;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.counters.Statistic;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.AurocInterval;
import org.fedval.evaluation.roc.ClassHistograms;

/**
 * The AUROC over all images with patients as clusters: Obuchowski's variance from products of a
 * patient's placements, and the Poisson bootstrap over patients. Both need the second slot.
 */
final class ClusteredAurocRows implements Chapter {
  static final String BOOTSTRAP = "poisson_bootstrap";

  private final StudyPlan plan;

  ClusteredAurocRows(StudyPlan plan) {
    this.plan = plan;
  }

  /** An area with the products of the placements that it is made of. */
  record Clustered(Auroc auroc, ClusterProducts products) {
    OptionalDouble variance() {
      return ClusteredAuroc.first(auroc, products).variance();
    }

    /** Student's t over patients; see {@link ClusteredAurocInterval}. */
    AurocInterval interval(double value, OptionalDouble variance, double confidence) {
      return ClusteredAurocInterval.of(
          value, variance, products.withPositives(), products.withNegatives(), confidence);
    }

    /** Clustered variance over DeLong's, at least 1; empty where either does not exist. */
    OptionalDouble designEffect() {
      OptionalDouble clustered = variance();
      OptionalDouble independent = auroc.variance();
      return clustered.isPresent() && independent.isPresent() && independent.getAsDouble() > 0
          ? OptionalDouble.of(
              EffectiveSize.atLeastOne(clustered.getAsDouble() / independent.getAsDouble()))
          : OptionalDouble.empty();
    }
  }

  @Override
  public void write(PooledStudy study, RowWriter rows) {
    if (!LaterSlots.planned(study, 1)) {
      return;
    }
    String finding = rows.finding();
    Stratum all = Stratum.all(study, finding);
    PooledCounts second = study.slot(1).orElse(null);
    String absence = LaterSlots.absence(study);
    rows.addJoint(
        all,
        "auroc_clustered",
        Cell.Kind.BOTH,
        second,
        absence,
        null,
        null,
        () -> clustered(study, finding).map(this::obuchowski).orElseGet(() -> oneClass(all)));
    if (plan.analyses().bootstrapReplicates() > 0) {
      rows.addJoint(
          all,
          "auroc_bootstrap",
          Cell.Kind.BOTH,
          second,
          absence,
          null,
          null,
          () ->
              clustered(study, finding)
                  .map(area -> bootstrap(area, study.slot(1).orElseThrow(), finding))
                  .orElseGet(() -> oneClass(all)));
    }
  }

  /** From the third slot where the refined histogram counts and that slot was reached. */
  static Optional<Clustered> clustered(PooledStudy study, String finding) {
    Optional<ClassHistograms> refined = RefinedAuroc.ofRule(study, finding);
    boolean third = refined.isPresent() && study.slot(2).isPresent();
    PooledCounts sums = study.slot(third ? 2 : 1).orElse(null);
    if (sums == null) {
      return Optional.empty();
    }
    int both = sums.layout().indexOf(Cell.overall(Cell.Kind.BOTH, finding));
    if (sums.state(both) != PooledCounts.State.OPEN) {
      return Optional.empty();
    }
    ClassHistograms h = third ? refined.get() : study.first().scoreBins(finding).histograms();
    if (h.positives() == 0 || h.negatives() == 0) {
      return Optional.empty();
    }
    return Optional.of(
        new Clustered(
            Auroc.of(h),
            ClusterProducts.of(
                ClusteredAuroc.ONE_MODEL, sums.sums(both, Statistic.CLUSTERED_AUROC))));
  }

  private static Estimate oneClass(Stratum all) {
    Long positives = all.positives();
    return Estimate.notEstimable(
        positives != null && positives > 0 ? "no negative images" : "no positive images");
  }

  private Estimate obuchowski(Clustered area) {
    AurocInterval interval =
        area.interval(area.auroc().value(), area.variance(), StratumEstimates.CONFIDENCE);
    Estimate estimate =
        Estimate.ok(area.auroc().value(), interval.interval(), interval.method())
            .withBound(area.auroc().quantisationBound());
    OptionalDouble variance = area.variance();
    return variance.isPresent() ? estimate.withError(Math.sqrt(variance.getAsDouble())) : estimate;
  }

  /** The error comes from coarse bins; the value is that of all bins. */
  private Estimate bootstrap(Clustered area, PooledCounts sums, String finding) {
    OptionalDouble error =
        PoissonBootstrap.standardError(replicates(sums, finding), ClusteredAurocRows::area);
    if (error.isEmpty()) {
      return Estimate.notEstimable("too few replicates have both classes");
    }
    double se = error.getAsDouble();
    AurocInterval interval =
        area.interval(
            area.auroc().value(), OptionalDouble.of(se * se), StratumEstimates.CONFIDENCE);
    return Estimate.ok(
            area.auroc().value(),
            interval.interval(),
            interval.method().equals(ClusteredAurocInterval.LOGIT_T)
                ? BOOTSTRAP
                : interval.method())
        .withError(se)
        .withBound(area.auroc().quantisationBound());
  }

  private ClassHistograms[] replicates(PooledCounts sums, String finding) {
    int both = sums.layout().indexOf(Cell.overall(Cell.Kind.BOTH, finding));
    int bins = sums.layout().bootstrapEdges().bins();
    long[] positives = sums.counts(both, Statistic.BOOTSTRAP_POSITIVES);
    long[] negatives = sums.counts(both, Statistic.BOOTSTRAP_NEGATIVES);
    ClassHistograms[] drawn = new ClassHistograms[plan.analyses().bootstrapReplicates()];
    for (int r = 0; r < drawn.length; r++) {
      drawn[r] =
          new ClassHistograms(
              Arrays.copyOfRange(positives, r * bins, (r + 1) * bins),
              Arrays.copyOfRange(negatives, r * bins, (r + 1) * bins));
    }
    return drawn;
  }

  private static double area(ClassHistograms h) {
    return h.positives() == 0 || h.negatives() == 0 ? Double.NaN : Auroc.of(h).value();
  }
}
