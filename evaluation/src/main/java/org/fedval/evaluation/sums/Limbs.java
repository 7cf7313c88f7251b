package org.fedval.evaluation.sums;

import java.math.BigInteger;

/**
 * Signed integers of up to 119 bits as five words, v = sum of word j times 2^(24 j): the lower four
 * lie in [0, 2^24), the top one carries the sign. Words of several sites add up word by word and
 * still recombine exactly, since 2^38 summands of 24 bits fit a long.
 */
public final class Limbs {
  /** Words of one number. */
  public static final int WORDS = 5;

  private static final int BITS = 24;
  private static final BigInteger BASE = BigInteger.ONE.shiftLeft(BITS);

  private Limbs() {}

  /**
   * The words of v, lowest first.
   *
   * @throws IllegalArgumentException if |v| is 2^119 or more
   */
  public static long[] split(BigInteger v) {
    if (v.bitLength() >= WORDS * BITS) {
      throw new IllegalArgumentException("A sum is too large for its five words.");
    }
    long[] words = new long[WORDS];
    BigInteger rest = v;
    for (int j = 0; j < WORDS - 1; j++) {
      words[j] = rest.mod(BASE).longValueExact();
      rest = rest.shiftRight(BITS);
    }
    words[WORDS - 1] = rest.longValueExact();
    return words;
  }

  /**
   * The number behind the words of one site, or behind word-wise sums of several.
   *
   * @throws IllegalArgumentException unless there are five words
   */
  public static BigInteger join(long[] words) {
    if (words.length != WORDS) {
      throw new IllegalArgumentException("A split number has five words.");
    }
    BigInteger v = BigInteger.ZERO;
    for (int j = WORDS - 1; j >= 0; j--) {
      v = v.shiftLeft(BITS).add(BigInteger.valueOf(words[j]));
    }
    return v;
  }
}
