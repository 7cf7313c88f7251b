package org.fedval.evaluation.power.planning;

import java.util.List;
import org.fedval.evaluation.power.ExactGoalPower;
import org.jspecify.annotations.Nullable;

/**
 * What the expected cases of a stratum give if the alternative is true.
 *
 * @param power probability of success at the claim's own level
 * @param powerAdjusted the same at Bonferroni's level
 * @param halfWidth of the 95 % interval at the alternative; null with less than one case
 * @param exactTest the exact binomial test at the claim's own level, for comparison; null for the
 *     AUROC and with less than one case
 */
public record Prospects(
    double power,
    double powerAdjusted,
    @Nullable Double halfWidth,
    @Nullable ExactGoalPower exactTest) {

  static Prospects of(ClaimPower own, ClaimPower adjusted, List<Double> cases) {
    boolean some = cases.stream().allMatch(n -> n >= 1);
    return new Prospects(
        own.power(cases),
        adjusted.power(cases),
        some ? (Double) own.halfWidth(cases) : null,
        some ? own.exactTest(cases) : null);
  }
}
