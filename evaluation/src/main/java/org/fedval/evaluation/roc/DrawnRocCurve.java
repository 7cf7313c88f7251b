package org.fedval.evaluation.roc;

import java.util.ArrayList;
import java.util.List;

/**
 * The ROC curve as a report draws it: the corners of {@link RocCurve}, joined by straight lines,
 * without those that the drawing does not need.
 */
public final class DrawnRocCurve {
  private DrawnRocCurve() {}

  /** Negatives and positives called positive. */
  private record Corner(long falsePositives, long truePositives) {
    private double areaWith(Corner before, Corner after) {
      double left = falsePositives - before.falsePositives;
      double right = after.falsePositives - falsePositives;
      double down = truePositives - before.truePositives;
      double up = after.truePositives - truePositives;
      return Math.abs(left * up - right * down);
    }

    private boolean isOnLine(Corner before, Corner after) {
      long left = falsePositives - before.falsePositives;
      long right = after.falsePositives - falsePositives;
      long down = truePositives - before.truePositives;
      long up = after.truePositives - truePositives;
      return left * up == right * down
          && Math.multiplyHigh(left, up) == Math.multiplyHigh(right, down);
    }
  }

  /**
   * From (0, 0) to (1, 1) by descending threshold. Points on the straight line between their
   * neighbours are left out, which does not change the curve. If more than {@code limit} remain,
   * those go first whose triangle with their neighbours is smallest; the two ends always stay.
   *
   * @param limit most points, at least 2
   * @throws IllegalArgumentException if a class is empty or the limit is below 2
   */
  public static List<RocCurve.Point> points(ClassHistograms h, int limit) {
    if (h.positives() == 0 || h.negatives() == 0) {
      throw new IllegalArgumentException("A ROC curve needs a positive and a negative case.");
    }
    if (limit < 2) {
      throw new IllegalArgumentException("A ROC curve needs at least two points.");
    }
    List<Corner> corners = corners(h);
    thin(corners, limit);
    return corners.stream()
        .map(
            c ->
                new RocCurve.Point(
                    (double) c.falsePositives / h.negatives(),
                    (double) c.truePositives / h.positives()))
        .toList();
  }

  private static List<Corner> corners(ClassHistograms h) {
    List<Corner> corners = new ArrayList<>();
    Corner last = new Corner(0, 0);
    corners.add(last);
    for (int b = h.bins() - 1; b >= 0; b--) {
      if (h.positives(b) + h.negatives(b) == 0) {
        continue;
      }
      Corner next =
          new Corner(last.falsePositives + h.negatives(b), last.truePositives + h.positives(b));
      int size = corners.size();
      if (size > 1 && last.isOnLine(corners.get(size - 2), next)) {
        corners.set(size - 1, next);
      } else {
        corners.add(next);
      }
      last = next;
    }
    return corners;
  }

  private static void thin(List<Corner> corners, int limit) {
    while (corners.size() > limit) {
      int flattest = 1;
      double least = Double.POSITIVE_INFINITY;
      for (int i = 1; i < corners.size() - 1; i++) {
        double area = corners.get(i).areaWith(corners.get(i - 1), corners.get(i + 1));
        if (area < least) {
          least = area;
          flattest = i;
        }
      }
      corners.remove(flattest);
    }
  }
}
