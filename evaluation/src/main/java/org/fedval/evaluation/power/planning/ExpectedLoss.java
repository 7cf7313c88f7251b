package org.fedval.evaluation.power.planning;

import java.util.Comparator;
import java.util.List;
import org.fedval.evaluation.flow.AttritionStep;

/**
 * What share of the images each step of the waterfall takes, of those that reach it; the same for
 * every class and stratum. Steps are kept in their order of precedence.
 */
public record ExpectedLoss(List<Step> steps) {
  /** Rounding slack of a product that is meant to be whole. */
  private static final double SLACK = 1e-9;

  public static final ExpectedLoss NONE = new ExpectedLoss(List.of());

  /**
   * One step.
   *
   * @param share in [0, 1)
   */
  public record Step(AttritionStep step, double share) {
    public Step {
      if (step == AttritionStep.ANALYSED || !(share >= 0 && share < 1)) {
        throw new IllegalArgumentException("A loss needs an excluding step and a share below 1.");
      }
    }
  }

  public ExpectedLoss {
    steps = steps.stream().sorted(Comparator.comparing(Step::step)).toList();
    if (steps.stream().map(Step::step).distinct().count() != steps.size()) {
      throw new IllegalArgumentException("A step of the waterfall is listed twice.");
    }
  }

  /** Images left after the first {@code count} steps, rounded down. */
  public long leftAfter(int count, long images) {
    double share = 1;
    for (Step step : steps.subList(0, count)) {
      share *= 1 - step.share();
    }
    return (long) Math.floor(images * share * (1 + SLACK));
  }

  /** Images left after every step, rounded down. */
  public long analysed(long images) {
    return leftAfter(steps.size(), images);
  }

  /** What {@link #analysed(long)} makes of a count that may be missing. */
  public ExpectedCount analysed(ExpectedCount images) {
    return images.isGiven() ? ExpectedCount.of(analysed(images.images())) : images;
  }

  /** Images to begin with so that so many are analysed. */
  public long before(long analysed) {
    double share = 1;
    for (Step step : steps) {
      share *= 1 - step.share();
    }
    return (long) Math.ceil(analysed / share * (1 - SLACK));
  }
}
