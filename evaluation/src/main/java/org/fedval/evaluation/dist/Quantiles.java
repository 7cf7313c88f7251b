package org.fedval.evaluation.dist;

import org.apache.commons.statistics.distribution.ContinuousDistribution;

/**
 * Quantiles to about 1e-13: the library's root finder stops at an absolute 1e-9, which is not
 * enough for small quantiles, so that Newton steps on the nearer tail follow.
 */
final class Quantiles {
  private static final int STEPS = 4;

  private Quantiles() {}

  /** The x with P(X &lt;= x) = p, for p in (0, 1). */
  static double lower(ContinuousDistribution of, double p) {
    double x = of.inverseCumulativeProbability(p);
    for (int i = 0; i < STEPS; i++) {
      double step = (of.cumulativeProbability(x) - p) / of.density(x);
      if (!Double.isFinite(step) || !inside(of, x - step)) {
        return x;
      }
      x -= step;
    }
    return x;
  }

  /** The x with P(X &gt; x) = p, for p in (0, 1). */
  static double upper(ContinuousDistribution of, double p) {
    double x = of.inverseSurvivalProbability(p);
    for (int i = 0; i < STEPS; i++) {
      double step = (p - of.survivalProbability(x)) / of.density(x);
      if (!Double.isFinite(step) || !inside(of, x - step)) {
        return x;
      }
      x -= step;
    }
    return x;
  }

  private static boolean inside(ContinuousDistribution of, double x) {
    return x > of.getSupportLowerBound() && x < of.getSupportUpperBound();
  }
}
