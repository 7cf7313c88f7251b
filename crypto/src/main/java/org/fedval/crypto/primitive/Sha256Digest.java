package org.fedval.crypto.primitive;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/** A SHA-256 value (FIPS 180-4): 32 bytes, compared in constant time, text form 64 hex digits. */
public final class Sha256Digest {
  /** Length in bytes. */
  public static final int BYTES = 32;

  /** 32 zero bytes: "no value" in bodies that have no optional fields. */
  public static final Sha256Digest ZERO = new Sha256Digest(new byte[BYTES]);

  private final byte[] value;

  private Sha256Digest(byte[] value) {
    this.value = value;
  }

  /** Takes 32 bytes as a digest value. */
  public static Sha256Digest of(byte[] value) {
    if (value.length != BYTES) {
      throw new MalformedBody("A SHA-256 value must have exactly 32 bytes.");
    }
    return new Sha256Digest(value.clone());
  }

  /** Parses 64 hexadecimal digits. */
  public static Sha256Digest parse(String hex) {
    try {
      return of(HexFormat.of().parseHex(hex));
    } catch (IllegalArgumentException e) {
      throw new MalformedBody("A SHA-256 value must be written as 64 hexadecimal digits.");
    }
  }

  /** Hashes the parts one after the other. */
  public static Sha256Digest hash(byte[]... parts) {
    MessageDigest sha = newSha256();
    for (byte[] part : parts) {
      sha.update(part);
    }
    return new Sha256Digest(sha.digest());
  }

  /** A fresh SHA-256 instance for streaming. */
  public static MessageDigest newSha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("Every JDK has SHA-256.", e);
    }
  }

  /** A copy of the 32 bytes. */
  public byte[] toByteArray() {
    return value.clone();
  }

  /** 64 lower-case hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(value);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Sha256Digest that && MessageDigest.isEqual(value, that.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return hex();
  }
}
