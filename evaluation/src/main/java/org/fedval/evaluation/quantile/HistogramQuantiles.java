package org.fedval.evaluation.quantile;

import java.util.Arrays;
import org.fedval.evaluation.score.EdgeTable;

/**
 * Quantiles of a histogram whose cases stand at the lower edge of their bin (Hyndman and Fan 1996,
 * American Statistician 50:361-365): type 1, the inverse of the empirical distribution; type 2, the
 * same with the mean of both neighbours at a step; type 7, linear between ranks.
 */
public final class HistogramQuantiles {
  /** Guards p n against the rounding of p, as R does. */
  private static final double FUZZ = 4 * Math.ulp(1.0);

  private final double[] values;
  private final long[] cumulative;

  private HistogramQuantiles(double[] values, long[] cumulative) {
    this.values = values;
    this.cumulative = cumulative;
  }

  /**
   * @param counts cases a bin; the lowest bin, which has no lower edge, must be empty
   * @throws IllegalArgumentException without cases, or with some below the lowest edge
   */
  public static HistogramQuantiles ofLowerEdges(EdgeTable edges, long... counts) {
    if (counts.length != edges.bins() || counts[0] != 0) {
      throw new IllegalArgumentException("Quantiles need every case at or above the first edge.");
    }
    long[] cumulative = Arrays.copyOfRange(counts, 1, counts.length);
    for (int i = 1; i < cumulative.length; i++) {
      cumulative[i] = Math.addExact(cumulative[i], cumulative[i - 1]);
    }
    if (cumulative.length == 0 || cumulative[cumulative.length - 1] == 0) {
      throw new IllegalArgumentException("A quantile needs a case.");
    }
    return new HistogramQuantiles(edges.edges().toArray(), cumulative);
  }

  /** How many cases. */
  public long count() {
    return cumulative[cumulative.length - 1];
  }

  /** The value of rank r, from 1 to {@link #count()}. */
  public double atRank(long r) {
    if (r < 1 || r > count()) {
      throw new IllegalArgumentException("A rank lies between 1 and the number of cases.");
    }
    int at = 0;
    while (cumulative[at] < r) {
      at++;
    }
    return values[at];
  }

  /** Type 1: the smallest value with cumulative share p or more. */
  public double inverse(double p) {
    double np = p * count();
    double whole = Math.floor(np + FUZZ);
    return bounded((long) whole + (np > whole + FUZZ ? 1 : 0));
  }

  /** Type 2: as type 1, but the mean of two neighbours where p n is whole. */
  public double averaged(double p) {
    double np = p * count();
    double whole = Math.floor(np + FUZZ);
    if (np > whole + FUZZ) {
      return bounded((long) whole + 1);
    }
    return (bounded((long) whole) + bounded((long) whole + 1)) / 2;
  }

  /** Type 7: linear between the ranks around 1 + (n - 1) p. */
  public double interpolated(double p) {
    double at = (count() - 1) * p;
    long below = (long) Math.floor(at);
    double share = at - below;
    double low = bounded(below + 1);
    double high = bounded(below + 2);
    return share < 0.5 ? low + (high - low) * share : high - (high - low) * (1 - share);
  }

  private double bounded(long rank) {
    return atRank(Math.max(1, Math.min(count(), rank)));
  }
}
