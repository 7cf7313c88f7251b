package org.fedval.crypto.shamir;

import java.math.BigInteger;
import java.util.List;

/**
 * A polynomial of degree t - 1 over GF(p) whose constant term is the secret (Shamir 1979). Holder
 * {@code j} (0-based) gets its value at {@code j + 1}. Prints nothing.
 */
public final class SharingPolynomial {
  // A holder's number has few bits, so the value stays short for some steps without reduction.
  private static final int STEPS_PER_REDUCTION = 16;

  private final BigInteger[] coefficients;

  private SharingPolynomial(BigInteger[] coefficients) {
    this.coefficients = coefficients;
  }

  /** From the secret and the t - 1 further coefficients, lowest degree first. */
  public static SharingPolynomial of(FieldElement secret, List<FieldElement> further) {
    BigInteger[] coefficients = new BigInteger[further.size() + 1];
    coefficients[0] = secret.value();
    for (int m = 1; m < coefficients.length; m++) {
      coefficients[m] = further.get(m - 1).value();
    }
    return new SharingPolynomial(coefficients);
  }

  /** The share of the holder with 0-based index {@code holder}. */
  public FieldElement shareOf(int holder) {
    BigInteger x = BigInteger.valueOf(holder + 1L);
    BigInteger y = BigInteger.ZERO;
    for (int m = coefficients.length - 1; m >= 0; m--) {
      y = y.multiply(x).add(coefficients[m]);
      if (m % STEPS_PER_REDUCTION == 0) {
        y = y.mod(FieldElement.P);
      }
    }
    return new FieldElement(y);
  }

  @Override
  public String toString() {
    return "SharingPolynomial[redacted]";
  }
}
