package org.fedval.crypto.primitive;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.secret.SecretBytes;

/**
 * HKDF-SHA256 (RFC 5869) through the JDK's HMAC. An instance holds one extracted key; {@code
 * expand} may be called with any number of labels. Not thread-safe.
 */
public final class Hkdf {
  private static final int HASH_BYTES = 32;
  private static final int MAX_BLOCKS = 255;

  private final Mac mac;

  private Hkdf(byte[] prk) {
    this.mac = hmac(prk);
  }

  /** RFC 5869 section 2.2; an empty salt stands for 32 zero bytes. */
  public static Hkdf extract(byte[] salt, byte[] inputKey) {
    byte[] prk = extractedKey(salt, inputKey);
    Hkdf hkdf = new Hkdf(prk);
    Arrays.fill(prk, (byte) 0);
    return hkdf;
  }

  static byte[] extractedKey(byte[] salt, byte[] inputKey) {
    return hmac(salt.length == 0 ? new byte[HASH_BYTES] : salt).doFinal(inputKey);
  }

  /** The same from a secret input key. */
  public static Hkdf extract(byte[] salt, SecretBytes inputKey) {
    byte[] ikm = inputKey.open(InsecureSecretAccess.get());
    try {
      return extract(salt, ikm);
    } finally {
      Arrays.fill(ikm, (byte) 0);
    }
  }

  /** RFC 5869 section 2.3; {@code length} is at most 8160 bytes. The caller overwrites it. */
  public byte[] expand(byte[] info, int length) {
    if (length < 0 || length > MAX_BLOCKS * HASH_BYTES) {
      throw new IllegalArgumentException("HKDF cannot expand to this length.");
    }
    byte[] out = new byte[length];
    byte[] block = new byte[0];
    for (int at = 0, n = 1; at < length; at += HASH_BYTES, n++) {
      mac.update(block);
      mac.update(info);
      mac.update((byte) n);
      block = mac.doFinal();
      System.arraycopy(block, 0, out, at, Math.min(HASH_BYTES, length - at));
    }
    Arrays.fill(block, (byte) 0);
    return out;
  }

  /** {@link #expand} into secret bytes. */
  public SecretBytes expandSecret(byte[] info, int length) {
    byte[] out = expand(info, length);
    SecretBytes secret = SecretBytes.copyOf(out);
    Arrays.fill(out, (byte) 0);
    return secret;
  }

  private static Mac hmac(byte[] key) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac;
    } catch (GeneralSecurityException e) {
      throw new AssertionError("Every JDK has HmacSHA256.", e);
    }
  }

  @Override
  public String toString() {
    return "Hkdf[redacted]";
  }
}
