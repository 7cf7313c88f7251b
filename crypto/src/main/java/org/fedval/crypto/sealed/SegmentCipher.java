package org.fedval.crypto.sealed;

import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Arrays;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Hkdf;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secret.SecretBytes;

/**
 * AES-256-GCM over the segments of one bundle in the STREAM construction (Hoang, Reyhanitabar,
 * Rogaway, Vizar, CRYPTO 2015): nonce {@code prefix || u32 segment || u8 last}, no associated data.
 * Always SunJCE, one Cipher for the whole bundle, output into the caller's buffer.
 */
final class SegmentCipher {
  private static final int KEY_BYTES = 32;
  private static final int COMMITMENT_BYTES = 32;
  private static final int TAG_BITS = 8 * SealedHeader.TAG_BYTES;

  private final SealedHeader header;
  private final SecretKeySpec key;
  private final byte[] commitment;
  private final Cipher cipher;

  private SegmentCipher(SealedHeader header, SecretKeySpec key, byte[] commitment) {
    this.header = header;
    this.key = key;
    this.commitment = commitment;
    try {
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
    } catch (GeneralSecurityException e) {
      throw new AssertionError("AES-GCM is part of every JDK.", e);
    }
  }

  /** {@code Exp(Ext(salt, K), L("bundle") || bundleId || H(header), 64)} = key, commitment. */
  static SegmentCipher derive(SecretBytes fileKey, Octets bundleId, SealedHeader header) {
    byte[] info =
        FvcWriter.labelled("bundle")
            .raw(bundleId)
            .digest(Sha256Digest.hash(header.encode()))
            .toByteArray();
    byte[] okm =
        Hkdf.extract(header.salt().toByteArray(), fileKey)
            .expand(info, KEY_BYTES + COMMITMENT_BYTES);
    try {
      return new SegmentCipher(
          header,
          new SecretKeySpec(okm, 0, KEY_BYTES, "AES"),
          Arrays.copyOfRange(okm, KEY_BYTES, okm.length));
    } finally {
      Arrays.fill(okm, (byte) 0);
    }
  }

  byte[] commitment() {
    return commitment.clone();
  }

  boolean commitsTo(byte[] stored) {
    return MessageDigest.isEqual(commitment, stored);
  }

  int seal(long segment, byte[] plain, byte[] sealed) {
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, nonce(segment));
      return cipher.doFinal(plain, 0, header.plainBytes(segment), sealed, 0);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("A fresh nonce and a caller's buffer always seal.", e);
    }
  }

  int open(long segment, byte[] sealed, byte[] plain) {
    int length = header.plainBytes(segment) + SealedHeader.TAG_BYTES;
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, nonce(segment));
      return cipher.doFinal(sealed, 0, length, plain, 0);
    } catch (AEADBadTagException e) {
      Arrays.fill(plain, (byte) 0);
      throw new BundleRefused(BundleRefused.Reason.DAMAGED);
    } catch (GeneralSecurityException e) {
      throw new AssertionError("A caller's buffer holds a whole segment.", e);
    }
  }

  private GCMParameterSpec nonce(long segment) {
    int last = segment == header.segments() - 1 ? 1 : 0;
    byte[] nonce = new FvcWriter().raw(header.prefix()).u32(segment).u8(last).toByteArray();
    return new GCMParameterSpec(TAG_BITS, nonce);
  }

  @Override
  public String toString() {
    return "SegmentCipher[redacted]";
  }
}
