package org.fedval.evaluation.roc;

import java.math.BigInteger;
import org.fedval.evaluation.score.KeySort;
import org.fedval.evaluation.score.ScoreKey;

/**
 * The AUROC of the scores themselves, without bins: for whoever holds all rows in one place. Every
 * distinct score is a bin of its own, so {@link Auroc#tieMass} is the share of truly tied pairs.
 *
 * <p>Linear in the number of rows: a radix sort of each class's keys, then one merge that sums U2,
 * P R^2 and N Q^2 as exact integers of up to 128 bits. Takes 16 bytes a row beside the scores.
 */
public final class RawAuroc {
  private static final BigInteger TWO_TO_64 = BigInteger.ONE.shiftLeft(Long.SIZE);

  private RawAuroc() {}

  /**
   * Of rows in any order.
   *
   * @param scores none of them NaN
   * @param positive the class of each row
   * @throws IllegalArgumentException if the lengths differ, a score is not a number or a class is
   *     empty
   */
  public static Auroc of(double[] scores, boolean[] positive) {
    if (scores.length != positive.length) {
      throw new IllegalArgumentException("Every score needs a class.");
    }
    int m = 0;
    for (boolean p : positive) {
      m += p ? 1 : 0;
    }
    int n = scores.length - m;
    if (m == 0 || n == 0) {
      throw new IllegalArgumentException("An AUROC needs a positive and a negative case.");
    }
    long[] positives = new long[m];
    long[] negatives = new long[n];
    int p = 0;
    int q = 0;
    for (int i = 0; i < scores.length; i++) {
      long key = ScoreKey.of(scores[i]);
      if (positive[i]) {
        positives[p++] = key;
      } else {
        negatives[q++] = key;
      }
    }
    long[] spare = new long[Math.max(m, n)];
    long[] sortedPositives = KeySort.sort(positives, m, spare);
    long[] left = sortedPositives == spare ? positives : spare;
    long[] free = left.length >= n ? left : new long[n];
    long[] sortedNegatives = KeySort.sort(negatives, n, free);
    return merged(sortedPositives, m, sortedNegatives, n);
  }

  private static Auroc merged(long[] positives, int m, long[] negatives, int n) {
    long doubledU = 0;
    long ties = 0;
    Sum ofPositives = new Sum();
    Sum ofNegatives = new Sum();
    int i = 0;
    int j = 0;
    while (i < m || j < n) {
      long key =
          i == m ? negatives[j] : j == n ? positives[i] : Math.min(positives[i], negatives[j]);
      int below = j;
      long p = 0;
      while (i < m && positives[i] == key) {
        i++;
        p++;
      }
      while (j < n && negatives[j] == key) {
        j++;
      }
      long q = (long) j - below;
      long r = 2L * below + q;
      long s = 2L * (m - i) + p;
      doubledU += p * r;
      ties += p * q;
      ofPositives.add(p * r, r);
      ofNegatives.add(q * s, s);
    }
    return new Auroc(
        m,
        n,
        BigInteger.valueOf(doubledU),
        ofPositives.value(),
        ofNegatives.value(),
        BigInteger.valueOf(ties));
  }

  /** A sum of products of 128 bits. With at most 2^31 rows it stays below 2^96. */
  private static final class Sum {
    private long high;
    private long low;

    void add(long a, long b) {
      long product = a * b;
      low += product;
      high += Math.multiplyHigh(a, b) + (Long.compareUnsigned(low, product) < 0 ? 1 : 0);
    }

    BigInteger value() {
      BigInteger unsigned = BigInteger.valueOf(low);
      return BigInteger.valueOf(high)
          .multiply(TWO_TO_64)
          .add(low < 0 ? unsigned.add(TWO_TO_64) : unsigned);
    }
  }
}
