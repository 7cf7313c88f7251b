package org.fedval.evaluation.report;

import java.util.Objects;
import org.fedval.evaluation.binom.Wilson;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.AurocInterval;
import org.fedval.evaluation.roc.ClassHistograms;
import org.jspecify.annotations.Nullable;

/** From the counts of one stratum to an estimate of each metric; images count as independent. */
final class StratumEstimates {
  static final double CONFIDENCE = 0.95;

  private final Stratum stratum;
  private final double z;

  /**
   * @param z normal quantile of the intervals
   */
  StratumEstimates(Stratum stratum, double z) {
    this.stratum = stratum;
    this.z = z;
  }

  static StratumEstimates ofReport(Stratum stratum) {
    return new StratumEstimates(stratum, Normal.twoSided(CONFIDENCE));
  }

  /** Both limits are one-sided bounds at this level. */
  static StratumEstimates oneSided(Stratum stratum, double alpha) {
    return new StratumEstimates(stratum, Normal.oneSided(alpha));
  }

  /**
   * @param point null exactly for a metric without an operating point
   */
  Estimate of(Metric metric, @Nullable OperatingPoint point) {
    String suppression = stratum.suppression(metric.needs());
    if (suppression != null) {
      return Estimate.suppressed(suppression);
    }
    if (stratum.isNoisy()) {
      return new NoisyStratum(stratum, z).of(metric, point);
    }
    if (metric == Metric.AUROC) {
      return auroc(stratum.rankHistograms());
    }
    if (metric == Metric.PREVALENCE) {
      long positives = Objects.requireNonNull(stratum.positives());
      return proportion(
          positives, positives + Objects.requireNonNull(stratum.negatives()), "no labelled images");
    }
    ClassHistograms h = stratum.histograms(metric.needs());
    if (point == null) {
      throw new IllegalArgumentException("This metric needs an operating point.");
    }
    return atThreshold(metric, h, stratum.edges().firstPositiveBin(point.threshold()));
  }

  private Estimate atThreshold(Metric metric, ClassHistograms h, int firstPositiveBin) {
    long truePositives = h.positivesFrom(firstPositiveBin);
    long falsePositives = h.negativesFrom(firstPositiveBin);
    long falseNegatives = h.positives() - truePositives;
    long trueNegatives = h.negatives() - falsePositives;
    return switch (metric) {
      case SENSITIVITY -> proportion(truePositives, h.positives(), "no positive images");
      case SPECIFICITY -> proportion(trueNegatives, h.negatives(), "no negative images");
      case PPV ->
          proportion(truePositives, truePositives + falsePositives, "no image was called positive");
      case NPV ->
          proportion(trueNegatives, trueNegatives + falseNegatives, "no image was called negative");
      case AUROC, PREVALENCE -> throw new AssertionError("This metric has no operating point.");
    };
  }

  private Estimate proportion(long k, long n, String whenEmpty) {
    if (n == 0) {
      return Estimate.notEstimable(whenEmpty);
    }
    return Estimate.ok((double) k / n, Wilson.interval(k, n, z), "wilson");
  }

  private Estimate auroc(ClassHistograms h) {
    if (h.positives() == 0 || h.negatives() == 0) {
      return Estimate.notEstimable(
          h.positives() > 0
              ? "no negative images"
              : h.negatives() > 0 ? "no positive images" : "no labelled images");
    }
    Auroc auroc = Auroc.of(h);
    return area(auroc, z).withBound(auroc.quantisationBound());
  }

  /** An area with its interval and standard error, as if it were exact. */
  static Estimate area(Auroc auroc, double z) {
    AurocInterval interval = AurocInterval.of(auroc, z);
    Estimate estimate = Estimate.ok(auroc.value(), interval.interval(), interval.method());
    return auroc.variance().isPresent()
        ? estimate.withError(Math.sqrt(auroc.variance().getAsDouble()))
        : estimate;
  }
}
