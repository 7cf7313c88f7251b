package org.fedval.evaluation.confusion;

import java.util.Optional;
import org.fedval.evaluation.dist.RealInterval;

/**
 * Likelihood ratios and the diagnostic odds ratio with log-scale intervals (Simel, Samsa and
 * Matchar 1991, J Clin Epidemiol 44:763-770; Glas et al. 2003, J Clin Epidemiol 56:1129-1135).
 *
 * <p>Squared standard errors of the logarithms: LR+ 1/TP - 1/M + 1/FP - 1/N, LR- 1/FN - 1/M + 1/TN
 * - 1/N, DOR the sum of the four reciprocals.
 */
public final class LikelihoodRatios {
  private LikelihoodRatios() {}

  /** A positive ratio with its interval. */
  public record Ratio(double value, RealInterval interval) {}

  /** Sensitivity / (1 - specificity); empty without true or false positives. */
  public static Optional<Ratio> positive(Confusion c, double z) {
    if (c.tp() == 0 || c.fp() == 0) {
      return Optional.empty();
    }
    double value = ((double) c.tp() / c.positives()) / ((double) c.fp() / c.negatives());
    double variance = 1.0 / c.tp() - 1.0 / c.positives() + 1.0 / c.fp() - 1.0 / c.negatives();
    return Optional.of(ratio(value, variance, z));
  }

  /** (1 - sensitivity) / specificity; empty without true or false negatives. */
  public static Optional<Ratio> negative(Confusion c, double z) {
    if (c.fn() == 0 || c.tn() == 0) {
      return Optional.empty();
    }
    double value = ((double) c.fn() / c.positives()) / ((double) c.tn() / c.negatives());
    double variance = 1.0 / c.fn() - 1.0 / c.positives() + 1.0 / c.tn() - 1.0 / c.negatives();
    return Optional.of(ratio(value, variance, z));
  }

  /** TP TN / (FP FN); empty if any count is 0. */
  public static Optional<Ratio> diagnosticOdds(Confusion c, double z) {
    if (c.tp() == 0 || c.fp() == 0 || c.fn() == 0 || c.tn() == 0) {
      return Optional.empty();
    }
    double value = ((double) c.tp() / c.fn()) / ((double) c.fp() / c.tn());
    double variance = 1.0 / c.tp() + 1.0 / c.fp() + 1.0 / c.fn() + 1.0 / c.tn();
    return Optional.of(ratio(value, variance, z));
  }

  private static Ratio ratio(double value, double variance, double z) {
    double centre = Math.log(value);
    double halfWidth = z * Math.sqrt(Math.max(0, variance));
    RealInterval interval =
        new RealInterval(Math.exp(centre - halfWidth), Math.exp(centre + halfWidth));
    return new Ratio(value, interval);
  }
}
