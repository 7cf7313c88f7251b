package org.fedval.evaluation.power;

import org.fedval.evaluation.binom.Wilson;
import org.fedval.evaluation.dist.Interval;
import org.fedval.evaluation.dist.Normal;

/** How wide an interval of a proportion will be, and how many cases keep it narrow. */
public final class Precision {
  /** Rounding slack of a quotient that is meant to be whole. */
  private static final double SLACK = 1e-9;

  private Precision() {}

  /** z sqrt(p(1-p)/n), with n cases that need not be whole. */
  public static double waldHalfWidth(double p, double n, double confidence) {
    return Normal.twoSided(confidence) * Math.sqrt(p * (1 - p) / n);
  }

  /** Smallest n with a Wald half-width of h or less. */
  public static long waldSize(double p, double h, double confidence) {
    double z = Normal.twoSided(confidence);
    return ceiling(z * z * p * (1 - p) / (h * h));
  }

  /** Smallest n whose Wilson interval at round(np) successes has half-width h or less. */
  public static long wilsonSize(double p, double h, double confidence) {
    double z = Normal.twoSided(confidence);
    long n = 1;
    while (true) {
      Interval interval = Wilson.interval(Math.round(n * p), n, z);
      if (interval.upper() - interval.lower() <= 2 * h) {
        return n;
      }
      n++;
    }
  }

  /** Cases to collect for so many positives at this prevalence. */
  public static long total(long positives, double prevalence) {
    return ceiling(positives / prevalence);
  }

  private static long ceiling(double x) {
    return (long) Math.ceil(x * (1 - SLACK));
  }
}
