package org.fedval.evaluation.calib;

import java.util.Optional;

/**
 * Maximum likelihood of P = expit(a + b x) for grouped, possibly fractional, binomial counts, by
 * Newton's method with step halving (McCullagh and Nelder 1989, section 4.4).
 */
final class GroupedLogistic {
  private static final int ITERATIONS = 100;
  private static final double LARGEST = 30;

  private final double[] x;
  private final double[] successes;
  private final double[] trials;

  /** Group g has {@code successes[g]} out of {@code trials[g]} at {@code x[g]}. */
  GroupedLogistic(double[] x, double[] successes, double[] trials) {
    this.x = x;
    this.successes = successes;
    this.trials = trials;
  }

  /** Empty if the maximum does not exist or is not reached. */
  Optional<LogisticFit> fit() {
    double a = 0;
    double b = 0;
    double current = logLikelihood(a, b);
    for (int i = 0; i < ITERATIONS; i++) {
      double[] s = scoreAndInformation(a, b);
      double determinant = s[2] * s[4] - s[3] * s[3];
      if (!(determinant > 1e-12 * s[2] * s[4])) {
        return Optional.empty();
      }
      double stepA = (s[4] * s[0] - s[3] * s[1]) / determinant;
      double stepB = (s[2] * s[1] - s[3] * s[0]) / determinant;
      double factor = 1;
      double next = logLikelihood(a + stepA, b + stepB);
      while (next < current - 1e-9 * Math.abs(current) && factor > 1e-10) {
        factor /= 2;
        next = logLikelihood(a + factor * stepA, b + factor * stepB);
      }
      a += factor * stepA;
      b += factor * stepB;
      current = next;
      if (Math.abs(a) > LARGEST || Math.abs(b) > LARGEST) {
        return Optional.empty();
      }
      if (Math.abs(stepA) <= 1e-13 * (1 + Math.abs(a))
          && Math.abs(stepB) <= 1e-13 * (1 + Math.abs(b))) {
        return Optional.of(withCovariance(a, b));
      }
    }
    return Optional.empty();
  }

  private LogisticFit withCovariance(double a, double b) {
    double[] s = scoreAndInformation(a, b);
    double determinant = s[2] * s[4] - s[3] * s[3];
    return new LogisticFit(a, b, s[4] / determinant, -s[3] / determinant, s[2] / determinant);
  }

  private double logLikelihood(double a, double b) {
    double sum = 0;
    for (int g = 0; g < x.length; g++) {
      double eta = a + b * x[g];
      double softplus = Math.max(eta, 0) + StrictMath.log1p(StrictMath.exp(-Math.abs(eta)));
      sum += successes[g] * eta - trials[g] * softplus;
    }
    return sum;
  }

  /** sum(y - p), sum(y - p)x, sum w, sum wx, sum wx^2 with w = n p(1-p). */
  private double[] scoreAndInformation(double a, double b) {
    double[] s = new double[5];
    for (int g = 0; g < x.length; g++) {
      double p = Logit.expit(a + b * x[g]);
      double residual = successes[g] - trials[g] * p;
      double w = trials[g] * p * (1 - p);
      s[0] += residual;
      s[1] += residual * x[g];
      s[2] += w;
      s[3] += w * x[g];
      s[4] += w * x[g] * x[g];
    }
    return s;
  }
}
