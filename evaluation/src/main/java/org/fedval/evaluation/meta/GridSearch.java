package org.fedval.evaluation.meta;

import java.util.List;

/** Where on an ascending grid of variances between sites an estimate lies. */
final class GridSearch {
  private GridSearch() {}

  /** The first of the highest values. */
  static int highest(double[] heights) {
    int best = 0;
    for (int i = 1; i < heights.length; i++) {
      best = heights[i] > heights[best] ? i : best;
    }
    return best;
  }

  /** The value before Q falls to {@code q} or below, but for the last one. Q falls in t. */
  static int lastAbove(List<WeightedSums> sums, double q) {
    int above = 0;
    while (above < sums.size() - 2 && sums.get(above + 1).q() > q) {
      above++;
    }
    return above;
  }
}
