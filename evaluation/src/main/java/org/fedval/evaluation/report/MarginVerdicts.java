package org.fedval.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.fedval.evaluation.compare.MiettinenNurminen;
import org.fedval.evaluation.compare.PValues;
import org.fedval.evaluation.compare.TwoProportions;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.dist.RealInterval;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.jspecify.annotations.Nullable;

/**
 * Whether a level is not inferior to all other images by a preregistered margin: the lower
 * one-sided limit of the gap lies above minus the margin, and the p-value of that test, adjusted by
 * Holm over the levels tested, is at most alpha. Proportions by Miettinen and Nurminen, areas by
 * DeLong.
 */
final class MarginVerdicts {
  private final List<@Nullable Judgement> ofLevels;

  private MarginVerdicts(List<@Nullable Judgement> ofLevels) {
    this.ofLevels = ofLevels;
  }

  private record Test(RealInterval bounds, double p) {}

  /** None without an endpoint of this metric and point that has a margin. */
  static MarginVerdicts of(
      StudyPlan plan,
      Stratum all,
      List<Stratum> levels,
      Metric metric,
      @Nullable OperatingPoint point,
      List<Estimate> gaps) {
    List<@Nullable Judgement> none = new ArrayList<>();
    levels.forEach(level -> none.add(null));
    Endpoint endpoint = Claims.endpoint(plan, all.finding(), metric, point).orElse(null);
    Double margin = endpoint == null ? null : endpoint.margin();
    if (endpoint == null || margin == null) {
      return new MarginVerdicts(none);
    }
    List<@Nullable Test> tests = new ArrayList<>();
    for (int i = 0; i < levels.size(); i++) {
      tests.add(
          gaps.get(i).status() == Status.OK
              ? test(all, levels.get(i), metric, point, gaps.get(i), margin, endpoint.alpha())
              : null);
    }
    double[] p =
        tests.stream().flatMap(t -> Optional.ofNullable(t).stream()).mapToDouble(Test::p).toArray();
    double[] adjusted = PValues.holm(p);
    List<@Nullable Judgement> verdicts = new ArrayList<>();
    int next = 0;
    for (Test test : tests) {
      verdicts.add(test == null ? null : judge(test, adjusted[next++], margin, endpoint.alpha()));
    }
    return new MarginVerdicts(verdicts);
  }

  /** Null for a level that was not tested. */
  @Nullable Judgement of(int level) {
    return ofLevels.get(level);
  }

  private static @Nullable Test test(
      Stratum all,
      Stratum level,
      Metric metric,
      @Nullable OperatingPoint point,
      Estimate gap,
      double margin,
      double alpha) {
    double z = Normal.oneSided(alpha);
    if (point != null) {
      TwoProportions two = GapRows.proportions(all, level, metric, point).orElse(null);
      return two == null
          ? null
          : new Test(MiettinenNurminen.interval(two, z), MiettinenNurminen.lowerP(two, margin));
    }
    Double value = gap.value();
    Double error = gap.se();
    return value == null || error == null
        ? null
        : new Test(
            RealInterval.around(value, z * error), Normal.upperTail((value + margin) / error));
  }

  private static Judgement judge(Test test, double adjusted, double margin, double alpha) {
    Verdict verdict =
        test.bounds().lower() > -margin && adjusted <= alpha
            ? Verdict.MEETS_GOAL
            : test.bounds().upper() < -margin ? Verdict.FAILS_GOAL : Verdict.INCONCLUSIVE;
    return Judgement.ofMargin(
        verdict,
        String.format(
            Locale.ROOT,
            "lower limit %.3f against a margin of %s; adjusted one-sided p %.2g",
            test.bounds().lower(),
            margin,
            adjusted));
  }
}
