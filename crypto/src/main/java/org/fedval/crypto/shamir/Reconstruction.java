package org.fedval.crypto.shamir;

import java.math.BigInteger;
import java.util.List;

/**
 * Lagrange interpolation at 0 for one fixed list of holders. The weights are computed once and
 * serve every secret that these holders share.
 */
public final class Reconstruction {
  private final List<Integer> holders;
  private final BigInteger[] weights;

  private Reconstruction(List<Integer> holders) {
    this.holders = List.copyOf(holders);
    this.weights = new BigInteger[holders.size()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = weight(i);
    }
  }

  /** Prepares for exactly these t holders (0-based, distinct). */
  public static Reconstruction of(List<Integer> holders) {
    if (holders.isEmpty() || holders.stream().distinct().count() != holders.size()) {
      throw new IllegalArgumentException("Reconstruction needs distinct holders.");
    }
    return new Reconstruction(holders);
  }

  /** The holders in the order in which {@link #secret} expects their shares. */
  public List<Integer> holders() {
    return holders;
  }

  /** The secret; {@code shares} in the order of {@link #holders()}. */
  public FieldElement secret(List<FieldElement> shares) {
    if (shares.size() != weights.length) {
      throw new IllegalArgumentException("There must be one share for every holder.");
    }
    BigInteger sum = BigInteger.ZERO;
    for (int i = 0; i < weights.length; i++) {
      sum = sum.add(weights[i].multiply(shares.get(i).value()));
    }
    return new FieldElement(sum.mod(FieldElement.P));
  }

  // Weight of holder i at 0: product over j != i of x_j / (x_j - x_i).
  private BigInteger weight(int i) {
    BigInteger numerator = BigInteger.ONE;
    BigInteger denominator = BigInteger.ONE;
    for (int j = 0; j < weights.length; j++) {
      if (j != i) {
        BigInteger xj = BigInteger.valueOf(holders.get(j) + 1L);
        BigInteger xi = BigInteger.valueOf(holders.get(i) + 1L);
        numerator = numerator.multiply(xj).mod(FieldElement.P);
        denominator = denominator.multiply(xj.subtract(xi)).mod(FieldElement.P);
      }
    }
    return numerator.multiply(denominator.modInverse(FieldElement.P)).mod(FieldElement.P);
  }
}
