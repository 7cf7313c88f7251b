package org.fedval.evaluation.score;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/**
 * Strictly ascending edges that cut the scores into left-closed bins: {@code bin(s)} is the number
 * of edges {@code e <= s}. The table follows from the study plan alone, never from data, and is the
 * same on every platform: edges come from {@link StrictMath}, comparisons are made on {@link
 * ScoreKey}s.
 *
 * <p>Operating thresholds are edges themselves. Counts of positive calls at a threshold are
 * therefore exact; only rank statistics see the bins.
 */
public final class EdgeTable {
  /** Half width of the logit grid, in log-odds. */
  public static final double LOGIT_RANGE = 12;

  /** Most bins of a grid; keeps a unit well under the length that a vector allows. */
  public static final int MAX_BINS = 16_384;

  private final double[] edges;
  private final long[] keys;

  private EdgeTable(double[] edges) {
    this.edges = edges;
    this.keys = Arrays.stream(edges).mapToLong(ScoreKey::of).toArray();
  }

  /**
   * The grid LOGIT-K for probabilities: K bins of equal width on log-odds from -12 to 12, the first
   * and the last open-ended, with the thresholds spliced in. A threshold that equals a grid edge
   * adds nothing, so the table has K to K + (number of thresholds) bins.
   *
   * @param bins K, from 2 to {@link #MAX_BINS}
   * @param thresholds operating thresholds in any order, finite; repeats are allowed
   */
  public static EdgeTable logit(int bins, double... thresholds) {
    if (bins < 2 || bins > MAX_BINS) {
      throw new IllegalArgumentException(
          "A score grid needs 2 to " + MAX_BINS + " bins, not " + bins + ".");
    }
    DoubleStream grid = IntStream.range(1, bins).mapToDouble(j -> gridEdge(j, bins));
    return of(DoubleStream.concat(grid, Arrays.stream(thresholds)).toArray());
  }

  /**
   * A table of these edges, sorted and without repeats.
   *
   * @throws IllegalArgumentException for an edge that is not finite
   */
  public static EdgeTable of(double... edges) {
    if (Arrays.stream(edges).anyMatch(e -> !Double.isFinite(e))) {
      throw new IllegalArgumentException("Every edge between score bins must be finite.");
    }
    double[] sorted = Arrays.stream(edges).map(e -> e + 0.0).sorted().toArray();
    int distinct = 0;
    for (double edge : sorted) {
      if (distinct == 0 || edge != sorted[distinct - 1]) {
        sorted[distinct++] = edge;
      }
    }
    return new EdgeTable(Arrays.copyOf(sorted, distinct));
  }

  private static double gridEdge(int j, int bins) {
    double logOdds = -LOGIT_RANGE + 2 * LOGIT_RANGE * j / bins;
    return 1 / (1 + StrictMath.exp(-logOdds));
  }

  /** How many bins: one more than edges. */
  public int bins() {
    return edges.length + 1;
  }

  /** The bin of a score: the number of edges at or below it, from 0 to {@code bins() - 1}. */
  public int bin(double score) {
    int at = Arrays.binarySearch(keys, ScoreKey.of(score));
    return at >= 0 ? at + 1 : -at - 1;
  }

  /**
   * The lowest bin of a positive call, {@code score >= threshold}.
   *
   * @throws IllegalArgumentException if the threshold is not an edge: counts would not be exact
   */
  public int firstPositiveBin(double threshold) {
    int at = Arrays.binarySearch(keys, ScoreKey.of(threshold));
    if (at < 0) {
      throw new IllegalArgumentException(
          "The threshold is not an edge of this table; the plan's operating points must be.");
    }
    return at + 1;
  }

  /** The edges, ascending. */
  public DoubleStream edges() {
    return Arrays.stream(edges);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EdgeTable && Arrays.equals(keys, ((EdgeTable) other).keys);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(keys);
  }
}
