package org.fedval.crypto.primitive;

import java.util.Arrays;
import java.util.HexFormat;
import org.bouncycastle.math.ec.rfc8032.Ed25519;

/**
 * An Ed25519 public key (RFC 8032) that passed full validation: a canonical point of the prime
 * order subgroup. Immutable.
 */
public final class VerifyingKey {
  /** Length in bytes. */
  public static final int BYTES = 32;

  /** Length of a signature in bytes. */
  public static final int SIGNATURE_BYTES = 64;

  private final byte[] encoded;

  private VerifyingKey(byte[] encoded) {
    this.encoded = encoded;
  }

  /** Validates and takes 32 bytes; {@link MalformedBody} if they are no valid key. */
  public static VerifyingKey of(byte[] encoded) {
    if (encoded.length != BYTES || !Ed25519.validatePublicKeyFull(encoded, 0)) {
      throw new MalformedBody("An Ed25519 public key is not valid.");
    }
    return new VerifyingKey(encoded.clone());
  }

  static VerifyingKey derived(byte[] encoded) {
    return new VerifyingKey(encoded);
  }

  /** Whether {@code signature} is this key's signature over {@code input}. */
  public boolean verifies(SigInput input, Octets signature) {
    byte[] message = input.bytes();
    return signature.size() == SIGNATURE_BYTES
        && Ed25519.verify(signature.toByteArray(), 0, encoded, 0, message, 0, message.length);
  }

  /** A copy of the 32 bytes. */
  public byte[] toByteArray() {
    return encoded.clone();
  }

  /** 64 lower-case hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(encoded);
  }

  /** The form that humans compare. */
  public Fingerprint fingerprint() {
    return Fingerprint.of(this);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof VerifyingKey that && Arrays.equals(encoded, that.encoded);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(encoded);
  }

  @Override
  public String toString() {
    return "VerifyingKey[" + fingerprint() + "]";
  }
}
