package org.fedval.agent.vault;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Function;
import org.fedval.crypto.primitive.FvcWriter;
import org.fedval.crypto.primitive.Hkdf;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.secret.SecretBytes;
import org.fedval.wire.files.KeyFileException;
import org.fedval.wire.files.PrivateFiles;
import org.jspecify.annotations.Nullable;

/**
 * Where a site's key-encryption key comes from; {@code keys.kek} of {@code agent.yaml} chooses. The
 * first opening writes {@code kek.check}, so that a wrong key is told at once and never leads to a
 * second set of files under it.
 */
public enum KekSource {
  /** 32 random bytes in {@code kek} of the key folder, mode 0600, made at the first start. */
  FILE,
  /**
   * Argon2id of a passphrase, from the file that {@code FEDVAL_PASSPHRASE_FILE} names or a prompt.
   */
  PASSPHRASE,
  /** The systemd credential {@code fedval-kek}, which the service manager decrypts at the start. */
  CREDENTIAL;

  private static final String CREDENTIAL_NAME = "fedval-kek";
  private static final int MAX_CREDENTIAL_BYTES = 4096;
  private static final byte[] CHECK = FvcWriter.labelOf("kek-check");

  /** The source that a name in {@code agent.yaml} stands for; FILE when there is none. */
  public static KekSource named(@Nullable String name) {
    if (name == null) {
      return FILE;
    }
    for (KekSource source : values()) {
      if (source.name().toLowerCase(Locale.ROOT).equals(name)) {
        return source;
      }
    }
    throw new IllegalArgumentException("keys.kek must be file, passphrase or credential.");
  }

  /** Opens the key from the process's environment and console. */
  public Kek open(Path keys, StableStorage disk, SecureRandom random) throws IOException {
    return open(keys, disk, random, System::getenv);
  }

  /**
   * Opens the key.
   *
   * @param keys the key folder
   * @param environment the environment's variables; none of them holds a secret
   * @throws KeyFileException with one sentence for the operator
   */
  public Kek open(
      Path keys,
      StableStorage disk,
      SecureRandom random,
      Function<String, @Nullable String> environment)
      throws IOException {
    SecretBytes key =
        switch (this) {
          case FILE -> ofFile(keys.resolve("kek"), keys.resolve("kek.check"), disk, random);
          case PASSPHRASE ->
              new PassphraseKey(keys.resolve("kek.argon2"), disk).derive(environment, random);
          case CREDENTIAL -> ofCredential(environment.apply("CREDENTIALS_DIRECTORY"));
        };
    Kek kek = new Kek(key, random);
    check(kek, new SealedFile(keys.resolve("kek.check"), "kek-check", CHECK.length), disk);
    return kek;
  }

  private void check(Kek kek, SealedFile check, StableStorage disk) throws IOException {
    if (!Files.exists(check.path())) {
      check.write(kek, disk, CHECK);
      return;
    }
    try {
      if (Arrays.equals(check.read(kek).orElse(new byte[0]), CHECK)) {
        return;
      }
    } catch (KeyFileException e) {
      // The sentence below tells what matters here.
    }
    throw new KeyFileException(
        "The "
            + name().toLowerCase(Locale.ROOT)
            + " key is not the one that the files of this home are sealed under; give the right one, or correct keys.kek in agent.yaml.");
  }

  private static SecretBytes ofFile(Path file, Path check, StableStorage disk, SecureRandom random)
      throws IOException {
    if (!Files.exists(file)) {
      if (Files.exists(check)) {
        throw new KeyFileException(
            "The key file "
                + file
                + " is missing, and the files of this home are sealed; restore it from backup.");
      }
      SecretBytes fresh = SecretBytes.random(Kek.BYTES, random);
      byte[] bytes = fresh.open(InsecureSecretAccess.get());
      disk.replace(file, bytes);
      Arrays.fill(bytes, (byte) 0);
      return fresh;
    }
    byte[] bytes = PrivateFiles.read(file, Kek.BYTES);
    if (bytes.length != Kek.BYTES) {
      throw new KeyFileException(
          "The key file " + file + " has not 32 bytes; restore it from backup.");
    }
    SecretBytes key = SecretBytes.copyOf(bytes);
    Arrays.fill(bytes, (byte) 0);
    return key;
  }

  private static SecretBytes ofCredential(@Nullable String directory) throws IOException {
    if (directory == null) {
      throw new KeyFileException(
          "keys.kek is credential, but no service manager passed one; start the agent as a systemd service with LoadCredentialEncrypted=fedval-kek.");
    }
    Path file = Path.of(directory).resolve(CREDENTIAL_NAME);
    byte[] bytes = PrivateFiles.readPublic(file, MAX_CREDENTIAL_BYTES);
    if (bytes.length < Kek.BYTES) {
      throw new KeyFileException("The credential fedval-kek has fewer than 32 bytes.");
    }
    SecretBytes key =
        Hkdf.extract(new byte[0], bytes).expandSecret(FvcWriter.labelOf("kek"), Kek.BYTES);
    Arrays.fill(bytes, (byte) 0);
    return key;
  }
}
