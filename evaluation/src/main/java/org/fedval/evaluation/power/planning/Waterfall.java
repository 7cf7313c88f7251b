package org.fedval.evaluation.power.planning;

import java.util.ArrayList;
import java.util.List;
import org.fedval.evaluation.flow.AttritionStep;

/**
 * How the images of one finding thin out: all images, what each step takes, what is analysed, and
 * the images of each class in each stratum.
 *
 * @param all images before any exclusion
 * @param losses in order of precedence; empty where {@code all} is unknown
 * @param analysed after every step
 * @param classes the classes that the plan's claims need; positives where there is no claim
 */
public record Waterfall(
    String finding,
    ExpectedCount all,
    List<Loss> losses,
    ExpectedCount analysed,
    List<ClassBars> classes) {

  /** Images that leave at a step, and that remain after it. */
  public record Loss(AttritionStep step, long lost, long left) {}

  /** One class by stratum. */
  public record ClassBars(ImageClass imageClass, List<Bar> bars) {}

  /**
   * One stratum.
   *
   * @param analysed images after the expected loss
   * @param needed images, after the loss and with the design effect, for the most demanding claim
   *     that is judged here at its own level; 0 where none is
   */
  public record Bar(String stratum, ExpectedCount analysed, long needed) {}

  static Waterfall of(
      String finding, List<String> strata, List<ClaimPlan> claims, ExpectedCounts counts) {
    ExpectedLoss loss = counts.assumptions().loss();
    ClassCounts expected = counts.of(finding, ExpectedCounts.ALL);
    ExpectedCount all = expected.all();
    List<ClaimPlan> own =
        claims.stream().filter(c -> c.endpoint().finding().equals(finding)).toList();
    List<ClassBars> classes = new ArrayList<>();
    for (ImageClass imageClass : ImageClass.values()) {
      boolean claimed =
          own.stream().anyMatch(c -> ClaimPower.of(c.endpoint()).classes().contains(imageClass));
      if (claimed || (own.isEmpty() && imageClass == ImageClass.POSITIVE)) {
        List<Bar> bars = new ArrayList<>();
        for (String stratum : strata) {
          ExpectedCount analysed = loss.analysed(counts.of(finding, stratum).of(imageClass));
          bars.add(new Bar(stratum, analysed, needed(stratum, imageClass, own, counts)));
        }
        classes.add(new ClassBars(imageClass, bars));
      }
    }
    return new Waterfall(finding, all, losses(loss, all), loss.analysed(all), classes);
  }

  private static List<Loss> losses(ExpectedLoss loss, ExpectedCount all) {
    List<Loss> losses = new ArrayList<>();
    if (!all.isGiven()) {
      return losses;
    }
    long before = all.images();
    for (int i = 0; i < loss.steps().size(); i++) {
      long left = loss.leftAfter(i + 1, all.images());
      losses.add(new Loss(loss.steps().get(i).step(), before - left, left));
      before = left;
    }
    return losses;
  }

  private static long needed(
      String stratum, ImageClass imageClass, List<ClaimPlan> claims, ExpectedCounts counts) {
    long most = 0;
    for (ClaimPlan claim : claims) {
      for (ClaimRow row : claim.rows()) {
        Long needed = row.needed();
        boolean ofClass = row.cases().stream().anyMatch(c -> c.imageClass() == imageClass);
        if (needed != null && ofClass && row.stratum().equals(stratum)) {
          most = Math.max(most, counts.assumptions().designEffect().inflate(needed));
        }
      }
    }
    return most;
  }
}
