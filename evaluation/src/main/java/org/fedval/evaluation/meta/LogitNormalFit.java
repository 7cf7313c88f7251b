package org.fedval.evaluation.meta;

import java.util.Optional;

/**
 * Maximum likelihood of the logit-normal model from pooled log-likelihoods alone: Newton's method
 * on finite differences, from the best of a few starts. The standard error comes from the inverse
 * of the full Hessian, or of its mean part where the deviation is 0.
 */
public record LogitNormalFit(double mean, double standardError, double deviation) {
  private static final double STEP = 1e-3;
  private static final int ITERATIONS = 60;

  /** Where to begin if the likelihood rises from deviation 0 but no grid point is higher. */
  private static final double SMALL = 0.05;

  /** One round over all sites. */
  @FunctionalInterface
  public interface Likelihood {
    /** The pooled log-likelihood at this mean and deviation. */
    double at(double mean, double deviation);
  }

  /**
   * @param start a first guess of the mean, such as the fixed-effect one
   * @return empty if the likelihood has no maximum that Newton's method reaches
   */
  public static Optional<LogitNormalFit> of(Likelihood likelihood, double start) {
    double mean = start;
    double deviation = 0;
    double best = likelihood.at(start, 0);
    for (double s : new double[] {0.1, 0.25, 0.5, 1, 2}) {
      double value = likelihood.at(start, s);
      if (value > best) {
        best = value;
        deviation = s;
      }
    }
    if (deviation == 0 && derivatives(likelihood, start, 0)[4] > 0) {
      deviation = SMALL;
      best = likelihood.at(start, SMALL);
    }
    for (int i = 0; i < ITERATIONS; i++) {
      double[] d = derivatives(likelihood, mean, deviation);
      double[] move = newton(d, deviation == 0);
      double factor = 1;
      double value = likelihood.at(mean + move[0], deviation + move[1]);
      while (value < best - 1e-10 && factor > 1e-6) {
        factor /= 2;
        value = likelihood.at(mean + factor * move[0], deviation + factor * move[1]);
      }
      mean += factor * move[0];
      deviation = Math.abs(deviation + factor * move[1]);
      deviation = deviation < 1e-6 ? 0 : deviation;
      best = value;
      if (Math.abs(move[0]) + Math.abs(move[1]) < 1e-7) {
        return finish(likelihood, mean, deviation);
      }
    }
    return Optional.empty();
  }

  private static Optional<LogitNormalFit> finish(Likelihood likelihood, double m, double s) {
    double[] d = derivatives(likelihood, m, s);
    double information = -d[2];
    if (s > 0) {
      information -= d[3] * d[3] / -d[4];
    }
    return information > 0
        ? Optional.of(new LogitNormalFit(m, 1 / Math.sqrt(information), s))
        : Optional.empty();
  }

  /** Ascent even where the Hessian is not negative definite. */
  private static double[] newton(double[] d, boolean meanOnly) {
    double determinant = d[2] * d[4] - d[3] * d[3];
    if (meanOnly || d[2] >= 0 || determinant <= 0) {
      double ofMean = d[2] < 0 ? -d[0] / d[2] : Math.signum(d[0]) * 0.1;
      double ofDeviation = meanOnly ? 0 : Math.signum(d[1]) * 0.05;
      return new double[] {ofMean, ofDeviation};
    }
    return new double[] {
      -(d[4] * d[0] - d[3] * d[1]) / determinant, -(d[2] * d[1] - d[3] * d[0]) / determinant
    };
  }

  /** First by mean and deviation; second mean-mean, mean-deviation, deviation-deviation. */
  private static double[] derivatives(Likelihood l, double m, double s) {
    double h = STEP;
    double here = l.at(m, s);
    double right = l.at(m + h, s);
    double left = l.at(m - h, s);
    double up = l.at(m, s + h);
    double down = l.at(m, s - h);
    double mixed =
        l.at(m + h, s + h) - l.at(m + h, s - h) - l.at(m - h, s + h) + l.at(m - h, s - h);
    return new double[] {
      (right - left) / (2 * h),
      (up - down) / (2 * h),
      (right - 2 * here + left) / (h * h),
      mixed / (4 * h * h),
      (up - 2 * here + down) / (h * h)
    };
  }
}
