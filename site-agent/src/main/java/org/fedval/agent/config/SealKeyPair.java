package org.fedval.agent.config;

import java.security.SecureRandom;
import java.util.Arrays;
import org.fedval.crypto.primitive.MlKem;
import org.fedval.crypto.primitive.X25519KeyPair;
import org.fedval.crypto.sealed.KeyWrap;
import org.fedval.crypto.sealed.ModelWrap;
import org.fedval.crypto.sealed.SealingKey;
import org.fedval.crypto.secret.SecretBytes;

/**
 * The site's SEAL key, X25519 with ML-KEM-768: what a model's key is closed to. The private halves
 * never leave this object.
 */
public final class SealKeyPair {
  /** Length of the seed that both pairs come from. */
  public static final int SEED_BYTES = X25519KeyPair.BYTES + MlKem.SEED_BYTES;

  private final X25519KeyPair x25519;
  private final MlKem mlKem;

  private SealKeyPair(X25519KeyPair x25519, MlKem mlKem) {
    this.x25519 = x25519;
    this.mlKem = mlKem;
  }

  /** The pairs of a {@link #SEED_BYTES} long seed, which the caller overwrites. */
  public static SealKeyPair fromSeed(byte[] seed) {
    if (seed.length != SEED_BYTES) {
      throw new IllegalArgumentException("A sealing key seed has " + SEED_BYTES + " bytes.");
    }
    byte[] x = Arrays.copyOf(seed, X25519KeyPair.BYTES);
    byte[] kem = Arrays.copyOfRange(seed, X25519KeyPair.BYTES, SEED_BYTES);
    try {
      return new SealKeyPair(
          X25519KeyPair.fromScalar(SecretBytes.copyOf(x)), MlKem.fromSeed(SecretBytes.copyOf(kem)));
    } finally {
      Arrays.fill(x, (byte) 0);
      Arrays.fill(kem, (byte) 0);
    }
  }

  /** A fresh pair. */
  public static SealKeyPair generate(SecureRandom random) {
    byte[] seed = new byte[SEED_BYTES];
    random.nextBytes(seed);
    try {
      return fromSeed(seed);
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  /** The public halves. */
  public SealingKey publicKey() {
    return new SealingKey(x25519.publicKey(), mlKem.encapsulationKey());
  }

  /** The file key of a verified wrap; {@code BundleRefused} when it is not for this key. */
  public SecretBytes open(KeyWrap expected, ModelWrap wrap) {
    return expected.open(wrap, x25519, mlKem);
  }

  @Override
  public String toString() {
    return "SealKeyPair[redacted]";
  }
}
