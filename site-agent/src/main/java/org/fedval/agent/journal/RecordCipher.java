package org.fedval.agent.journal;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Optional;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.secret.SecretBytes;

/**
 * Records of one journal under its data key: {@code nonce[12] || AES-256-GCM(record)} with {@code
 * L(label) || owner || sequence u64} as associated data, so that no record can move within a
 * journal or to another. Nonces are random: a counter would repeat after a restored snapshot.
 */
public final class RecordCipher {
  /** Bytes that sealing adds. */
  public static final int OVERHEAD = 12 + 16;

  private static final int NONCE_BYTES = 12;

  private final String label;
  private final Sha256Digest owner;
  private final SecretBytes dataKey;
  private final SecureRandom random;

  /**
   * @param label what kind of journal this is
   * @param owner the session or study whose journal it is
   * @param dataKey erased by {@link #erase}
   */
  public RecordCipher(String label, Sha256Digest owner, SecretBytes dataKey, SecureRandom random) {
    this.label = label;
    this.owner = owner;
    this.dataKey = dataKey;
    this.random = random;
  }

  /** Seals a record at its place, counted from 0. */
  public byte[] seal(long sequence, byte[] record) {
    byte[] nonce = new byte[NONCE_BYTES];
    random.nextBytes(nonce);
    try {
      byte[] box = cipher(Cipher.ENCRYPT_MODE, sequence, nonce).doFinal(record);
      byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + box.length);
      System.arraycopy(box, 0, sealed, NONCE_BYTES, box.length);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new AssertionError("Sealing a record failed.", e);
    }
  }

  /** The record; empty when it is not the one that was sealed at this place. */
  public Optional<byte[]> open(long sequence, byte[] sealed) {
    if (sealed.length < OVERHEAD) {
      return Optional.empty();
    }
    try {
      Cipher cipher = cipher(Cipher.DECRYPT_MODE, sequence, Arrays.copyOf(sealed, NONCE_BYTES));
      return Optional.of(cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /** Erases the data key from memory. */
  public void erase() {
    dataKey.erase();
  }

  private Cipher cipher(int mode, long sequence, byte[] nonce) throws GeneralSecurityException {
    byte[] key = dataKey.open(InsecureSecretAccess.get());
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding", "SunJCE");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(128, nonce));
      cipher.updateAAD(FvcWriter.labelled(label).digest(owner).u64(sequence).toByteArray());
      return cipher;
    } finally {
      Arrays.fill(key, (byte) 0);
    }
  }
}
