package org.fedval.evaluation.roc;

/**
 * The integer placements that a second round publishes: R_b = 2 N_&lt;b + N_b, which is 2N times
 * the share of negatives below bin b with ties as halves, and Q_b = 2 P_&gt;b + P_b, which is 2M
 * times the share of positives above. A function of the pooled histogram alone.
 */
public final class Placements {
  private final long[] ofPositive;
  private final long[] ofNegative;

  private Placements(long[] ofPositive, long[] ofNegative) {
    this.ofPositive = ofPositive;
    this.ofNegative = ofNegative;
  }

  /** The placements of a pooled histogram. */
  public static Placements of(ClassHistograms h) {
    long[] r = new long[h.bins()];
    long[] q = new long[h.bins()];
    long negativesBelow = 0;
    long positivesAbove = h.positives();
    for (int b = 0; b < h.bins(); b++) {
      positivesAbove -= h.positives(b);
      r[b] = 2 * negativesBelow + h.negatives(b);
      q[b] = 2 * positivesAbove + h.positives(b);
      negativesBelow += h.negatives(b);
    }
    return new Placements(r, q);
  }

  /** R_b, the placement of a positive in bin b, in [0, 2N]. */
  public long ofPositive(int bin) {
    return ofPositive[bin];
  }

  /** Q_b, the placement of a negative in bin b, in [0, 2M]. */
  public long ofNegative(int bin) {
    return ofNegative[bin];
  }

  /** The placement of a case of this class in bin b. */
  public long of(boolean positive, int bin) {
    return positive ? ofPositive[bin] : ofNegative[bin];
  }
}
