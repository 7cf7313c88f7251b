package org.fedval.evaluation.power.planning;

import java.util.List;
import org.fedval.evaluation.binom.Wilson;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.power.Precision;
import org.fedval.evaluation.power.TwoProportionPower;
import org.jspecify.annotations.Nullable;

/**
 * Size and power of one comparison of two groups.
 *
 * @param exactSize independent cases a group, before rounding up
 * @param size the same, rounded up
 * @param exactSizeAdjusted at Bonferroni's level
 * @param sizeAdjusted the same, rounded up
 * @param total what to collect a group; its own prevalence is taken to be the finding's
 * @param totalAdjusted the same at Bonferroni's level
 * @param groups what each group is expected to have, in the order of the comparison
 * @param expected power and precision in the smaller group; null if a group is unknown or none is
 *     named
 */
public record GapPlan(
    GapComparison comparison,
    double exactSize,
    long size,
    double exactSizeAdjusted,
    long sizeAdjusted,
    CollectionTotal total,
    CollectionTotal totalAdjusted,
    List<Cases> groups,
    @Nullable Expected expected) {

  /**
   * What the smaller group gives.
   *
   * @param effective its independent cases
   * @param power rejecting on the wrong side does not count
   * @param waldHalfWidth of a 95 % interval at p1
   * @param wilsonHalfWidth of a 95 % interval at p1
   */
  public record Expected(
      double effective,
      double power,
      double powerAdjusted,
      double waldHalfWidth,
      double wilsonHalfWidth) {}

  public GapPlan {
    groups = List.copyOf(groups);
  }

  static GapPlan of(GapComparison gap, ExpectedCounts counts) {
    TwoProportionPower own = new TwoProportionPower(gap.p1(), gap.p2(), gap.alpha());
    TwoProportionPower adjusted =
        new TwoProportionPower(gap.p1(), gap.p2(), gap.alpha() / gap.family());
    String finding = gap.finding();
    List<Cases> groups =
        finding == null
            ? List.of()
            : gap.groups().stream()
                .map(group -> counts.of(finding, group).of(gap.imageClass()))
                .map(n -> Cases.of(gap.imageClass(), n, counts.assumptions()))
                .toList();
    Double prevalence = finding == null ? null : counts.prevalence(finding);
    return new GapPlan(
        gap,
        own.exactSize(gap.power()),
        own.size(gap.power()),
        adjusted.exactSize(gap.power()),
        adjusted.size(gap.power()),
        total(own.size(gap.power()), gap, counts, prevalence),
        total(adjusted.size(gap.power()), gap, counts, prevalence),
        groups,
        expected(gap, own, adjusted, groups));
  }

  private static CollectionTotal total(
      long size, GapComparison gap, ExpectedCounts counts, @Nullable Double prevalence) {
    return CollectionTotal.of(size, List.of(gap.imageClass()), counts.assumptions(), prevalence);
  }

  private static @Nullable Expected expected(
      GapComparison gap, TwoProportionPower own, TwoProportionPower adjusted, List<Cases> groups) {
    double least = Double.POSITIVE_INFINITY;
    for (Cases group : groups) {
      Double effective = group.effective();
      if (effective == null) {
        return null;
      }
      least = Math.min(least, effective);
    }
    if (groups.isEmpty() || least < 1) {
      return null;
    }
    double z = Normal.twoSided(ClaimPower.CONFIDENCE);
    return new Expected(
        least,
        own.power(least),
        adjusted.power(least),
        Precision.waldHalfWidth(gap.p1(), least, ClaimPower.CONFIDENCE),
        ClaimPower.half(Wilson.effective(gap.p1(), least, z)));
  }
}
