package org.fedval.agent.config;

import java.io.IOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.util.Arrays;
import org.fedval.agent.vault.Kek;
import org.fedval.agent.vault.LocalDisk;
import org.fedval.agent.vault.SealedFile;
import org.fedval.agent.vault.StableStorage;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.wire.files.KeyFileException;
import org.fedval.wire.files.Pem;
import org.fedval.wire.files.SigningKeyFile;

/** The site's long-lived keys, born here and never sent: identity and sealing key. */
public final class SiteKeys {
  private static final StableStorage DISK = new LocalDisk();

  private final SigningKey identity;
  private final SealKeyPair seal;

  private SiteKeys(SigningKey identity, SealKeyPair seal) {
    this.identity = identity;
    this.seal = seal;
  }

  /** Loads the keys; those that do not exist yet are made and written first. */
  public static SiteKeys loadOrCreate(AgentHome home, SecureRandom random)
      throws ConfigException, IOException {
    return loadOrCreate(home, HomeVault.open(home, random), random);
  }

  /** The same under an opened key. */
  public static SiteKeys loadOrCreate(AgentHome home, Kek kek, SecureRandom random)
      throws IOException {
    if (!Files.exists(home.identityKeyFile())) {
      SigningKey fresh = SigningKey.generate(random);
      byte[] pem = SigningKeyFile.encode(fresh);
      identityFile(home).write(kek, DISK, pem);
      Arrays.fill(pem, (byte) 0);
    }
    if (!Files.exists(home.sealKeyFile())) {
      byte[] seed = new byte[SealKeyPair.SEED_BYTES];
      random.nextBytes(seed);
      sealFile(home).write(kek, DISK, seed);
      Arrays.fill(seed, (byte) 0);
    }
    return load(home, kek);
  }

  /** Loads existing keys. */
  public static SiteKeys load(AgentHome home) throws ConfigException, IOException {
    return load(home, HomeVault.open(home, new SecureRandom()));
  }

  /** The same under an opened key; keys that an earlier version wrote in the clear are sealed. */
  public static SiteKeys load(AgentHome home, Kek kek) throws IOException {
    byte[] pem = content(identityFile(home), kek);
    byte[] seed = content(sealFile(home), kek);
    if (seed.length != SealKeyPair.SEED_BYTES) {
      throw new IOException("The sealing key file has a wrong length; restore it from backup.");
    }
    try {
      return new SiteKeys(
          SigningKeyFile.decode(pem, home.identityKeyFile()), SealKeyPair.fromSeed(seed));
    } finally {
      Arrays.fill(pem, (byte) 0);
      Arrays.fill(seed, (byte) 0);
    }
  }

  private static SealedFile identityFile(AgentHome home) {
    return new SealedFile(home.identityKeyFile(), "identity-key", Pem.LIMIT_BYTES);
  }

  private static SealedFile sealFile(AgentHome home) {
    return new SealedFile(home.sealKeyFile(), "seal-key", SealKeyPair.SEED_BYTES);
  }

  private static byte[] content(SealedFile file, Kek kek) throws IOException {
    return file.takeOver(kek, DISK)
        .orElseThrow(
            () ->
                new KeyFileException(
                    "The file " + file.path() + " does not exist; check the path."));
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
