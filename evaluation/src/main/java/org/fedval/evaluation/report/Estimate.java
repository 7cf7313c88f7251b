package org.fedval.evaluation.report;

import org.fedval.evaluation.dist.Interval;
import org.fedval.evaluation.dist.RealInterval;
import org.jspecify.annotations.Nullable;

/**
 * A value with its interval, or why there is none.
 *
 * @param value null unless the status is ok
 * @param interval of the report's confidence level; null unless the status is ok, and for a metric
 *     without one
 * @param method how the interval was made; null exactly when the interval is
 * @param reason in words, where there is no number or its reader needs them; null otherwise
 * @param se standard error, null where none is stated
 * @param pValue of a test, null where there is none
 * @param quantisationBound null where the value is exact
 * @param pAdjusted the p-value over its family, null where it has none
 */
record Estimate(
    Status status,
    @Nullable Double value,
    @Nullable RealInterval interval,
    @Nullable String method,
    @Nullable String reason,
    @Nullable Double se,
    @Nullable Double pValue,
    @Nullable Double quantisationBound,
    @Nullable Double pAdjusted) {

  static Estimate ok(double value, Interval interval, String method) {
    return ok(value, new RealInterval(interval.lower(), interval.upper()), method);
  }

  static Estimate ok(double value, RealInterval interval, String method) {
    return finite(new Estimate(Status.OK, value, interval, method, null, null, null, null, null));
  }

  /** A value that has no interval. */
  static Estimate plain(double value) {
    return finite(new Estimate(Status.OK, value, null, null, null, null, null, null, null));
  }

  static Estimate notEstimable(String reason) {
    return new Estimate(Status.NOT_ESTIMABLE, null, null, null, reason, null, null, null, null);
  }

  static Estimate suppressed(String reason) {
    return new Estimate(Status.SUPPRESSED, null, null, null, reason, null, null, null, null);
  }

  Estimate withError(double standardError) {
    return status == Status.OK && Double.isFinite(standardError)
        ? new Estimate(
            status,
            value,
            interval,
            method,
            reason,
            standardError,
            pValue,
            quantisationBound,
            pAdjusted)
        : this;
  }

  /** With words that a reader of the number needs. */
  Estimate withReason(String words) {
    return status == Status.OK
        ? new Estimate(
            status, value, interval, method, words, se, pValue, quantisationBound, pAdjusted)
        : this;
  }

  Estimate withP(double p) {
    return status == Status.OK && Double.isFinite(p)
        ? new Estimate(status, value, interval, method, reason, se, p, quantisationBound, pAdjusted)
        : this;
  }

  Estimate withBound(double bound) {
    return status == Status.OK
        ? new Estimate(status, value, interval, method, reason, se, pValue, bound, pAdjusted)
        : this;
  }

  /** With the p-value of a family of tests. */
  Estimate withAdjustedP(double p) {
    return status == Status.OK
        ? new Estimate(status, value, interval, method, reason, se, pValue, quantisationBound, p)
        : this;
  }

  /** A number that overflowed is no estimate. */
  private static Estimate finite(Estimate e) {
    boolean finite =
        e.value != null
            && Double.isFinite(e.value)
            && (e.interval == null
                || (Double.isFinite(e.interval.lower()) && Double.isFinite(e.interval.upper())));
    return finite ? e : notEstimable("the number is not finite");
  }
}
