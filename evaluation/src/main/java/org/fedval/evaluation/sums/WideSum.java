package org.fedval.evaluation.sums;

import java.math.BigInteger;

/**
 * An exact integer that many small ones are added to: two words, and a big integer for what they
 * cannot hold. For one thread.
 */
public final class WideSum {
  /** The product of two words has an upper word of at most twice this size. */
  private static final long FULL = 1L << 61;

  private BigInteger rest = BigInteger.ZERO;
  private long high;
  private long low;

  /** Adds a number. */
  public void add(long number) {
    add(number >> 63, number);
  }

  /** Adds a number of any size. */
  public void add(BigInteger number) {
    if (number.bitLength() < Long.SIZE) {
      add(number.longValue());
    } else {
      rest = rest.add(number);
    }
  }

  /** Adds a real in fixed point. */
  public void add(FixedPoint scale, double number) {
    if (scale.fitsLong(number)) {
      add(scale.encodeLong(number));
    } else {
      add(scale.encode(number));
    }
  }

  /** Adds the product of two sums. */
  public void addProduct(WideSum a, WideSum b) {
    if (a.isLong() && b.isLong()) {
      add(Math.multiplyHigh(a.low, b.low), a.low * b.low);
    } else {
      rest = rest.add(a.value().multiply(b.value()));
    }
  }

  private void add(long upper, long lower) {
    low += lower;
    high += upper + (Long.compareUnsigned(low, lower) < 0 ? 1 : 0);
    if (high >= FULL || high < -FULL) {
      rest = value();
      high = 0;
      low = 0;
    }
  }

  private boolean isLong() {
    return high == low >> 63 && rest.signum() == 0;
  }

  /** -1, 0 or 1. */
  public int signum() {
    return isLong() ? Long.signum(low) : value().signum();
  }

  /** The real number nearest to this coded sum. */
  public double decoded(FixedPoint scale) {
    return isLong() ? Math.scalb((double) low, -scale.bits()) : scale.decode(value());
  }

  /** The sum. */
  public BigInteger value() {
    BigInteger upper = BigInteger.valueOf(high).add(BigInteger.valueOf(low < 0 ? 1 : 0));
    return rest.add(upper.shiftLeft(Long.SIZE)).add(BigInteger.valueOf(low));
  }
}
