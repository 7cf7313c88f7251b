package org.fedval.evaluation.cluster;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.fedval.evaluation.dist.RealInterval;
import org.fedval.evaluation.roc.ClassHistograms;

/**
 * The bootstrap of independent cases at the coordinator (Efron 1979, Annals of Statistics 7:1-26):
 * drawing M positives and N negatives from the pooled histogram is the case bootstrap of the binned
 * scores, exactly. Reproducible from the seed.
 */
public final class HistogramBootstrap {
  private final double[] replicates;

  private HistogramBootstrap(double[] sorted) {
    this.replicates = sorted;
  }

  /**
   * @param stratified whether M and N are kept; otherwise only their sum is, as for predictive
   *     values, Brier score and net benefit
   * @param statistic of a replicate; NaN where a replicate has none, which is left out
   */
  public static HistogramBootstrap of(
      ClassHistograms h,
      boolean stratified,
      int replicates,
      long seed,
      ToDoubleFunction<ClassHistograms> statistic) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] values = new double[replicates];
    for (int r = 0; r < replicates; r++) {
      values[r] = statistic.applyAsDouble(stratified ? byClass(h, random) : all(h, random));
    }
    double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    if (known.length < 2) {
      throw new IllegalArgumentException("A bootstrap needs two replicates that can be estimated.");
    }
    return new HistogramBootstrap(known);
  }

  private static ClassHistograms byClass(ClassHistograms h, SplittableRandom random) {
    long[] positives = new long[h.bins()];
    long[] negatives = new long[h.bins()];
    for (int b = 0; b < h.bins(); b++) {
      positives[b] = h.positives(b);
      negatives[b] = h.negatives(b);
    }
    return new ClassHistograms(
        draw(positives, h.positives(), random), draw(negatives, h.negatives(), random));
  }

  private static ClassHistograms all(ClassHistograms h, SplittableRandom random) {
    long[] cells = new long[2 * h.bins()];
    for (int b = 0; b < h.bins(); b++) {
      cells[b] = h.positives(b);
      cells[h.bins() + b] = h.negatives(b);
    }
    long[] drawn = draw(cells, h.positives() + h.negatives(), random);
    return new ClassHistograms(
        Arrays.copyOf(drawn, h.bins()), Arrays.copyOfRange(drawn, h.bins(), drawn.length));
  }

  /** As many cases as there are, each from a cell in proportion to its count. */
  private static long[] draw(long[] counts, long n, SplittableRandom random) {
    long[] cumulative = counts.clone();
    Arrays.parallelPrefix(cumulative, Math::addExact);
    long[] drawn = new long[counts.length];
    for (long i = 0; i < n; i++) {
      drawn[cell(cumulative, random.nextLong(n))]++;
    }
    return drawn;
  }

  /** The first cell whose cumulative count is above the rank. */
  private static int cell(long[] cumulative, long rank) {
    int low = 0;
    int high = cumulative.length - 1;
    while (low < high) {
      int middle = (low + high) >>> 1;
      if (cumulative[middle] > rank) {
        high = middle;
      } else {
        low = middle + 1;
      }
    }
    return low;
  }

  /** Replicates that could be estimated. */
  public int replicates() {
    return replicates.length;
  }

  /** Standard deviation of the replicates. */
  public double standardError() {
    double mean = Arrays.stream(replicates).average().orElseThrow();
    double squares = Arrays.stream(replicates).map(v -> (v - mean) * (v - mean)).sum();
    return Math.sqrt(squares / (replicates.length - 1));
  }

  /** The percentile interval. */
  public RealInterval interval(double confidence) {
    double tail = (1 - confidence) / 2;
    return new RealInterval(quantile(tail), quantile(1 - tail));
  }

  private double quantile(double p) {
    double at = (replicates.length - 1) * p;
    int below = (int) Math.floor(at);
    int above = Math.min(replicates.length - 1, below + 1);
    return replicates[below] + (at - below) * (replicates[above] - replicates[below]);
  }
}
