package org.fedval.evaluation.sums;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** One division of exact integers, at the very end of an estimate. */
public final class Ratio {
  private static final MathContext DIGITS = new MathContext(40);

  private Ratio() {}

  /** The double nearest to numerator / denominator; the denominator is not 0. */
  public static double of(BigInteger numerator, BigInteger denominator) {
    if (numerator.bitLength() <= 53 && denominator.bitLength() <= 53) {
      return numerator.doubleValue() / denominator.doubleValue();
    }
    return new BigDecimal(numerator).divide(new BigDecimal(denominator), DIGITS).doubleValue();
  }
}
