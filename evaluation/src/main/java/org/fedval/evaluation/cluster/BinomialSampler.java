package org.fedval.evaluation.cluster;

import java.util.SplittableRandom;

/**
 * Exact draws from a binomial distribution: inversion where fewer than ten successes are expected,
 * otherwise transformed rejection with squeeze, algorithm BTRS of Hörmann (1993, Journal of
 * Statistical Computation and Simulation 46:101-110). The same generator gives the same draws on
 * every platform.
 */
final class BinomialSampler {
  private static final double LEAST_FOR_REJECTION = 10;

  private BinomialSampler() {}

  /**
   * Successes among n trials.
   *
   * @param p in [0, 1]
   */
  static long draw(long n, double p, SplittableRandom random) {
    if (n == 0 || p <= 0) {
      return 0;
    }
    if (p >= 1) {
      return n;
    }
    if (p > 0.5) {
      return n - draw(n, 1 - p, random);
    }
    return n * p < LEAST_FOR_REJECTION ? inverted(n, p, random) : rejected(n, p, random);
  }

  /** Adds up probabilities from 0 successes on. */
  private static long inverted(long n, double p, SplittableRandom random) {
    double odds = p / (1 - p);
    double term = StrictMath.exp(n * StrictMath.log1p(-p));
    double u = random.nextDouble();
    long k = 0;
    while (u > term && k < n) {
      u -= term;
      k++;
      term *= odds * (n - k + 1) / k;
    }
    return k;
  }

  private static long rejected(long n, double p, SplittableRandom random) {
    double spread = Math.sqrt(n * p * (1 - p));
    double b = 1.15 + 2.53 * spread;
    double a = -0.0873 + 0.0248 * b + 0.01 * p;
    double centre = n * p + 0.5;
    double squeeze = 0.92 - 4.2 / b;
    double alpha = (2.83 + 5.1 / b) * spread;
    double odds = p / (1 - p);
    long mode = (long) Math.floor((n + 1) * p);
    while (true) {
      double u = random.nextDouble() - 0.5;
      double v = random.nextDouble();
      double us = 0.5 - Math.abs(u);
      double k = Math.floor((2 * a / us + b) * u + centre);
      if (k < 0 || k > n) {
        continue;
      }
      if (us >= 0.07 && v <= squeeze) {
        return (long) k;
      }
      double height = StrictMath.log(v * alpha / (a / (us * us) + b));
      double bound =
          (mode + 0.5) * StrictMath.log((mode + 1) / (odds * (n - mode + 1)))
              + (n + 1) * StrictMath.log((n - mode + 1) / (n - k + 1))
              + (k + 0.5) * StrictMath.log(odds * (n - k + 1) / (k + 1))
              + tail(mode)
              + tail(n - mode)
              - tail(k)
              - tail(n - k);
      if (height <= bound) {
        return (long) k;
      }
    }
  }

  /** ln k! less Stirling's formula at k + 1, to about 1e-8 from 10 on, exact below. */
  private static double tail(double k) {
    if (k < 10) {
      double logFactorial = 0;
      for (int i = 2; i <= k; i++) {
        logFactorial += StrictMath.log(i);
      }
      return logFactorial
          - 0.5 * StrictMath.log(2 * Math.PI)
          - (k + 0.5) * StrictMath.log(k + 1)
          + (k + 1);
    }
    double x = (k + 1) * (k + 1);
    return (1.0 / 12 - (1.0 / 360 - 1.0 / 1260 / x) / x) / (k + 1);
  }
}
