package org.fedval.evaluation.roc;

/**
 * Pooled scores of both classes as counts by bin, in ascending order of score. The arrays are
 * copied on the way in and never handed out.
 */
public final class ScoreHistograms {
  private final long[] positives;
  private final long[] negatives;
  private final long m;
  private final long n;

  /**
   * @throws IllegalArgumentException when the lengths differ, no bin is given or a count is
   *     negative
   * @throws ArithmeticException when a class has more than 2^63 - 1 cases
   */
  public ScoreHistograms(long[] positives, long[] negatives) {
    if (positives.length != negatives.length || positives.length == 0) {
      throw new IllegalArgumentException(
          "Both classes need the same number of score bins; got "
              + positives.length
              + " and "
              + negatives.length
              + ".");
    }
    this.positives = positives.clone();
    this.negatives = negatives.clone();
    this.m = total(this.positives);
    this.n = total(this.negatives);
  }

  public int bins() {
    return positives.length;
  }

  public long positives(int bin) {
    return positives[bin];
  }

  public long negatives(int bin) {
    return negatives[bin];
  }

  /** M, the number of positive cases. */
  public long totalPositives() {
    return m;
  }

  /** N, the number of negative cases. */
  public long totalNegatives() {
    return n;
  }

  /** Positive cases in {@code bin} and above: the true positives of that threshold. */
  public long positivesFrom(int bin) {
    return tail(positives, bin);
  }

  /** Negative cases in {@code bin} and above: the false positives of that threshold. */
  public long negativesFrom(int bin) {
    return tail(negatives, bin);
  }

  private static long tail(long[] counts, int bin) {
    long sum = 0;
    for (int b = bin; b < counts.length; b++) {
      sum += counts[b];
    }
    return sum;
  }

  private static long total(long[] counts) {
    long sum = 0;
    for (long count : counts) {
      if (count < 0) {
        throw new IllegalArgumentException("A score histogram holds a negative count.");
      }
      sum = Math.addExact(sum, count);
    }
    return sum;
  }
}
