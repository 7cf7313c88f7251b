package org.fedval.evaluation.cluster;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Supplier;
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
    return of(h, stratified, replicates, seed, List.of(statistic))
        .get(0)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "A bootstrap needs two replicates that can be estimated."));
  }

  /**
   * Several statistics of the same replicates; empty for one that fewer than two of them have.
   *
   * @param statistics as in {@link #of(ClassHistograms, boolean, int, long, ToDoubleFunction)}
   */
  public static List<Optional<HistogramBootstrap>> of(
      ClassHistograms h,
      boolean stratified,
      int replicates,
      long seed,
      List<ToDoubleFunction<ClassHistograms>> statistics) {
    SplittableRandom random = new SplittableRandom(seed);
    Supplier<ClassHistograms> next = stratified ? byClass(h, random) : all(h, random);
    double[][] values = new double[statistics.size()][replicates];
    for (int r = 0; r < replicates; r++) {
      ClassHistograms drawn = next.get();
      for (int s = 0; s < values.length; s++) {
        values[s][r] = statistics.get(s).applyAsDouble(drawn);
      }
    }
    return Arrays.stream(values).map(HistogramBootstrap::ofValues).toList();
  }

  private static Optional<HistogramBootstrap> ofValues(double[] values) {
    double[] known = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
    return known.length < 2 ? Optional.empty() : Optional.of(new HistogramBootstrap(known));
  }

  private static Supplier<ClassHistograms> byClass(ClassHistograms h, SplittableRandom random) {
    Multinomial positives = new Multinomial(counts(h, true));
    Multinomial negatives = new Multinomial(counts(h, false));
    return () -> new ClassHistograms(positives.draw(random), negatives.draw(random));
  }

  private static Supplier<ClassHistograms> all(ClassHistograms h, SplittableRandom random) {
    int bins = h.bins();
    long[] cells = Arrays.copyOf(counts(h, true), 2 * bins);
    System.arraycopy(counts(h, false), 0, cells, bins, bins);
    Multinomial both = new Multinomial(cells);
    return () -> {
      long[] drawn = both.draw(random);
      return new ClassHistograms(
          Arrays.copyOf(drawn, bins), Arrays.copyOfRange(drawn, bins, drawn.length));
    };
  }

  private static long[] counts(ClassHistograms h, boolean positive) {
    long[] counts = new long[h.bins()];
    for (int b = 0; b < counts.length; b++) {
      counts[b] = positive ? h.positives(b) : h.negatives(b);
    }
    return counts;
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
