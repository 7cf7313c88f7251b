package org.fedval.evaluation.compare;

import org.apache.commons.statistics.distribution.HypergeometricDistribution;

/**
 * Fisher's exact test of two proportions, two-sided: the probability, given the margins, of all
 * tables that are not more probable than the observed one, within a relative 1e-7.
 */
public final class FisherExact {
  private static final double SLACK = 1 + 1e-7;

  private FisherExact() {}

  /**
   * In (0, 1].
   *
   * @throws IllegalArgumentException with more than 2^31 - 1 cases
   */
  public static double p(TwoProportions t) {
    long population = Math.addExact(t.n1(), t.n2());
    if (population > Integer.MAX_VALUE) {
      throw new IllegalArgumentException("Fisher's test is for fewer than 2^31 cases.");
    }
    int successes = (int) (t.k1() + t.k2());
    var tables = HypergeometricDistribution.of((int) population, successes, (int) t.n1());
    double observed = tables.probability((int) t.k1()) * SLACK;
    double sum = 0;
    int first = tables.getSupportLowerBound();
    int last = tables.getSupportUpperBound();
    for (int k = first; k <= last; k++) {
      double probability = tables.probability(k);
      if (probability <= observed) {
        sum += probability;
      }
    }
    return Math.min(1, sum);
  }
}
