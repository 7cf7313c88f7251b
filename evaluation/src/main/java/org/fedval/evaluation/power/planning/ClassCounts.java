package org.fedval.evaluation.power.planning;

/** Expected images of one finding in one stratum. */
public record ClassCounts(ExpectedCount positives, ExpectedCount negatives) {
  /** Nothing is known. */
  public static final ClassCounts NOT_GIVEN =
      new ClassCounts(ExpectedCount.NOT_GIVEN, ExpectedCount.NOT_GIVEN);

  public ExpectedCount of(ImageClass imageClass) {
    return imageClass == ImageClass.POSITIVE ? positives : negatives;
  }

  /** Images with either label. */
  public ExpectedCount all() {
    return positives.plus(negatives);
  }
}
