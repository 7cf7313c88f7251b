package org.fedval.evaluation.roc;

import java.util.Arrays;

/** Counts of positives and of negatives per score bin, ascending in score. Immutable. */
public final class ClassHistograms {
  private final long[] positives;
  private final long[] negatives;
  private final long positiveTotal;
  private final long negativeTotal;

  /**
   * @throws IllegalArgumentException if the lengths differ or a count is negative
   */
  public ClassHistograms(long[] positives, long[] negatives) {
    if (positives.length != negatives.length) {
      throw new IllegalArgumentException("Both classes need the same score bins.");
    }
    this.positives = positives.clone();
    this.negatives = negatives.clone();
    this.positiveTotal = total(positives);
    this.negativeTotal = total(negatives);
  }

  private static long total(long[] counts) {
    if (Arrays.stream(counts).anyMatch(c -> c < 0)) {
      throw new IllegalArgumentException("A histogram count is negative.");
    }
    return Arrays.stream(counts).reduce(0, Math::addExact);
  }

  /**
   * The sum over two disjoint sets of cases.
   *
   * @throws IllegalArgumentException if the bins differ
   */
  public ClassHistograms plus(ClassHistograms other) {
    if (bins() != other.bins()) {
      throw new IllegalArgumentException("Histograms of different bins cannot be added.");
    }
    long[] p = positives.clone();
    long[] n = negatives.clone();
    for (int b = 0; b < p.length; b++) {
      p[b] = Math.addExact(p[b], other.positives[b]);
      n[b] = Math.addExact(n[b], other.negatives[b]);
    }
    return new ClassHistograms(p, n);
  }

  /** The same bins with the classes exchanged. */
  public ClassHistograms exchanged() {
    return new ClassHistograms(negatives, positives);
  }

  public int bins() {
    return positives.length;
  }

  /** P_b. */
  public long positives(int bin) {
    return positives[bin];
  }

  /** N_b. */
  public long negatives(int bin) {
    return negatives[bin];
  }

  /** M, the number of positives. */
  public long positives() {
    return positiveTotal;
  }

  /** N, the number of negatives. */
  public long negatives() {
    return negativeTotal;
  }

  /** Positives in this bin and above: true positives at its lower edge. */
  public long positivesFrom(int bin) {
    return Arrays.stream(positives, bin, positives.length).sum();
  }

  /** Negatives in this bin and above: false positives at its lower edge. */
  public long negativesFrom(int bin) {
    return Arrays.stream(negatives, bin, negatives.length).sum();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ClassHistograms
        && Arrays.equals(positives, ((ClassHistograms) other).positives)
        && Arrays.equals(negatives, ((ClassHistograms) other).negatives);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(positives) + Arrays.hashCode(negatives);
  }
}
