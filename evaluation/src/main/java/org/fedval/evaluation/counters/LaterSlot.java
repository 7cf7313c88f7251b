package org.fedval.evaluation.counters;

import java.util.List;
import org.fedval.evaluation.calib.CalibrationStep;
import org.fedval.evaluation.calib.Reliability;
import org.fedval.evaluation.cluster.ClusterProducts;
import org.fedval.evaluation.cluster.ClusteredAuroc;
import org.fedval.evaluation.cluster.ClusteredLogistic;
import org.fedval.evaluation.counters.Cell.Kind;
import org.fedval.evaluation.meta.TauSquared;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;

/**
 * The cells of a later slot: for each finding its positive and its negative cell, which repeat the
 * patients and images of the first slot so that a changed cohort is noticed, and the cells of both
 * classes with the sums that need pooled quantities. Lengths follow from the plan; what is pooled
 * fills them.
 */
final class LaterSlot {
  /** Bins of the bootstrap over patients. */
  static final int BOOTSTRAP_BINS = 64;

  /** Bins of equal mass. */
  static final int EQUAL_MASS_BINS = 10;

  /** Weights of a zoomed grid: four estimates of the variance between sites, each with its own. */
  private static final int ZOOMED = 4 * TauSquared.GRID;

  private final CounterLayout layout;
  private final StudyPlan plan;
  private final Analyses asked;
  private final int points;

  LaterSlot(CounterLayout layout) {
    this.layout = layout;
    this.plan = layout.plan();
    this.asked = plan.analyses();
    this.points = plan.operatingPoints().size();
  }

  void fill() {
    for (String finding : plan.findings()) {
      int positive = echo(Kind.POSITIVE, finding);
      echo(Kind.NEGATIVE, finding);
      layout.add(
          Cell.overall(Kind.BOTH, finding),
          CounterUnit.Kind.BOTH_CLASSES,
          positive,
          List.of(),
          layout.slot() == 1 ? second(finding) : third());
      addHospitals(layout, finding, positive, weights());
    }
  }

  private int echo(Kind kind, String finding) {
    return layout.add(
        Cell.overall(kind, finding),
        CounterUnit.Kind.COUNTS,
        -1,
        List.of(),
        new CounterUnit.Segments());
  }

  /** How many weights a site sums at, a point. */
  private int weights() {
    if (layout.slot() == 1) {
      return 1 + (asked.siteLevel() ? TauSquared.GRID : 0);
    }
    return asked.siteLevel() ? ZOOMED : 0;
  }

  /** One cell an operating point, in the plan's order, so that the first ones open first. */
  static void addHospitals(CounterLayout layout, String finding, int positive, int weights) {
    if (weights == 0) {
      return;
    }
    StudyPlan plan = layout.plan();
    int length = weights * SiteTerms.pooled(plan.analyses(), layout.slot()).length();
    for (OperatingPoint point : plan.operatingPoints()) {
      layout.add(
          Cell.hospitals(finding, point.name()),
          CounterUnit.Kind.SITE_TERMS,
          positive,
          List.of(),
          new CounterUnit.Segments()
              .exact(Statistic.SITE_SENSITIVITY, length)
              .exact(Statistic.SITE_SPECIFICITY, length));
    }
  }

  private CounterUnit.Segments second(String finding) {
    boolean compared = asked.comparisonOf(finding).isPresent();
    int refined = asked.refinedBins() + points + 1;
    int replicates = asked.bootstrapReplicates() * layout.bootstrapEdges().bins();
    return new CounterUnit.Segments()
        .counts(Statistic.REFINED_POSITIVES, refined)
        .counts(Statistic.REFINED_NEGATIVES, refined)
        .exact(Statistic.CLUSTERED_AUROC, ClusterProducts.length(ClusteredAuroc.ONE_MODEL))
        .exact(Statistic.PAIRED_PLACEMENTS, compared ? 2 : 0)
        .exact(
            Statistic.PAIRED_CLUSTERS,
            compared ? ClusterProducts.length(ClusteredAuroc.TWO_MODELS) : 0)
        .exact(Statistic.INFLUENCE, 2 * Influence.values().length * points)
        .exact(Statistic.CALIBRATION_STEP, CalibrationStep.LENGTH)
        .exact(Statistic.CLUSTERED_CALIBRATION, ClusteredLogistic.LENGTH)
        .exact(Statistic.RELIABILITY_EQUAL_MASS, Reliability.length(EQUAL_MASS_BINS))
        .counts(Statistic.BOOTSTRAP_POSITIVES, replicates)
        .counts(Statistic.BOOTSTRAP_NEGATIVES, replicates);
  }

  private CounterUnit.Segments third() {
    return new CounterUnit.Segments()
        .exact(Statistic.CLUSTERED_AUROC, ClusterProducts.length(ClusteredAuroc.ONE_MODEL))
        .exact(Statistic.CALIBRATION_STEP, CalibrationStep.LENGTH)
        .exact(Statistic.CLUSTERED_CALIBRATION, ClusteredLogistic.LENGTH);
  }
}
