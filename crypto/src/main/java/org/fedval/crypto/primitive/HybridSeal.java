package org.fedval.crypto.primitive;

import java.security.SecureRandom;
import java.util.Arrays;
import org.fedval.crypto.secret.SecretBytes;

/**
 * Closes one message to one recipient so that it stays closed if either X25519 or ML-KEM-768 holds:
 * HPKE {@code mode_psk} (RFC 9180) with the ML-KEM secret as PSK and both ciphertexts bound. Output
 * {@code enc[32] || ct[1088] || aead}. Senders are authenticated by the enclosing signature, not
 * here.
 */
public final class HybridSeal {
  /** Bytes that sealing adds to a plaintext. */
  public static final int OVERHEAD_BYTES = X25519KeyPair.BYTES + MlKem.CIPHERTEXT_BYTES + 16;

  private static final int HEADER_BYTES = X25519KeyPair.BYTES + MlKem.CIPHERTEXT_BYTES;
  private static final int AEAD_KEY_BYTES = 32;

  private HybridSeal() {}

  /** Seals to the pair ({@code x25519}, {@code mlKem}); draws 32 + 32 bytes from {@code random}. */
  public static byte[] seal(
      Octets x25519, Octets mlKem, byte[] info, byte[] aad, byte[] plaintext, SecureRandom random) {
    X25519KeyPair ephemeral =
        X25519KeyPair.fromScalar(SecretBytes.random(X25519KeyPair.BYTES, random));
    MlKem.Encapsulated kem = MlKem.encapsulate(mlKem, SecretBytes.random(32, random));
    SecretBytes dh = ephemeral.agree(x25519);
    HpkePsk.Context context =
        context(dh, ephemeral.publicKey(), x25519, info, kem.secret(), mlKem, kem.ciphertext());
    return new FvcWriter()
        .raw(ephemeral.publicKey())
        .raw(kem.ciphertext())
        .raw(context.seal(aad, plaintext))
        .toByteArray();
  }

  /** Opens a box; {@link MalformedBody} if any bit of box, info, aad or keys differs. */
  public static SecretBytes open(
      X25519KeyPair x25519, MlKem mlKem, byte[] info, byte[] aad, byte[] box) {
    if (box.length < OVERHEAD_BYTES) {
      throw new MalformedBody("A sealed box is cut off.");
    }
    Octets enc = Octets.of(Arrays.copyOf(box, X25519KeyPair.BYTES));
    Octets ciphertext = Octets.of(Arrays.copyOfRange(box, X25519KeyPair.BYTES, HEADER_BYTES));
    HpkePsk.Context context =
        context(
            x25519.agree(enc),
            enc,
            x25519.publicKey(),
            info,
            mlKem.decapsulate(ciphertext),
            mlKem.encapsulationKey(),
            ciphertext);
    byte[] plaintext = context.open(aad, Arrays.copyOfRange(box, HEADER_BYTES, box.length));
    SecretBytes opened = SecretBytes.copyOf(plaintext);
    Arrays.fill(plaintext, (byte) 0);
    return opened;
  }

  private static HpkePsk.Context context(
      SecretBytes dh,
      Octets enc,
      Octets recipient,
      byte[] info,
      SecretBytes psk,
      Octets mlKem,
      Octets ciphertext) {
    byte[] pskId =
        FvcWriter.labelled("mlkem768")
            .digest(Sha256Digest.hash(mlKem.toByteArray()))
            .digest(Sha256Digest.hash(ciphertext.toByteArray()))
            .toByteArray();
    byte[] shared = HpkePsk.sharedSecret(dh, enc, recipient);
    return HpkePsk.schedule(shared, info, psk, pskId, HpkePsk.AES_256_GCM, AEAD_KEY_BYTES);
  }
}
