package org.fedval.evaluation.roc;

import java.util.ArrayList;
import java.util.List;

/** The step ROC curve of the bins. */
public final class RocCurve {
  private RocCurve() {}

  /** Fractions of negatives and of positives called positive, each in [0, 1]. */
  public record Point(double falsePositiveFraction, double truePositiveFraction) {}

  /**
   * From (0, 0) to (1, 1) by descending threshold, one point for each lower edge of a bin that
   * holds a case.
   *
   * @throws IllegalArgumentException if a class is empty
   */
  public static List<Point> points(ClassHistograms h) {
    if (h.positives() == 0 || h.negatives() == 0) {
      throw new IllegalArgumentException("A ROC curve needs a positive and a negative case.");
    }
    List<Point> points = new ArrayList<>();
    points.add(new Point(0, 0));
    long truePositives = 0;
    long falsePositives = 0;
    for (int b = h.bins() - 1; b >= 0; b--) {
      if (h.positives(b) + h.negatives(b) > 0) {
        truePositives += h.positives(b);
        falsePositives += h.negatives(b);
        points.add(
            new Point(
                (double) falsePositives / h.negatives(), (double) truePositives / h.positives()));
      }
    }
    return points;
  }
}
