package org.fedval.crypto.ring;

import java.math.BigInteger;

/** The width w of a ring word: sums are taken modulo 2^32 or 2^64. */
public enum RingBits {
  W32(32),
  W64(64);

  private final int bits;

  RingBits(int bits) {
    this.bits = bits;
  }

  /** 32 or 64. */
  public int bits() {
    return bits;
  }

  /** 4 or 8. */
  public int bytes() {
    return bits / 8;
  }

  /** The width with this many bits; throws {@link IllegalArgumentException} for others. */
  public static RingBits of(int bits) {
    for (RingBits width : values()) {
      if (width.bits == bits) {
        return width;
      }
    }
    throw new IllegalArgumentException("Ring words have 32 or 64 bits.");
  }

  /**
   * The smallest width with {@code contributors * maxAbs < 2^(w-1)}, so that the top bit of a sum
   * stays free for the sign; throws {@link IllegalArgumentException} if 64 bits are too few.
   */
  public static RingBits smallestFor(int contributors, long maxAbs) {
    BigInteger largest = BigInteger.valueOf(contributors).multiply(BigInteger.valueOf(maxAbs));
    for (RingBits width : values()) {
      if (largest.bitLength() <= width.bits - 1) {
        return width;
      }
    }
    throw new IllegalArgumentException("The declared bounds do not fit a 64-bit ring.");
  }
}
