package org.fedval.evaluation.plan;

import org.jspecify.annotations.Nullable;

/**
 * A preregistered claim: the one-sided lower confidence bound of a metric must lie above a
 * performance goal. It is judged overall and, where {@code certifySubgroups} is set, in every level
 * of every planned subgroup that is powered for it.
 *
 * @param finding one of the plan's findings
 * @param metric {@code auroc}, {@code sensitivity} or {@code specificity}
 * @param operatingPoint name of a locked operating point; null for {@code auroc}
 * @param goal performance goal in (0, 1)
 * @param alternative the value under which power is computed, {@code goal < alternative < 1}
 * @param alpha one-sided significance level, such as 0.025
 * @param power target power, such as 0.8
 * @param margin of non-inferiority in (0, 1), by which a level may fall behind all other images at
 *     most; null for no such claim
 */
public record Endpoint(
    String finding,
    String metric,
    @Nullable String operatingPoint,
    double goal,
    double alternative,
    double alpha,
    double power,
    boolean certifySubgroups,
    @Nullable Double margin) {
  public Endpoint {
    if (!(goal > 0 && goal < alternative && alternative < 1)) {
      throw new IllegalArgumentException(
          "Endpoint " + metric + " of " + finding + ": need 0 < goal < alternative < 1.");
    }
    if (!(alpha > 0 && alpha < 0.5 && power > 0.5 && power < 1)) {
      throw new IllegalArgumentException(
          "Endpoint " + metric + " of " + finding + ": need 0 < alpha < 0.5 < power < 1.");
    }
    if (margin != null && !(margin > 0 && margin < 1)) {
      throw new IllegalArgumentException(
          "Endpoint " + metric + " of " + finding + ": a margin lies between 0 and 1.");
    }
  }

  /** A claim without a margin of non-inferiority. */
  public Endpoint(
      String finding,
      String metric,
      @Nullable String operatingPoint,
      double goal,
      double alternative,
      double alpha,
      double power,
      boolean certifySubgroups) {
    this(finding, metric, operatingPoint, goal, alternative, alpha, power, certifySubgroups, null);
  }
}
