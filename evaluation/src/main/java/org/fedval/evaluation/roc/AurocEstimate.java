package org.fedval.evaluation.roc;

import org.fedval.evaluation.binom.Interval;
import org.fedval.evaluation.dist.Normal;

/**
 * An AUROC with the interval that its sample allows: DeLong on the logit scale, or Newcombe's
 * method 5 when a class has fewer than {@value #SMALL_CLASS} cases or the DeLong variance is 0.
 */
public final class AurocEstimate {
  public static final String DELONG_LOGIT = "delong_logit";
  public static final String NEWCOMBE5 = "newcombe5";
  static final int SMALL_CLASS = 10;

  private final long m;
  private final long n;
  private final double value;
  private final double variance;

  private AurocEstimate(long m, long n, double value, double variance) {
    this.m = m;
    this.n = n;
    this.value = value;
    this.variance = variance;
  }

  /**
   * @throws IllegalArgumentException when a class is empty
   */
  public static AurocEstimate of(ScoreHistograms h) {
    long m = h.totalPositives();
    long n = h.totalNegatives();
    double value = Auroc.of(h);
    double variance = Math.min(m, n) < SMALL_CLASS ? 0 : DeLong.variance(h);
    return new AurocEstimate(m, n, value, variance);
  }

  public double value() {
    return value;
  }

  /** {@link #DELONG_LOGIT} or {@link #NEWCOMBE5}. */
  public String method() {
    return delong() ? DELONG_LOGIT : NEWCOMBE5;
  }

  /** Two-sided interval at {@code level}. */
  public Interval interval(double level) {
    double z = Normal.twoSided(level);
    return new Interval(limit(-z), limit(z));
  }

  /** One-sided lower limit with error {@code alpha}. */
  public double lower(double alpha) {
    return limit(-Normal.oneSided(alpha));
  }

  /** One-sided upper limit with error {@code alpha}. */
  public double upper(double alpha) {
    return limit(Normal.oneSided(alpha));
  }

  private double limit(double z) {
    return delong() ? DeLong.logitLimit(value, variance, z) : Newcombe5.limit(value, m, n, z);
  }

  private boolean delong() {
    return variance > 0 && value > 0 && value < 1;
  }
}
