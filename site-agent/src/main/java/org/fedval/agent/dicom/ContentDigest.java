package org.fedval.agent.dicom;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * SHA-256 of the stored values before any LUT, row-major, one byte a sample up to 8 bits stored and
 * two little-endian bytes above. Two objects of equal digest show the same picture.
 */
public final class ContentDigest {
  /** Length of a digest. */
  public static final int BYTES = 32;

  private static final int CHUNK_SAMPLES = 1 << 14;

  private final byte[] sha256;

  private ContentDigest(byte[] sha256) {
    this.sha256 = sha256;
  }

  public static ContentDigest of(GrayscaleImage image) {
    MessageDigest digest = sha256();
    short[] stored = image.stored();
    int width = image.bitsStored() <= 8 ? 1 : 2;
    byte[] chunk = new byte[CHUNK_SAMPLES * width];
    for (int start = 0; start < stored.length; start += CHUNK_SAMPLES) {
      int end = Math.min(stored.length, start + CHUNK_SAMPLES);
      int length = 0;
      for (int i = start; i < end; i++) {
        chunk[length++] = (byte) stored[i];
        if (width == 2) {
          chunk[length++] = (byte) (stored[i] >> 8);
        }
      }
      digest.update(chunk, 0, length);
    }
    return new ContentDigest(digest.digest());
  }

  /**
   * A digest that was kept.
   *
   * @param sha256 32 bytes
   */
  public static ContentDigest ofBytes(byte[] sha256) {
    if (sha256.length != BYTES) {
      throw new IllegalArgumentException("A SHA-256 has 32 bytes.");
    }
    return new ContentDigest(sha256.clone());
  }

  public byte[] toByteArray() {
    return sha256.clone();
  }

  /** 64 lower-case hexadecimal digits. */
  public String hex() {
    return HexFormat.of().formatHex(sha256);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ContentDigest that && MessageDigest.isEqual(sha256, that.sha256);
  }

  @Override
  public int hashCode() {
    return (sha256[0] & 0xFF) << 24
        | (sha256[1] & 0xFF) << 16
        | (sha256[2] & 0xFF) << 8
        | sha256[3] & 0xFF;
  }

  @Override
  public String toString() {
    return "ContentDigest";
  }

  static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException everyJavaHasIt) {
      throw new AssertionError("This Java has no SHA-256.", everyJavaHasIt);
    }
  }
}
