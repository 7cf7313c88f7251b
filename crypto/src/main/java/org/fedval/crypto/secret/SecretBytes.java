package org.fedval.crypto.secret;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;

/**
 * Immutable secret bytes. They never appear in {@code toString}, have no {@code equals} by value
 * and are opened with a token only. {@link #erase()} overwrites them; a later use throws.
 *
 * <p>Thread-safe until erased.
 */
public final class SecretBytes {
  private final byte[] bytes;
  private volatile boolean erased;

  private SecretBytes(byte[] bytes) {
    this.bytes = bytes;
  }

  /** Copies {@code bytes}; the caller should overwrite its own array. */
  public static SecretBytes copyOf(byte[] bytes) {
    return new SecretBytes(bytes.clone());
  }

  /** Draws {@code length} bytes from {@code random}. */
  public static SecretBytes random(int length, SecureRandom random) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return new SecretBytes(bytes);
  }

  /** Number of bytes. */
  public int size() {
    return bytes.length;
  }

  /** A copy of the bytes; the caller overwrites it after use. */
  public byte[] open(SecretAccess access) {
    if (access == null) {
      throw new IllegalArgumentException("Opening a secret needs its access token.");
    }
    if (erased) {
      throw new IllegalStateException("This secret was erased and cannot be used again.");
    }
    return bytes.clone();
  }

  /** Compares in constant time. */
  public boolean sameAs(SecretBytes other) {
    return MessageDigest.isEqual(bytes, other.bytes);
  }

  /** Overwrites the bytes. */
  public void erase() {
    erased = true;
    Arrays.fill(bytes, (byte) 0);
  }

  @Override
  public String toString() {
    return "SecretBytes[redacted]";
  }
}
