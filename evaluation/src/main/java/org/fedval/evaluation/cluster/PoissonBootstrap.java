package org.fedval.evaluation.cluster;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;
import java.util.random.RandomGenerator;
import org.fedval.evaluation.roc.ClassHistograms;

/**
 * The cluster bootstrap with Poisson(1) weights (Chamandy et al. 2012): each patient gets one
 * weight a replicate, and a site adds R weighted histograms.
 *
 * <p>Security: weights must come from a generator that only the site knows. Known weights in more
 * replicates than cases form a system of equations that gives every case away.
 */
public final class PoissonBootstrap {
  private static final double NONE = Math.exp(-1);

  private final RandomGenerator secret;
  private final int bins;
  private final long[][] positives;
  private final long[][] negatives;
  private final Map<Object, int[]> weights = new HashMap<>();

  /**
   * Collects the cases of one site. For one thread.
   *
   * @param secret the site's own generator
   */
  public PoissonBootstrap(RandomGenerator secret, int replicates, int bins) {
    this.secret = secret;
    this.bins = bins;
    positives = new long[replicates][bins];
    negatives = new long[replicates][bins];
  }

  /** Adds a case. */
  public PoissonBootstrap add(Object patient, boolean positive, int bin) {
    if (bin < 0 || bin >= bins) {
      throw new IllegalArgumentException("There is no such bin.");
    }
    int[] mine = weights.computeIfAbsent(patient, k -> draw());
    for (int r = 0; r < mine.length; r++) {
      (positive ? positives : negatives)[r][bin] += mine[r];
    }
    return this;
  }

  private int[] draw() {
    int[] drawn = new int[positives.length];
    for (int r = 0; r < drawn.length; r++) {
      drawn[r] = poisson(secret.nextDouble());
    }
    return drawn;
  }

  /** Inverse of the Poisson(1) distribution. */
  private static int poisson(double u) {
    int k = 0;
    double term = NONE;
    double cumulative = NONE;
    while (u > cumulative && k < 30) {
      k++;
      term /= k;
      cumulative += term;
    }
    return k;
  }

  /** The site's weighted histograms, one a replicate. */
  public ClassHistograms[] replicates() {
    ClassHistograms[] all = new ClassHistograms[positives.length];
    for (int r = 0; r < all.length; r++) {
      all[r] = new ClassHistograms(positives[r], negatives[r]);
    }
    return all;
  }

  /** Standard deviation of a statistic over pooled replicates; NaN replicates are left out. */
  public static OptionalDouble standardError(
      ClassHistograms[] pooled, ToDoubleFunction<ClassHistograms> statistic) {
    double[] values =
        Arrays.stream(pooled).mapToDouble(statistic).filter(v -> !Double.isNaN(v)).toArray();
    if (values.length < 2) {
      return OptionalDouble.empty();
    }
    double mean = Arrays.stream(values).average().orElseThrow();
    double squares = Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum();
    return OptionalDouble.of(Math.sqrt(squares / (values.length - 1)));
  }
}
