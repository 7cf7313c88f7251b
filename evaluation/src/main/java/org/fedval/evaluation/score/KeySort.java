package org.fedval.evaluation.score;

import java.util.Arrays;

/**
 * Sorts score keys in linear time: a radix sort from the least digit, in digits of {@value
 * #DIGIT_BITS} bits. Digits that all keys share are skipped, so that scores stored as 32-bit floats
 * take half the passes.
 */
public final class KeySort {
  private static final int DIGIT_BITS = 11;
  private static final int DIGITS = (Long.SIZE + DIGIT_BITS - 1) / DIGIT_BITS;
  private static final int BUCKETS = 1 << DIGIT_BITS;
  private static final int MASK = BUCKETS - 1;

  /** Below this many keys the library's sort is as fast. */
  private static final int FEW = 1 << 12;

  private KeySort() {}

  /**
   * Sorts the first {@code length} keys ascending.
   *
   * @param keys as of {@link ScoreKey#of}; used as working space
   * @param spare as long as {@code keys} or longer; used as working space
   * @return whichever of the two arrays holds the sorted keys
   */
  public static long[] sort(long[] keys, int length, long[] spare) {
    if (length < FEW) {
      Arrays.sort(keys, 0, length);
      return keys;
    }
    int[][] starts = starts(keys, length);
    long[] from = keys;
    long[] to = spare;
    for (int digit = 0; digit < DIGITS; digit++) {
      int[] next = starts[digit];
      int shift = digit * DIGIT_BITS;
      if (next.length == 0) {
        continue;
      }
      for (int i = 0; i < length; i++) {
        long key = from[i];
        to[next[bucket(key, shift)]++] = key;
      }
      long[] swapped = from;
      from = to;
      to = swapped;
    }
    return from;
  }

  /** Where each bucket begins, a digit; empty for a digit that all keys share. */
  private static int[][] starts(long[] keys, int length) {
    int[][] counts = new int[DIGITS][BUCKETS];
    for (int i = 0; i < length; i++) {
      long key = keys[i];
      for (int digit = 0; digit < DIGITS; digit++) {
        counts[digit][bucket(key, digit * DIGIT_BITS)]++;
      }
    }
    for (int digit = 0; digit < DIGITS; digit++) {
      int[] count = counts[digit];
      if (count[bucket(keys[0], digit * DIGIT_BITS)] == length) {
        counts[digit] = new int[0];
        continue;
      }
      int start = 0;
      for (int b = 0; b < BUCKETS; b++) {
        int here = count[b];
        count[b] = start;
        start += here;
      }
    }
    return counts;
  }

  /** With the sign bit turned, so that signed keys are in order as unsigned digits. */
  private static int bucket(long key, int shift) {
    return (int) ((key ^ Long.MIN_VALUE) >>> shift) & MASK;
  }
}
