package org.fedval.evaluation.noise;

import java.util.Optional;
import org.fedval.evaluation.dist.Interval;

/**
 * A proportion k/(k + j) of two counts with noise of known variance.
 *
 * <p>The interval inverts the score test: it holds every t with (k - t n)^2 &lt;= z^2 [n t(1-t) +
 * Var(noise of k - t n)], n = k + j. That is Wilson's interval (Wilson 1927, JASA 22:209-212) when
 * there is no noise, and Fieller's for a ratio (Fieller 1954, JRSS B 16:175-185) when there is
 * nothing but noise. The limits are the roots of one quadratic.
 *
 * @param k counted, may be negative
 * @param j not counted, may be negative
 * @param varianceK of the noise on k
 * @param varianceJ of the noise on j
 * @param covariance of the two noises
 */
public record NoisyProportion(
    double k, double j, double varianceK, double varianceJ, double covariance) {

  /** Two counts with independent noise. */
  public static NoisyProportion independent(
      double k, double j, double varianceK, double varianceJ) {
    return new NoisyProportion(k, j, varianceK, varianceJ, 0);
  }

  /** The images of the bins from {@code bin} up among all images of one cell. */
  public static NoisyProportion above(NoisyHistogram cell, int bin) {
    int above = cell.bins() - bin;
    double k = cell.from(bin);
    return new NoisyProportion(
        k,
        cell.total() - k,
        cell.varianceOf(above),
        cell.varianceOf(bin),
        cell.covarianceWithRest(above));
  }

  /** The images of the bins below {@code bin} among all images of one cell. */
  public static NoisyProportion below(NoisyHistogram cell, int bin) {
    NoisyProportion above = above(cell, bin);
    return new NoisyProportion(
        above.j, above.k, above.varianceJ, above.varianceK, above.covariance);
  }

  /**
   * The estimate; empty when n cannot be told from 0 or the interval is all of [0, 1].
   *
   * @param z normal quantile, as for {@code Wilson.interval}
   */
  public Optional<NoisyEstimate> estimate(double z) {
    double n = k + j;
    // Var(noise of (1-t) k - t j) = q0 + q1 t + q2 t^2.
    double q0 = varianceK;
    double q1 = -2 * (varianceK + covariance);
    double q2 = varianceK + varianceJ + 2 * covariance;
    double zz = z * z;
    double a = n * n + zz * n - zz * q2;
    double b = -2 * k * n - zz * n - zz * q1;
    double c = k * k - zz * q0;
    double discriminant = b * b - 4 * a * c;
    if (!(n > 0) || n * n <= zz * q2 || !(discriminant >= 0)) {
      return Optional.empty();
    }
    double lower = (-b - Math.sqrt(discriminant)) / (2 * a);
    double upper = (-b + Math.sqrt(discriminant)) / (2 * a);
    if (upper < 0 || lower > 1 || (lower <= 0 && upper >= 1)) {
      return Optional.empty();
    }
    Interval interval = Interval.clamped(lower, upper);
    double value = Math.max(interval.lower(), Math.min(interval.upper(), k / n));
    return Optional.of(new NoisyEstimate(value, interval));
  }
}
