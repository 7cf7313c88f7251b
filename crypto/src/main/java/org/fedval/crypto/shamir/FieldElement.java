package org.fedval.crypto.shamir;

import java.math.BigInteger;
import org.fedval.crypto.primitive.Hkdf;
import org.fedval.crypto.primitive.MalformedBody;

/**
 * An element of GF(p), p = 2^255 - 19: a shared secret or one share of it. 32 bytes little-endian.
 * Not constant time. Secret, so it prints nothing and has no public number.
 */
public final class FieldElement {
  /** Length of the encoding in bytes. */
  public static final int BYTES = 32;

  static final BigInteger P = BigInteger.ONE.shiftLeft(255).subtract(BigInteger.valueOf(19));
  private static final int WIDE_BYTES = 48;

  private final BigInteger value;

  FieldElement(BigInteger value) {
    this.value = value;
  }

  /** Reads 32 little-endian bytes; {@link MalformedBody} for a value of p or above. */
  public static FieldElement decode(byte[] littleEndian) {
    if (littleEndian.length != BYTES) {
      throw new MalformedBody("A field element must have exactly 32 bytes.");
    }
    BigInteger value = fromLittleEndian(littleEndian);
    if (value.compareTo(P) >= 0) {
      throw new MalformedBody("A field element is not below the prime.");
    }
    return new FieldElement(value);
  }

  /** {@code FE(prk, info)}: 48 expanded bytes, little-endian, modulo p (bias below 2^-128). */
  public static FieldElement derive(Hkdf prk, byte[] info) {
    return new FieldElement(fromLittleEndian(prk.expand(info, WIDE_BYTES)).mod(P));
  }

  /** 32 little-endian bytes; the caller overwrites them. */
  public byte[] encode() {
    byte[] bigEndian = value.toByteArray();
    byte[] out = new byte[BYTES];
    for (int n = 0; n < bigEndian.length && n < BYTES; n++) {
      out[n] = bigEndian[bigEndian.length - 1 - n];
    }
    return out;
  }

  BigInteger value() {
    return value;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FieldElement that && value.equals(that.value);
  }

  @Override
  public int hashCode() {
    return 0;
  }

  @Override
  public String toString() {
    return "FieldElement[redacted]";
  }

  private static BigInteger fromLittleEndian(byte[] bytes) {
    byte[] bigEndian = new byte[bytes.length];
    for (int n = 0; n < bytes.length; n++) {
      bigEndian[n] = bytes[bytes.length - 1 - n];
    }
    return new BigInteger(1, bigEndian);
  }
}
