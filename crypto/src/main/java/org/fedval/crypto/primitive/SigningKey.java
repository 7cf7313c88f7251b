package org.fedval.crypto.primitive;

import java.security.SecureRandom;
import java.util.Arrays;
import org.bouncycastle.math.ec.rfc8032.Ed25519;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.secret.SecretBytes;

/** An Ed25519 private key (RFC 8032), deterministic signatures. Thread-safe; prints nothing. */
public final class SigningKey {
  /** Length of the seed in bytes. */
  public static final int SEED_BYTES = 32;

  private final SecretBytes seed;
  private final VerifyingKey verifyingKey;

  private SigningKey(SecretBytes seed) {
    if (seed.size() != SEED_BYTES) {
      throw new MalformedBody("An Ed25519 private key must have exactly 32 bytes.");
    }
    this.seed = seed;
    byte[] secret = seed.open(InsecureSecretAccess.get());
    byte[] encoded = new byte[VerifyingKey.BYTES];
    Ed25519.generatePublicKey(secret, 0, encoded, 0);
    Arrays.fill(secret, (byte) 0);
    this.verifyingKey = VerifyingKey.derived(encoded);
  }

  /** A new random key. */
  public static SigningKey generate(SecureRandom random) {
    return new SigningKey(SecretBytes.random(SEED_BYTES, random));
  }

  /** The key of a stored 32-byte seed. */
  public static SigningKey fromSeed(SecretBytes seed) {
    return new SigningKey(seed);
  }

  /** The seed, for the vault. */
  public SecretBytes seed() {
    return seed;
  }

  /** The public half. */
  public VerifyingKey verifyingKey() {
    return verifyingKey;
  }

  /** Signs (64 bytes). */
  public Octets sign(SigInput input) {
    byte[] secret = seed.open(InsecureSecretAccess.get());
    byte[] message = input.bytes();
    byte[] signature = new byte[VerifyingKey.SIGNATURE_BYTES];
    Ed25519.sign(secret, 0, message, 0, message.length, signature, 0);
    Arrays.fill(secret, (byte) 0);
    return Octets.of(signature);
  }

  @Override
  public String toString() {
    return "SigningKey[redacted]";
  }
}
