package org.fedval.evaluation.power.planning;

import java.util.List;
import org.fedval.evaluation.binom.ProportionSampleSize;
import org.fedval.evaluation.binom.Wilson;
import org.fedval.evaluation.dist.Interval;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.power.ExactGoalPower;
import org.fedval.evaluation.roc.AurocInterval;
import org.fedval.evaluation.roc.AurocSampleSize;
import org.jspecify.annotations.Nullable;

/**
 * Size and power of one claim, by the rule that decides later whether a stratum is powered.
 *
 * @param alpha one-sided level, the endpoint's own or an adjusted one
 */
public record ClaimPower(Endpoint endpoint, double alpha) {
  static final double CONFIDENCE = 0.95;

  /** At the endpoint's own level. */
  public static ClaimPower of(Endpoint endpoint) {
    return new ClaimPower(endpoint, endpoint.alpha());
  }

  /** At Bonferroni's level for so many claims, which no step of Holm's falls below. */
  public static ClaimPower adjusted(Endpoint endpoint, int claims) {
    return new ClaimPower(endpoint, endpoint.alpha() / claims);
  }

  /** The classes that the claim needs cases of. */
  public List<ImageClass> classes() {
    return switch (endpoint.metric()) {
      case "auroc" -> List.of(ImageClass.POSITIVE, ImageClass.NEGATIVE);
      case "sensitivity" -> List.of(ImageClass.POSITIVE);
      default -> List.of(ImageClass.NEGATIVE);
    };
  }

  /** Independent cases of each of {@link #classes}. */
  public long needed() {
    return ranks()
        ? AurocSampleSize.requiredPerClass(
            endpoint.goal(), endpoint.alternative(), alpha, endpoint.power())
        : ProportionSampleSize.required(
            endpoint.goal(), endpoint.alternative(), alpha, endpoint.power());
  }

  /**
   * Probability that the claim succeeds if the alternative is true: exact for a proportion, whose
   * cases are rounded down, and a normal approximation for the AUROC.
   *
   * @param cases independent cases of each of {@link #classes}, in that order
   */
  public double power(List<Double> cases) {
    if (ranks()) {
      return AurocSampleSize.power(
          endpoint.goal(), endpoint.alternative(), alpha, cases.get(0), cases.get(1));
    }
    long n = cases.get(0).longValue();
    double z = Normal.oneSided(alpha);
    return n == 0 ? 0 : ProportionSampleSize.power(n, endpoint.goal(), endpoint.alternative(), z);
  }

  /**
   * Half the width of the 95 % interval at the alternative: Wilson for a proportion; for the AUROC
   * the report's interval, with the variance of Hanley and McNeil.
   *
   * @param cases as for {@link #power}, each 1 or more
   */
  public double halfWidth(List<Double> cases) {
    double p = endpoint.alternative();
    double z = Normal.twoSided(CONFIDENCE);
    if (!ranks()) {
      return half(Wilson.effective(p, cases.get(0), z));
    }
    double m = cases.get(0);
    double n = cases.get(1);
    return half(
        Math.min(m, n) < AurocInterval.FEWEST_FOR_DELONG
            ? AurocInterval.newcombe5(p, m, n, 0, z)
            : AurocInterval.logit(p, AurocSampleSize.variance(p, m, n), z));
  }

  /** The exact binomial test of a proportion with these cases; null for the AUROC. */
  public @Nullable ExactGoalPower exactTest(List<Double> cases) {
    return ranks() ? null : ExactGoalPower.of(cases.get(0).longValue(), endpoint.goal(), alpha);
  }

  static double half(Interval interval) {
    return (interval.upper() - interval.lower()) / 2;
  }

  private boolean ranks() {
    return endpoint.metric().equals("auroc");
  }
}
