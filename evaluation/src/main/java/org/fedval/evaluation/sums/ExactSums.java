package org.fedval.evaluation.sums;

import java.math.BigInteger;
import java.util.Arrays;

/**
 * A vector of exact integers that adds up over disjoint sets of cases. Immutable. What an entry
 * means is told by the statistic that made it.
 */
public final class ExactSums {
  private final BigInteger[] entries;

  private ExactSums(BigInteger[] entries) {
    this.entries = entries;
  }

  /** The neutral element of this length. */
  public static ExactSums zero(int length) {
    BigInteger[] entries = new BigInteger[length];
    Arrays.fill(entries, BigInteger.ZERO);
    return new ExactSums(entries);
  }

  /** These entries, in order. */
  public static ExactSums of(BigInteger... entries) {
    return new ExactSums(entries.clone());
  }

  /** A copy of the entries. */
  public BigInteger[] entries() {
    return entries.clone();
  }

  /** The entries from one on, as sums of their own. */
  public ExactSums part(int from, int length) {
    return new ExactSums(Arrays.copyOfRange(entries, from, from + length));
  }

  /** How many entries. */
  public int length() {
    return entries.length;
  }

  /** Entry i. */
  public BigInteger get(int i) {
    return entries[i];
  }

  /**
   * Entry i as a count.
   *
   * @throws ArithmeticException if it does not fit 63 bits
   */
  public long count(int i) {
    return entries[i].longValueExact();
  }

  /**
   * The sum over two disjoint sets of cases.
   *
   * @throws IllegalArgumentException if the lengths differ
   */
  public ExactSums plus(ExactSums other) {
    if (entries.length != other.entries.length) {
      throw new IllegalArgumentException("Sums of two different statistics cannot be added.");
    }
    BigInteger[] sum = new BigInteger[entries.length];
    for (int i = 0; i < sum.length; i++) {
      sum[i] = entries[i].add(other.entries[i]);
    }
    return new ExactSums(sum);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ExactSums && Arrays.equals(entries, ((ExactSums) other).entries);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(entries);
  }
}
