package org.fedval.evaluation.sums;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Reals as integers: q(x) = round(x * 2^bits), half to even, once per case. The mean of n coded
 * values is off by at most 2^-(bits+1). Sums of rounded values are never rounded again.
 */
public final class FixedPoint {
  /** Scale of probabilities, their squares, and statistics of one site. */
  public static final FixedPoint FINE = new FixedPoint(40);

  /** Integers of so many bits are exact as doubles, and so is the rounding of one quotient. */
  private static final int DOUBLE_BITS = 53;

  private static final MathContext DIGITS = new MathContext(40);

  private final int bits;
  private final BigDecimal scale;

  private FixedPoint(int bits) {
    this.bits = bits;
    this.scale = new BigDecimal(BigInteger.TWO.pow(bits));
  }

  /**
   * @param bits fractional bits, 0 to 62
   */
  public static FixedPoint of(int bits) {
    if (bits < 0 || bits > 62) {
      throw new IllegalArgumentException("A fixed-point scale has 0 to 62 fractional bits.");
    }
    return new FixedPoint(bits);
  }

  /** Fractional bits. */
  public int bits() {
    return bits;
  }

  /**
   * The integer form.
   *
   * @throws IllegalArgumentException if x is not finite
   */
  public BigInteger encode(double x) {
    if (!Double.isFinite(x)) {
      throw new IllegalArgumentException("A number that is not finite cannot enter a sum.");
    }
    if (fitsLong(x)) {
      return BigInteger.valueOf(encodeLong(x));
    }
    return new BigDecimal(x)
        .multiply(scale)
        .setScale(0, RoundingMode.HALF_EVEN)
        .toBigIntegerExact();
  }

  /** Whether the integer form has less than 63 bits; not so of what is not finite. */
  boolean fitsLong(double x) {
    return Math.abs(Math.scalb(x, bits)) < 0x1p62;
  }

  /** The integer form of a number that {@link #fitsLong}. */
  long encodeLong(double x) {
    return (long) Math.rint(Math.scalb(x, bits));
  }

  /** The real number nearest to a coded sum. */
  public double decode(BigInteger sum) {
    return Math.scalb(sum.doubleValue(), -bits);
  }

  /** The mean of {@code n} coded values; n above 0. */
  public double mean(BigInteger sum, long n) {
    if (sum.bitLength() <= DOUBLE_BITS && n < 1L << DOUBLE_BITS) {
      return Math.scalb(sum.doubleValue() / n, -bits);
    }
    return new BigDecimal(sum).divide(scale.multiply(BigDecimal.valueOf(n)), DIGITS).doubleValue();
  }
}
