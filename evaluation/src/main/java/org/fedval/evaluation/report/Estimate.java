package org.fedval.evaluation.report;

import org.fedval.evaluation.dist.Interval;
import org.jspecify.annotations.Nullable;

/**
 * A value with its interval, or why there is none.
 *
 * @param value null unless the status is ok
 * @param interval of the report's confidence level; null unless the status is ok
 * @param method how the interval was made; null unless the status is ok
 * @param reason in words; null when the status is ok
 */
record Estimate(
    Status status,
    @Nullable Double value,
    @Nullable Interval interval,
    @Nullable String method,
    @Nullable String reason) {

  static Estimate ok(double value, Interval interval, String method) {
    return new Estimate(Status.OK, value, interval, method, null);
  }

  static Estimate notEstimable(String reason) {
    return new Estimate(Status.NOT_ESTIMABLE, null, null, null, reason);
  }

  static Estimate suppressed(String reason) {
    return new Estimate(Status.SUPPRESSED, null, null, null, reason);
  }
}
