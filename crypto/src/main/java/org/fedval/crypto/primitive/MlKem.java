package org.fedval.crypto.primitive;

import java.util.Arrays;
import org.bouncycastle.crypto.SecretWithEncapsulation;
import org.bouncycastle.crypto.kems.MLKEMExtractor;
import org.bouncycastle.crypto.kems.MLKEMGenerator;
import org.bouncycastle.crypto.params.MLKEMParameters;
import org.bouncycastle.crypto.params.MLKEMPrivateKeyParameters;
import org.bouncycastle.crypto.params.MLKEMPublicKeyParameters;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.secret.SecretBytes;

/**
 * An ML-KEM-768 key pair (FIPS 203) from its 64-byte seed {@code d || z}, and encapsulation with
 * given randomness. The only class that touches Bouncy Castle's ML-KEM, because derived
 * encapsulation is an "internal" method there.
 */
public final class MlKem {
  /** Encapsulation key, ciphertext, seed and shared secret lengths in bytes. */
  public static final int KEY_BYTES = 1184;

  public static final int CIPHERTEXT_BYTES = 1088;
  public static final int SEED_BYTES = 64;
  public static final int SECRET_BYTES = 32;

  private static final int MODULUS = 3329;
  private static final int COEFFICIENT_BYTES = 1152;

  private final MLKEMPrivateKeyParameters decapsulationKey;
  private final Octets encapsulationKey;

  private MlKem(SecretBytes seed) {
    if (seed.size() != SEED_BYTES) {
      throw new MalformedBody("An ML-KEM-768 seed must have exactly 64 bytes.");
    }
    byte[] dz = seed.open(InsecureSecretAccess.get());
    this.decapsulationKey = new MLKEMPrivateKeyParameters(MLKEMParameters.ml_kem_768, dz);
    this.encapsulationKey = Octets.of(decapsulationKey.getPublicKey());
    Arrays.fill(dz, (byte) 0);
  }

  /** FIPS 203 algorithm 16, {@code KeyGen_internal(d, z)}. */
  public static MlKem fromSeed(SecretBytes seed) {
    return new MlKem(seed);
  }

  /** The public key, 1184 bytes. */
  public Octets encapsulationKey() {
    return encapsulationKey;
  }

  /** The expanded private key of FIPS 203, 2400 bytes, for exchange with other implementations. */
  public SecretBytes expandedKey() {
    return SecretBytes.copyOf(
        decapsulationKey
            .getParametersWithFormat(MLKEMPrivateKeyParameters.EXPANDED_KEY)
            .getEncoded());
  }

  /** FIPS 203 algorithm 18; a wrong ciphertext of the right length gives an unrelated secret. */
  public SecretBytes decapsulate(Octets ciphertext) {
    ciphertext.requireSize(CIPHERTEXT_BYTES, "An ML-KEM-768 ciphertext");
    byte[] secret = new MLKEMExtractor(decapsulationKey).extractSecret(ciphertext.toByteArray());
    return SecretBytes.copyOf(secret);
  }

  /** FIPS 203 algorithm 17, {@code Encaps_internal(ek, m)} with {@code m} of 32 bytes. */
  public static Encapsulated encapsulate(Octets encapsulationKey, SecretBytes m) {
    requireUsable(encapsulationKey);
    byte[] randomness = m.open(InsecureSecretAccess.get());
    SecretWithEncapsulation result =
        MLKEMGenerator.internalGenerateEncapsulated(
            new MLKEMPublicKeyParameters(
                MLKEMParameters.ml_kem_768, encapsulationKey.toByteArray()),
            randomness);
    Arrays.fill(randomness, (byte) 0);
    return new Encapsulated(
        SecretBytes.copyOf(result.getSecret()), Octets.of(result.getEncapsulation()));
  }

  /** The length and modulus checks of FIPS 203 section 7.2; throws {@link MalformedBody}. */
  public static void requireUsable(Octets encapsulationKey) {
    byte[] key = encapsulationKey.requireSize(KEY_BYTES, "An ML-KEM-768 key").toByteArray();
    for (int at = 0; at < COEFFICIENT_BYTES; at += 3) {
      int first = key[at] & 0xFF | (key[at + 1] & 0x0F) << 8;
      int second = (key[at + 1] & 0xF0) >> 4 | (key[at + 2] & 0xFF) << 4;
      if (first >= MODULUS || second >= MODULUS) {
        throw new MalformedBody("An ML-KEM-768 key fails the modulus check.");
      }
    }
  }

  /** A shared secret and the ciphertext that carries it. */
  public static final class Encapsulated {
    private final SecretBytes secret;
    private final Octets ciphertext;

    Encapsulated(SecretBytes secret, Octets ciphertext) {
      this.secret = secret;
      this.ciphertext = ciphertext;
    }

    public SecretBytes secret() {
      return secret;
    }

    public Octets ciphertext() {
      return ciphertext;
    }
  }

  @Override
  public String toString() {
    return "MlKem[redacted]";
  }
}
