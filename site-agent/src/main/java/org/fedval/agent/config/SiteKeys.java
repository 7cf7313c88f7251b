package org.fedval.agent.config;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Arrays;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.wire.files.PrivateFiles;
import org.fedval.wire.files.SigningKeyFile;

/** The site's long-lived keys, born here and never sent: identity and sealing key. */
public final class SiteKeys {
  private final SigningKey identity;
  private final SealKeyPair seal;

  private SiteKeys(SigningKey identity, SealKeyPair seal) {
    this.identity = identity;
    this.seal = seal;
  }

  /** Loads the keys; those that do not exist yet are made and written first. */
  public static SiteKeys loadOrCreate(AgentHome home, SecureRandom random) throws IOException {
    if (!Files.exists(home.identityKeyFile())) {
      SigningKeyFile.write(home.identityKeyFile(), SigningKey.generate(random));
    }
    if (!Files.exists(home.sealKeyFile())) {
      byte[] seed = new byte[SealKeyPair.SEED_BYTES];
      random.nextBytes(seed);
      PrivateFiles.write(home.sealKeyFile(), seed);
      Arrays.fill(seed, (byte) 0);
    }
    return load(home);
  }

  /** Loads existing keys. */
  public static SiteKeys load(AgentHome home) throws IOException {
    byte[] seed = PrivateFiles.read(home.sealKeyFile(), SealKeyPair.SEED_BYTES);
    if (seed.length != SealKeyPair.SEED_BYTES) {
      throw new IOException("The sealing key file has a wrong length; restore it from backup.");
    }
    try {
      return new SiteKeys(SigningKeyFile.read(home.identityKeyFile()), SealKeyPair.fromSeed(seed));
    } finally {
      Arrays.fill(seed, (byte) 0);
    }
  }

  public SigningKey identity() {
    return identity;
  }

  /** What models' keys are closed to. */
  public SealKeyPair seal() {
    return seal;
  }

  /** Public half of the X25519 sealing key. */
  public Octets sealX() {
    return seal.publicKey().x25519();
  }

  /** ML-KEM-768 encapsulation key of the sealing key. */
  public Octets sealKem() {
    return seal.publicKey().mlKem();
  }

  @Override
  public String toString() {
    return "SiteKeys[redacted]";
  }
}
