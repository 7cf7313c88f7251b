package org.fedval.evaluation.cluster;

import java.math.BigInteger;
import java.util.Arrays;
import org.fedval.evaluation.calib.LogisticFit;
import org.fedval.evaluation.calib.Logit;
import org.fedval.evaluation.sums.ExactSums;
import org.fedval.evaluation.sums.FixedPoint;
import org.fedval.evaluation.sums.WideSum;

/**
 * Cluster-robust errors of calibration intercept and slope (Liang and Zeger 1986, Biometrika
 * 73:13-22): B S B with the inverse information B and S = sum over patients of s s', s the
 * patient's sum of (y - p)(1, x). Four sums of a round after the fit is published: patients, s0 s0,
 * s0 s1, s1 s1.
 *
 * @param intercept standard error
 * @param slope standard error
 */
public record ClusteredLogistic(double intercept, double slope) {
  /** Entries of the vector. */
  public static final int LENGTH = 4;

  /** Collects the cases of one site. For one thread. */
  public static final class Builder {
    private final LogisticFit fit;
    private final PatientTotals patients = new PatientTotals(2);

    /**
     * @param fit as published, so that every site uses the same numbers
     */
    public Builder(LogisticFit fit) {
      this.fit = fit;
    }

    /** Adds a case with a score in [0, 1]. */
    public Builder add(Object patient, boolean positive, double score) {
      double x = Logit.of(score);
      double residual = (positive ? 1 : 0) - fit.at(x);
      WideSum[] s = patients.of(patient);
      s[0].add(FixedPoint.FINE, residual);
      s[1].add(FixedPoint.FINE, residual * x);
      return this;
    }

    /** The site's vector. */
    public ExactSums sums() {
      WideSum[] entries = new WideSum[LENGTH];
      Arrays.setAll(entries, i -> new WideSum());
      patients.forEach(
          s -> {
            double a = s[0].decoded(FixedPoint.FINE);
            double b = s[1].decoded(FixedPoint.FINE);
            entries[0].add(1);
            entries[1].add(FixedPoint.FINE, a * a);
            entries[2].add(FixedPoint.FINE, a * b);
            entries[3].add(FixedPoint.FINE, b * b);
          });
      return ExactSums.of(Arrays.stream(entries).map(WideSum::value).toArray(BigInteger[]::new));
    }
  }

  /**
   * From pooled sums.
   *
   * @param smallSample whether to multiply the variance by G/(G-1) for G patients
   * @throws IllegalArgumentException with fewer than two patients
   */
  public static ClusteredLogistic of(LogisticFit fit, ExactSums sums, boolean smallSample) {
    long patients = sums.count(0);
    if (sums.length() != LENGTH || patients < 2) {
      throw new IllegalArgumentException("Cluster-robust errors need two patients.");
    }
    double aa = FixedPoint.FINE.decode(sums.get(1));
    double ab = FixedPoint.FINE.decode(sums.get(2));
    double bb = FixedPoint.FINE.decode(sums.get(3));
    double v0 = fit.interceptVariance();
    double c = fit.covariance();
    double v1 = fit.slopeVariance();
    double factor = smallSample ? patients / (patients - 1.0) : 1;
    double intercept = factor * (v0 * v0 * aa + 2 * v0 * c * ab + c * c * bb);
    double slope = factor * (c * c * aa + 2 * c * v1 * ab + v1 * v1 * bb);
    return new ClusteredLogistic(Math.sqrt(intercept), Math.sqrt(slope));
  }
}
