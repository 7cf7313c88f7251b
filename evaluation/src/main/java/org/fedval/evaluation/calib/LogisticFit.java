package org.fedval.evaluation.calib;

import java.util.OptionalDouble;

/**
 * A straight line on the logit scale, P = expit(intercept + slope x), with the inverse information
 * matrix.
 */
public record LogisticFit(
    double intercept,
    double slope,
    double interceptVariance,
    double covariance,
    double slopeVariance) {

  /** P at log-odds x. */
  public double at(double x) {
    return Logit.expit(intercept + slope * x);
  }

  /** The recalibrated form of a score in [0, 1]. */
  public double recalibrate(double p) {
    return at(Logit.of(p));
  }

  /** Brier score of the recalibrated bin representatives; empty without cases. */
  public OptionalDouble brier(ScoreBins bins) {
    double sum = 0;
    long n = 0;
    for (int b = 0; b < bins.bins(); b++) {
      if (bins.count(b) > 0) {
        double p = recalibrate(bins.mean(b));
        sum += bins.histograms().positives(b) * (1 - p) * (1 - p);
        sum += bins.histograms().negatives(b) * p * p;
        n += bins.count(b);
      }
    }
    return n == 0 ? OptionalDouble.empty() : OptionalDouble.of(sum / n);
  }
}
