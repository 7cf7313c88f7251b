package org.fedval.crypto.primitive;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.secret.SecretBytes;

/**
 * HPKE {@code mode_psk}, one message (RFC 9180 sections 4.1 and 5.1), DHKEM(X25519, HKDF-SHA256),
 * HKDF-SHA256, AES-GCM. Written over HKDF because Bouncy Castle's PSK sender takes no randomness
 * from its caller; tests hold it against RFC 9180 A.1.2 and Bouncy Castle in both directions.
 */
final class HpkePsk {
  static final int AES_256_GCM = 2;
  private static final int KEM_X25519 = 0x20;
  private static final int KDF_SHA256 = 1;
  private static final int MODE_PSK = 1;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final byte[] KEM_SUITE =
      new FvcWriter().raw(ascii("KEM")).u16(KEM_X25519).toByteArray();

  private HpkePsk() {}

  /** The AEAD key and nonce of the first message. */
  static final class Context {
    final byte[] key;
    final byte[] nonce;

    Context(byte[] key, byte[] nonce) {
      this.key = key;
      this.nonce = nonce;
    }

    byte[] seal(byte[] aad, byte[] plaintext) {
      try {
        return cipher(Cipher.ENCRYPT_MODE, aad).doFinal(plaintext);
      } catch (GeneralSecurityException e) {
        throw new AssertionError("AES-GCM is part of every JDK.", e);
      }
    }

    byte[] open(byte[] aad, byte[] ciphertext) {
      try {
        return cipher(Cipher.DECRYPT_MODE, aad).doFinal(ciphertext);
      } catch (AEADBadTagException e) {
        throw new MalformedBody("A sealed box does not open with this key.");
      } catch (GeneralSecurityException e) {
        throw new MalformedBody("A sealed box is cut off.");
      }
    }

    private Cipher cipher(int mode, byte[] aad) throws GeneralSecurityException {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(aad);
      return cipher;
    }
  }

  /** DHKEM ExtractAndExpand (section 4.1). */
  static byte[] sharedSecret(SecretBytes dh, Octets enc, Octets recipient) {
    byte[] secret = dh.open(InsecureSecretAccess.get());
    Hkdf eaePrk = labeledExtract(KEM_SUITE, new byte[0], "eae_prk", secret);
    byte[] kemContext = new FvcWriter().raw(enc).raw(recipient).toByteArray();
    return labeledExpand(KEM_SUITE, eaePrk, "shared_secret", kemContext, 32);
  }

  /** KeySchedule of section 5.1 in mode_psk. */
  static Context schedule(
      byte[] sharedSecret, byte[] info, SecretBytes psk, byte[] pskId, int aead, int keyBytes) {
    byte[] suite =
        new FvcWriter().raw(ascii("HPKE")).u16(KEM_X25519).u16(KDF_SHA256).u16(aead).toByteArray();
    byte[] context =
        new FvcWriter()
            .u8(MODE_PSK)
            .raw(labeledHash(suite, "psk_id_hash", pskId))
            .raw(labeledHash(suite, "info_hash", info))
            .toByteArray();
    Hkdf secret =
        labeledExtract(suite, sharedSecret, "secret", psk.open(InsecureSecretAccess.get()));
    return new Context(
        labeledExpand(suite, secret, "key", context, keyBytes),
        labeledExpand(suite, secret, "base_nonce", context, NONCE_BYTES));
  }

  private static Hkdf labeledExtract(byte[] suite, byte[] salt, String label, byte[] ikm) {
    return Hkdf.extract(salt, labeled(suite, label, ikm));
  }

  private static byte[] labeledHash(byte[] suite, String label, byte[] value) {
    return Hkdf.extractedKey(new byte[0], labeled(suite, label, value));
  }

  private static byte[] labeledExpand(
      byte[] suite, Hkdf prk, String label, byte[] info, int length) {
    byte[] labeledInfo = new FvcWriter().u16(length).raw(labeled(suite, label, info)).toByteArray();
    return prk.expand(labeledInfo, length);
  }

  private static byte[] labeled(byte[] suite, String label, byte[] value) {
    return new FvcWriter()
        .raw(ascii("HPKE-v1"))
        .raw(suite)
        .raw(ascii(label))
        .raw(value)
        .toByteArray();
  }

  private static byte[] ascii(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
