package org.fedval.crypto.primitive;

import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * Immutable bytes with value equality: public keys, signatures, ciphertexts and the shares that a
 * reveal opens. {@code toString} tells the length only.
 */
public final class Octets {
  private static final Octets EMPTY = new Octets(new byte[0]);

  private final byte[] bytes;

  private Octets(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Copies {@code bytes}. */
  public static Octets of(byte[] bytes) {
    return new Octets(bytes.clone());
  }

  /** No bytes. */
  public static Octets empty() {
    return EMPTY;
  }

  /** Copies {@code bytes} and insists on a length; {@code what} names the field in the error. */
  public static Octets ofLength(byte[] bytes, int length, String what) {
    if (bytes.length != length) {
      throw new MalformedBody(what + " must have exactly " + length + " bytes.");
    }
    return of(bytes);
  }

  /** Number of bytes. */
  public int size() {
    return bytes.length;
  }

  /** Whether there are no bytes. */
  public boolean isEmpty() {
    return bytes.length == 0;
  }

  /** A copy. */
  public byte[] toByteArray() {
    return bytes.clone();
  }

  /** Throws unless there are exactly {@code length} bytes. */
  public Octets requireSize(int length, String what) {
    if (bytes.length != length) {
      throw new MalformedBody(what + " must have exactly " + length + " bytes.");
    }
    return this;
  }

  /** Lower-case hexadecimal. */
  public String hex() {
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Octets that && MessageDigest.isEqual(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Octets[" + bytes.length + "]";
  }
}
