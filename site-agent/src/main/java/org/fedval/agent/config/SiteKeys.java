package org.fedval.agent.config;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Arrays;
import org.fedval.crypto.primitive.MlKem;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.X25519KeyPair;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.wire.files.PrivateFiles;
import org.fedval.wire.files.SigningKeyFile;

/** The site's long-lived keys, born here and never sent: identity and sealing key. */
public final class SiteKeys {
  private static final int SEAL_BYTES = X25519KeyPair.BYTES + MlKem.SEED_BYTES;

  private final SigningKey identity;
  private final Octets sealX;
  private final Octets sealKem;

  private SiteKeys(SigningKey identity, Octets sealX, Octets sealKem) {
    this.identity = identity;
    this.sealX = sealX;
    this.sealKem = sealKem;
  }

  /** Loads the keys; those that do not exist yet are made and written first. */
  public static SiteKeys loadOrCreate(AgentHome home, SecureRandom random) throws IOException {
    if (!Files.exists(home.identityKeyFile())) {
      SigningKeyFile.write(home.identityKeyFile(), SigningKey.generate(random));
    }
    if (!Files.exists(home.sealKeyFile())) {
      byte[] seed = new byte[SEAL_BYTES];
      random.nextBytes(seed);
      PrivateFiles.write(home.sealKeyFile(), seed);
      Arrays.fill(seed, (byte) 0);
    }
    return load(home);
  }

  /** Loads existing keys. */
  public static SiteKeys load(AgentHome home) throws IOException {
    byte[] seed = PrivateFiles.read(home.sealKeyFile(), SEAL_BYTES);
    if (seed.length != SEAL_BYTES) {
      throw new IOException("The sealing key file has a wrong length; restore it from backup.");
    }
    byte[] x = Arrays.copyOf(seed, X25519KeyPair.BYTES);
    byte[] kem = Arrays.copyOfRange(seed, X25519KeyPair.BYTES, SEAL_BYTES);
    try {
      return new SiteKeys(
          SigningKeyFile.read(home.identityKeyFile()),
          X25519KeyPair.fromScalar(SecretBytes.copyOf(x)).publicKey(),
          MlKem.fromSeed(SecretBytes.copyOf(kem)).encapsulationKey());
    } finally {
      Arrays.fill(seed, (byte) 0);
      Arrays.fill(x, (byte) 0);
      Arrays.fill(kem, (byte) 0);
    }
  }

  public SigningKey identity() {
    return identity;
  }

  /** Public half of the X25519 sealing key. */
  public Octets sealX() {
    return sealX;
  }

  /** ML-KEM-768 encapsulation key of the sealing key. */
  public Octets sealKem() {
    return sealKem;
  }

  @Override
  public String toString() {
    return "SiteKeys[redacted]";
  }
}
