package org.fedval.agent.vault;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.fedval.crypto.primitive.FvcReader;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Hkdf;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.secret.SecretBytes;

/**
 * The key-encryption key of one site: everything secret that the agent keeps is sealed under it.
 * {@code sealed = L("SealedFile") || salt[32] || nonce[12] || AES-256-GCM(Exp(Ext(salt, KEK),
 * L("sealed")||vec(purpose), 32), nonce, aad = L("sealed")||vec(purpose), plain)}: every sealing
 * has a key of its own, and what is sealed for one purpose does not open for another. Thread-safe.
 */
public final class Kek {
  /** Length in bytes. */
  public static final int BYTES = 32;

  private static final String TYPE = "SealedFile";
  private static final int SALT_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;

  private final SecretBytes key;
  private final SecureRandom random;

  /**
   * @param key 32 bytes; erased with this object, not before
   */
  public Kek(SecretBytes key, SecureRandom random) {
    if (key.size() != BYTES) {
      throw new IllegalArgumentException("A key-encryption key has 32 bytes.");
    }
    this.key = key;
    this.random = random;
  }

  /** Seals bytes for one purpose. */
  public byte[] seal(String purpose, byte[] plain) {
    byte[] salt = new byte[SALT_BYTES];
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(salt);
    random.nextBytes(nonce);
    try {
      Cipher cipher = cipher(Cipher.ENCRYPT_MODE, purpose, salt, nonce);
      byte[] front = FvcWriter.labelled(TYPE).raw(salt).raw(nonce).toByteArray();
      byte[] sealed = Arrays.copyOf(front, front.length + cipher.getOutputSize(plain.length));
      int written = cipher.doFinal(plain, 0, plain.length, sealed, front.length);
      if (front.length + written != sealed.length) {
        throw new AssertionError("AES-GCM adds a tag and nothing else.");
      }
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new AssertionError("Sealing with a fresh key and nonce failed.", e);
    }
  }

  /**
   * Opens what {@link #seal} made for the same purpose; the caller overwrites it.
   *
   * @throws MalformedBody when the bytes were changed, or sealed under another key or purpose
   */
  public byte[] open(String purpose, byte[] sealed) {
    FvcReader in = FvcReader.open(sealed, TYPE);
    byte[] salt = in.raw(SALT_BYTES);
    byte[] nonce = in.raw(NONCE_BYTES);
    int front = FvcWriter.labelOf(TYPE).length + SALT_BYTES + NONCE_BYTES;
    try {
      return cipher(Cipher.DECRYPT_MODE, purpose, salt, nonce)
          .doFinal(sealed, front, sealed.length - front);
    } catch (GeneralSecurityException e) {
      throw new MalformedBody("Sealed bytes do not open under this key.");
    }
  }

  /** Whether the bytes claim to be sealed. */
  public static boolean isSealed(byte[] bytes) {
    byte[] label = FvcWriter.labelOf(TYPE);
    return bytes.length >= label.length && Arrays.equals(Arrays.copyOf(bytes, label.length), label);
  }

  private Cipher cipher(int mode, String purpose, byte[] salt, byte[] nonce)
      throws GeneralSecurityException {
    byte[] info = FvcWriter.labelled("sealed").text(purpose).toByteArray();
    byte[] derived = Hkdf.extract(salt, key).expand(info, BYTES);
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
      cipher.init(mode, new SecretKeySpec(derived, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(info);
      return cipher;
    } finally {
      Arrays.fill(derived, (byte) 0);
    }
  }

  @Override
  public String toString() {
    return "Kek[redacted]";
  }
}
