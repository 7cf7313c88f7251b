package org.fedval.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

/**
 * A curve with no more points than a drawing needs: while there are too many, the one goes whose
 * triangle with its neighbours is smallest. The two ends always stay.
 */
final class ThinnedCurve {
  private ThinnedCurve() {}

  /**
   * @param limit most points, at least 2
   */
  static <P> List<P> of(List<P> points, int limit, ToDoubleFunction<P> x, ToDoubleFunction<P> y) {
    List<P> kept = new ArrayList<>(points);
    while (kept.size() > limit) {
      int flattest = 1;
      double least = Double.POSITIVE_INFINITY;
      for (int i = 1; i < kept.size() - 1; i++) {
        P before = kept.get(i - 1);
        P here = kept.get(i);
        P after = kept.get(i + 1);
        double left = x.applyAsDouble(here) - x.applyAsDouble(before);
        double right = x.applyAsDouble(after) - x.applyAsDouble(here);
        double down = y.applyAsDouble(here) - y.applyAsDouble(before);
        double up = y.applyAsDouble(after) - y.applyAsDouble(here);
        double area = Math.abs(left * up - right * down);
        if (area < least) {
          least = area;
          flattest = i;
        }
      }
      kept.remove(flattest);
    }
    return List.copyOf(kept);
  }
}
