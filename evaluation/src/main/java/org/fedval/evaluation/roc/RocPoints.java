package org.fedval.evaluation.roc;

import java.util.ArrayList;
import java.util.List;

/**
 * The ROC curve of binned scores, from (0, 0) to (1, 1) by descending threshold, one point a bin
 * edge. Points that do not change the drawn line (repeated, or on the straight line between their
 * neighbours) are left out.
 */
public final class RocPoints {
  private RocPoints() {}

  /** Cases at or above a threshold: false positives and true positives. */
  public record Corner(long falsePositives, long truePositives) {}

  /**
   * The corners, thinned to at most {@code limit} where the exact curve has more: the points left
   * out then lie closest to the line that remains.
   *
   * @param limit at least 2
   * @throws IllegalArgumentException when a class is empty
   */
  public static List<Corner> of(ScoreHistograms h, int limit) {
    if (h.totalPositives() == 0 || h.totalNegatives() == 0) {
      throw new IllegalArgumentException("A ROC curve needs at least one case of each class.");
    }
    if (limit < 2) {
      throw new IllegalArgumentException("A ROC curve needs at least two points.");
    }
    List<Corner> corners = exact(h);
    if (corners.size() <= limit) {
      return List.copyOf(corners);
    }
    return List.copyOf(thinned(corners, limit, h));
  }

  private static List<Corner> exact(ScoreHistograms h) {
    List<Corner> kept = new ArrayList<>();
    kept.add(new Corner(0, 0));
    long fp = 0;
    long tp = 0;
    for (int b = h.bins() - 1; b >= 0; b--) {
      if (h.positives(b) == 0 && h.negatives(b) == 0) {
        continue;
      }
      fp += h.negatives(b);
      tp += h.positives(b);
      Corner next = new Corner(fp, tp);
      int size = kept.size();
      if (size >= 2 && collinear(kept.get(size - 2), kept.get(size - 1), next)) {
        kept.set(size - 1, next);
      } else {
        kept.add(next);
      }
    }
    return kept;
  }

  private static boolean collinear(Corner a, Corner b, Corner c) {
    return Math.multiplyHigh(dx(a, b), dy(b, c)) == Math.multiplyHigh(dx(b, c), dy(a, b))
        && dx(a, b) * dy(b, c) == dx(b, c) * dy(a, b);
  }

  private static long dx(Corner a, Corner b) {
    return b.falsePositives() - a.falsePositives();
  }

  private static long dy(Corner a, Corner b) {
    return b.truePositives() - a.truePositives();
  }

  /** Drops the point with the smallest triangle over its neighbours until few enough are left. */
  private static List<Corner> thinned(List<Corner> corners, int limit, ScoreHistograms h) {
    List<Corner> kept = new ArrayList<>(corners);
    double unit = (double) h.totalPositives() * h.totalNegatives();
    while (kept.size() > limit) {
      int least = 1;
      double smallest = Double.POSITIVE_INFINITY;
      for (int i = 1; i < kept.size() - 1; i++) {
        Corner a = kept.get(i - 1);
        Corner b = kept.get(i);
        Corner c = kept.get(i + 1);
        double area =
            Math.abs((double) dx(a, b) * dy(b, c) - (double) dx(b, c) * dy(a, b)) / unit;
        if (area < smallest) {
          smallest = area;
          least = i;
        }
      }
      kept.remove(least);
    }
    return kept;
  }
}
