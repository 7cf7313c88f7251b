package org.fedval.evaluation.compare;

import java.util.function.DoubleUnaryOperator;
import org.fedval.evaluation.dist.RealInterval;

/** Inverts a score statistic that falls in its argument over [-1, 1]. */
final class ScoreBisection {
  private ScoreBisection() {}

  /**
   * The differences at which the statistic is z and -z.
   *
   * @param statistic non-increasing; positive far below the estimate, negative far above
   */
  static RealInterval interval(DoubleUnaryOperator statistic, double estimate, double z) {
    return new RealInterval(
        crossing(statistic, z, -1, estimate), crossing(statistic, -z, estimate, 1));
  }

  private static double crossing(
      DoubleUnaryOperator statistic, double value, double from, double to) {
    double low = from;
    double high = to;
    while (true) {
      double middle = (low + high) / 2;
      if (middle <= low || middle >= high) {
        return value > 0 ? low : high;
      }
      if (statistic.applyAsDouble(middle) > value) {
        low = middle;
      } else {
        high = middle;
      }
    }
  }
}
