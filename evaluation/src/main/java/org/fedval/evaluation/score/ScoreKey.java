package org.fedval.evaluation.score;

/**
 * The order-preserving, lossless integer form of a score: {@code a < b} as doubles exactly when
 * {@code of(a) < of(b)} as signed longs. Negative zero counts as zero.
 */
public final class ScoreKey {
  private ScoreKey() {}

  /**
   * The key of a score.
   *
   * @throws IllegalArgumentException for a score that is not a number
   */
  public static long of(double score) {
    if (Double.isNaN(score)) {
      throw new IllegalArgumentException("A score that is not a number has no place in the order.");
    }
    long bits = Double.doubleToLongBits(score + 0.0);
    return bits ^ ((bits >> 63) & Long.MAX_VALUE);
  }

  /** The score of a key; the inverse of {@link #of}. */
  public static double score(long key) {
    return Double.longBitsToDouble(key ^ ((key >> 63) & Long.MAX_VALUE));
  }
}
