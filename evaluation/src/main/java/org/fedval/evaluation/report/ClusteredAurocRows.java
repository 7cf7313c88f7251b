package org.fedval.evaluation.report;

import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalDouble;
import org.fedval.evaluation.cluster.ClusterProducts;
import org.fedval.evaluation.cluster.ClusteredAuroc;
import org.fedval.evaluation.cluster.PoissonBootstrap;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.counters.Statistic;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.AurocInterval;
import org.fedval.evaluation.roc.ClassHistograms;

/**
 * The AUROC over all images with patients as clusters: Obuchowski's variance from products of a
 * patient's placements, and the Poisson bootstrap over patients. Both need the second slot.
 */
final class ClusteredAurocRows implements Chapter {
  static final String OBUCHOWSKI = "obuchowski_logit";
  static final String BOOTSTRAP = "poisson_bootstrap";

  private final StudyPlan plan;
  private final double z = Normal.twoSided(StratumEstimates.CONFIDENCE);

  ClusteredAurocRows(StudyPlan plan) {
    this.plan = plan;
  }

  /** An area with the products of the placements that it is made of. */
  private record Clustered(Auroc auroc, ClusterProducts products) {
    OptionalDouble variance() {
      return ClusteredAuroc.first(auroc, products).variance();
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
          () -> second == null ? oneClass(all) : bootstrap(all, second, finding));
    }
  }

  /** Clustered variance over DeLong's, at least 1; empty where either does not exist. */
  static OptionalDouble designEffect(PooledStudy study, String finding) {
    Optional<Clustered> area = clustered(study, finding);
    if (area.isEmpty()) {
      return OptionalDouble.empty();
    }
    OptionalDouble variance = area.get().variance();
    OptionalDouble independent = area.get().auroc().variance();
    return variance.isPresent() && independent.isPresent() && independent.getAsDouble() > 0
        ? OptionalDouble.of(
            EffectiveSize.atLeastOne(variance.getAsDouble() / independent.getAsDouble()))
        : OptionalDouble.empty();
  }

  /** From the third slot where the refined histogram counts and that slot was reached. */
  private static Optional<Clustered> clustered(PooledStudy study, String finding) {
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

  /** Newcombe's method with patients in place of images where there is no variance. */
  private Estimate obuchowski(Clustered area) {
    double value = area.auroc().value();
    double bound = area.auroc().quantisationBound();
    OptionalDouble variance = area.variance();
    if (variance.isEmpty() || variance.getAsDouble() <= 0 || value <= 0 || value >= 1) {
      return Estimate.ok(
              value,
              AurocInterval.newcombe5(
                  value, area.products().withPositives(), area.products().withNegatives(), z),
              AurocInterval.NEWCOMBE5)
          .withBound(bound);
    }
    return Estimate.ok(value, AurocInterval.logit(value, variance.getAsDouble(), z), OBUCHOWSKI)
        .withError(Math.sqrt(variance.getAsDouble()))
        .withBound(bound);
  }

  /** The error comes from coarse bins; the value is that of all bins. */
  private Estimate bootstrap(Stratum all, PooledCounts sums, String finding) {
    ClassHistograms h = all.rankHistograms();
    if (h.positives() == 0 || h.negatives() == 0) {
      return oneClass(all);
    }
    Auroc auroc = Auroc.of(h);
    double value = auroc.value();
    OptionalDouble error =
        PoissonBootstrap.standardError(replicates(sums, finding), ClusteredAurocRows::area);
    if (error.isEmpty() || error.getAsDouble() == 0 || value <= 0 || value >= 1) {
      return Estimate.notEstimable("the replicates do not vary");
    }
    double variance = error.getAsDouble() * error.getAsDouble();
    return Estimate.ok(value, AurocInterval.logit(value, variance, z), BOOTSTRAP)
        .withError(error.getAsDouble())
        .withBound(auroc.quantisationBound());
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
