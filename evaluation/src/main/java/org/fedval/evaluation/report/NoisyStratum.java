package org.fedval.evaluation.report;

import java.util.Optional;
import org.fedval.evaluation.noise.NoisyAuroc;
import org.fedval.evaluation.noise.NoisyEstimate;
import org.fedval.evaluation.noise.NoisyHistogram;
import org.fedval.evaluation.noise.NoisyProportion;
import org.fedval.evaluation.plan.OperatingPoint;
import org.jspecify.annotations.Nullable;

/** From the counts with noise of one stratum to an estimate of each metric. */
final class NoisyStratum {
  /** The method of a proportion: Wilson's score test with the variance of the noise in it. */
  static final String WILSON_NOISE = "wilson_noise";

  /** The method of an AUROC: Newcombe's method 5 with the variance of the noise in it. */
  static final String NEWCOMBE5_NOISE = "newcombe5_noise";

  /** The code with which the reason begins. */
  static final String LOST =
      "PRIVACY_NOISE: the noise of differential privacy is larger than these counts";

  private final Stratum stratum;
  private final double z;

  NoisyStratum(Stratum stratum, double z) {
    this.stratum = stratum;
    this.z = z;
  }

  /**
   * @param point null exactly for a metric without an operating point
   */
  Estimate of(Metric metric, @Nullable OperatingPoint point) {
    if (metric == Metric.AUROC) {
      return estimate(
          NoisyAuroc.estimate(stratum.noisyPositives(), stratum.noisyNegatives(), z),
          NEWCOMBE5_NOISE);
    }
    return estimate(proportion(metric, point).estimate(z), WILSON_NOISE);
  }

  private NoisyProportion proportion(Metric metric, @Nullable OperatingPoint point) {
    if (metric == Metric.PREVALENCE) {
      return ratio(stratum.noisyPositives(), 0, stratum.noisyNegatives(), 0);
    }
    if (point == null) {
      throw new IllegalArgumentException("This metric needs an operating point.");
    }
    int bin = stratum.edges().firstPositiveBin(point.threshold());
    return switch (metric) {
      case SENSITIVITY -> NoisyProportion.above(stratum.noisyPositives(), bin);
      case SPECIFICITY -> NoisyProportion.below(stratum.noisyNegatives(), bin);
      case PPV -> ratio(stratum.noisyPositives(), bin, stratum.noisyNegatives(), bin);
      case NPV -> {
        NoisyProportion called = NoisyProportion.below(stratum.noisyNegatives(), bin);
        NoisyProportion missed = NoisyProportion.below(stratum.noisyPositives(), bin);
        yield NoisyProportion.independent(
            called.k(), missed.k(), called.varianceK(), missed.varianceK());
      }
      case AUROC, PREVALENCE -> throw new AssertionError("This metric has no operating point.");
    };
  }

  /** Images from a bin up in one cell, among those from a bin up in both. */
  private static NoisyProportion ratio(
      NoisyHistogram counted, int fromCounted, NoisyHistogram other, int fromOther) {
    return NoisyProportion.independent(
        counted.from(fromCounted),
        other.from(fromOther),
        counted.varianceOf(counted.bins() - fromCounted),
        other.varianceOf(other.bins() - fromOther));
  }

  private static Estimate estimate(Optional<NoisyEstimate> estimate, String method) {
    return estimate
        .map(e -> Estimate.ok(e.value(), e.interval(), method))
        .orElseGet(() -> Estimate.notEstimable(LOST));
  }
}
