package org.fedval.evaluation.calib;

import java.math.BigInteger;
import java.util.Arrays;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.score.EdgeTable;
import org.fedval.evaluation.sums.FixedPoint;

/**
 * Histograms of both classes with the sum of the scores of each bin, so that every bin has the mean
 * of its own scores as representative. Immutable.
 */
public final class ScoreBins {
  private final ClassHistograms histograms;
  private final BigInteger[] scores;

  private ScoreBins(ClassHistograms histograms, BigInteger[] scores) {
    this.histograms = histograms;
    this.scores = scores;
  }

  /**
   * From pooled sums.
   *
   * @param scores sum of the coded scores, at scale {@link FixedPoint#FINE}, one a bin
   */
  public static ScoreBins of(ClassHistograms histograms, BigInteger... scores) {
    if (scores.length != histograms.bins()) {
      throw new IllegalArgumentException("Score sums need one entry a bin.");
    }
    return new ScoreBins(histograms, scores.clone());
  }

  /** Collects the cases of one site. Mutable; for one thread. */
  public static final class Builder {
    private final EdgeTable edges;
    private final long[] positives;
    private final long[] negatives;
    private final BigInteger[] scores;

    public Builder(EdgeTable edges) {
      this.edges = edges;
      positives = new long[edges.bins()];
      negatives = new long[edges.bins()];
      scores = new BigInteger[edges.bins()];
      Arrays.fill(scores, BigInteger.ZERO);
    }

    /** Adds a case with a score in [0, 1]. */
    public Builder add(boolean positive, double p) {
      return add(positive, p, edges.bin(p));
    }

    /** Adds a case whose bin is known. */
    Builder add(boolean positive, double p, int bin) {
      (positive ? positives : negatives)[bin]++;
      scores[bin] = scores[bin].add(FixedPoint.FINE.encode(p));
      return this;
    }

    public ScoreBins build() {
      return new ScoreBins(new ClassHistograms(positives, negatives), scores.clone());
    }
  }

  /** The sum over two disjoint sets of cases. */
  public ScoreBins plus(ScoreBins other) {
    ClassHistograms sum = histograms.plus(other.histograms);
    BigInteger[] total = scores.clone();
    for (int b = 0; b < total.length; b++) {
      total[b] = total[b].add(other.scores[b]);
    }
    return new ScoreBins(sum, total);
  }

  public ClassHistograms histograms() {
    return histograms;
  }

  public int bins() {
    return scores.length;
  }

  /** Cases in a bin. */
  public long count(int bin) {
    return histograms.positives(bin) + histograms.negatives(bin);
  }

  /** Mean score of a bin that holds a case, in [0, 1]. */
  public double mean(int bin) {
    return FixedPoint.FINE.mean(scores[bin], count(bin));
  }

  /** Cases in bins whose mean {@link Logit} clips; the report says how many. */
  public long clippedCases() {
    long clipped = 0;
    for (int b = 0; b < bins(); b++) {
      if (count(b) > 0 && (mean(b) < Logit.CLIP || mean(b) > 1 - Logit.CLIP)) {
        clipped += count(b);
      }
    }
    return clipped;
  }

  /**
   * Mean negative log-likelihood of the representatives, clipped to [2^-52, 1 - 2^-52].
   *
   * @throws IllegalArgumentException without cases
   */
  public double logLoss() {
    double sum = 0;
    long n = histograms.positives() + histograms.negatives();
    if (n == 0) {
      throw new IllegalArgumentException("A log loss needs a case.");
    }
    for (int b = 0; b < bins(); b++) {
      if (count(b) > 0) {
        double p = Math.min(1 - 0x1p-52, Math.max(0x1p-52, mean(b)));
        sum -= histograms.positives(b) * Math.log(p) + histograms.negatives(b) * Math.log1p(-p);
      }
    }
    return sum / n;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ScoreBins
        && histograms.equals(((ScoreBins) other).histograms)
        && Arrays.equals(scores, ((ScoreBins) other).scores);
  }

  @Override
  public int hashCode() {
    return 31 * histograms.hashCode() + Arrays.hashCode(scores);
  }
}
