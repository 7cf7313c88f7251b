package org.fedval.wire.bundle;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Set;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secret.InsecureSecretAccess;
import org.fedval.crypto.secret.SecretBytes;

/**
 * The model owner's Ed25519 private key on disk: PKCS#8 in PEM (RFC 8410, RFC 7468), readable by
 * its owner alone, the form that {@code openssl genpkey -algorithm ed25519} writes.
 */
public final class OwnerKeyFile {
  private static final byte[] PKCS8_PREFIX =
      HexFormat.of().parseHex("302e020100300506032b657004220420");
  private static final String BEGIN = "-----BEGIN PRIVATE KEY-----";
  private static final String END = "-----END PRIVATE KEY-----";
  private static final int MAX_BYTES = 4096;

  private OwnerKeyFile() {}

  /**
   * @throws BundleException when the file is missing, open to others, or not such a key
   */
  public static SigningKey read(Path file) throws BundleException, IOException {
    String name = String.valueOf(file.getFileName());
    if (!Files.isRegularFile(file)) {
      throw new BundleException(name + ": no such key file.");
    }
    requirePrivate(file, name);
    if (Files.size(file) > MAX_BYTES) {
      throw notAKey(name);
    }
    String text = Files.readString(file, StandardCharsets.ISO_8859_1).strip();
    if (!text.startsWith(BEGIN) || !text.endsWith(END)) {
      throw notAKey(name);
    }
    byte[] der;
    try {
      String body = text.substring(BEGIN.length(), text.length() - END.length());
      der = Base64.getDecoder().decode(body.replaceAll("\\s", ""));
    } catch (IllegalArgumentException | StringIndexOutOfBoundsException e) {
      throw notAKey(name);
    }
    if (der.length != PKCS8_PREFIX.length + SigningKey.SEED_BYTES
        || !Arrays.equals(PKCS8_PREFIX, Arrays.copyOf(der, PKCS8_PREFIX.length))) {
      throw notAKey(name);
    }
    byte[] seed = Arrays.copyOfRange(der, PKCS8_PREFIX.length, der.length);
    SigningKey key = SigningKey.fromSeed(SecretBytes.copyOf(seed));
    Arrays.fill(seed, (byte) 0);
    Arrays.fill(der, (byte) 0);
    return key;
  }

  /**
   * Writes a key to a new file with mode 0600.
   *
   * @throws BundleException when the file exists already; a key is never overwritten
   */
  public static void create(Path file, SigningKey key) throws BundleException, IOException {
    byte[] seed = key.seed().open(InsecureSecretAccess.get());
    byte[] der = Arrays.copyOf(PKCS8_PREFIX, PKCS8_PREFIX.length + seed.length);
    System.arraycopy(seed, 0, der, PKCS8_PREFIX.length, seed.length);
    String pem = BEGIN + "\n" + Base64.getEncoder().encodeToString(der) + "\n" + END + "\n";
    Arrays.fill(seed, (byte) 0);
    Arrays.fill(der, (byte) 0);
    var onlyOwner =
        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    var fresh = Set.of(StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
    try (OutputStream out =
        Channels.newOutputStream(Files.newByteChannel(file, fresh, onlyOwner))) {
      out.write(pem.getBytes(StandardCharsets.US_ASCII));
    } catch (FileAlreadyExistsException e) {
      throw new BundleException(
          file.getFileName() + ": this key file exists already; name it with --key to use it.");
    }
  }

  private static void requirePrivate(Path file, String name) throws BundleException, IOException {
    Set<PosixFilePermission> open = new HashSet<>(Files.getPosixFilePermissions(file));
    open.removeAll(PosixFilePermissions.fromString("rwx------"));
    if (!open.isEmpty()) {
      throw new BundleException(
          name + ": this private key can be read by others; run chmod 600 on it.");
    }
  }

  private static BundleException notAKey(String name) {
    return new BundleException(
        name
            + ": not an Ed25519 private key in PKCS#8 PEM form; make one with"
            + " openssl genpkey -algorithm ed25519.");
  }
}
