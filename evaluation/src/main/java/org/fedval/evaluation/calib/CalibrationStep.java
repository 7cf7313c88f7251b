package org.fedval.evaluation.calib;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Optional;
import org.fedval.evaluation.sums.ExactSums;
import org.fedval.evaluation.sums.FixedPoint;

/**
 * One step of Newton's method for calibration intercept and slope on the raw scores of all sites,
 * from the sums of a round after the current fit is published: sum (y - p), sum (y - p) x, sum w,
 * sum wx, sum wx^2 with x the logit of the score, p the fit at x and w = p(1 - p).
 */
public final class CalibrationStep {
  /** Entries of the vector. */
  public static final int LENGTH = 5;

  private CalibrationStep() {}

  /** Collects the cases of one site. For one thread. */
  public static final class Builder {
    private final LogisticFit fit;
    private final BigInteger[] entries = new BigInteger[LENGTH];

    /**
     * @param fit as published, so that every site uses the same numbers
     */
    public Builder(LogisticFit fit) {
      this.fit = fit;
      Arrays.fill(entries, BigInteger.ZERO);
    }

    /** Adds a case with a score in [0, 1]. */
    public Builder add(boolean positive, double score) {
      double x = Logit.of(score);
      double p = fit.at(x);
      double w = p * (1 - p);
      double residual = (positive ? 1 : 0) - p;
      double[] terms = {residual, residual * x, w, w * x, w * x * x};
      for (int i = 0; i < LENGTH; i++) {
        entries[i] = entries[i].add(FixedPoint.FINE.encode(terms[i]));
      }
      return this;
    }

    /** The site's vector. */
    public ExactSums sums() {
      return ExactSums.of(entries);
    }
  }

  /** The next fit; empty if the information matrix of the pooled sums cannot be inverted. */
  public static Optional<LogisticFit> next(LogisticFit fit, ExactSums pooled) {
    if (pooled.length() != LENGTH) {
      throw new IllegalArgumentException("A calibration step has " + LENGTH + " entries.");
    }
    double s0 = FixedPoint.FINE.decode(pooled.get(0));
    double s1 = FixedPoint.FINE.decode(pooled.get(1));
    double w = FixedPoint.FINE.decode(pooled.get(2));
    double wx = FixedPoint.FINE.decode(pooled.get(3));
    double wxx = FixedPoint.FINE.decode(pooled.get(4));
    double determinant = w * wxx - wx * wx;
    if (!(determinant > 0)) {
      return Optional.empty();
    }
    double v0 = wxx / determinant;
    double c = -wx / determinant;
    double v1 = w / determinant;
    return Optional.of(
        new LogisticFit(
            fit.intercept() + v0 * s0 + c * s1, fit.slope() + c * s0 + v1 * s1, v0, c, v1));
  }
}
