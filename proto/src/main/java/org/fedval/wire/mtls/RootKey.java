package org.fedval.wire.mtls;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.files.KeyFileException;
import org.fedval.wire.files.Pem;
import org.fedval.wire.files.PrivateFiles;

/**
 * The authority's root key, which is needed once a year and kept offline in between: moved out of
 * the coordinator's home, and brought back to sign a new issuing certificate.
 */
public final class RootKey {
  /** How long an issuing certificate is valid. */
  public static final Duration ISSUING_LIFE = Duration.ofDays(365);

  private final AuthorityFiles authority;

  /**
   * @param authority the authority's directory in the coordinator's home
   */
  public RootKey(Path authority) {
    this.authority = new AuthorityFiles(authority);
  }

  /**
   * An authority's certificates.
   *
   * @param rootFingerprint SHA-256 of the root certificate
   * @param issuingFingerprint SHA-256 of the issuing certificate
   * @param rootKeyIsHere whether the root key lies in the coordinator's home
   */
  public record State(
      Sha256Digest rootFingerprint,
      Instant rootUntil,
      Sha256Digest issuingFingerprint,
      Instant issuingUntil,
      boolean rootKeyIsHere) {}

  /** What the files hold. */
  public State state() throws IOException {
    X509Certificate root = CertificateFiles.read(authority.root()).get(0);
    X509Certificate issuing = CertificateFiles.read(authority.issuing()).get(0);
    return new State(
        CertificateFiles.fingerprint(root),
        root.getNotAfter().toInstant(),
        CertificateFiles.fingerprint(issuing),
        issuing.getNotAfter().toInstant(),
        Files.exists(authority.rootKey()));
  }

  /**
   * Copies the root key and its certificate to another directory, reads the copy, and only then
   * removes the key here.
   *
   * @throws KeyFileException when there is no root key here, or the target holds one already
   */
  public void exportTo(Path directory) throws IOException {
    AuthorityFiles target = new AuthorityFiles(directory);
    if (!Files.exists(authority.rootKey())) {
      throw new KeyFileException(
          "There is no root key in " + authority.directory() + "; it was exported before.");
    }
    if (Files.exists(target.rootKey())) {
      throw new KeyFileException(
          "The directory " + directory + " already holds a root key; choose an empty one.");
    }
    X509Certificate root = CertificateFiles.read(authority.root()).get(0);
    key(authority.rootKey(), root);
    byte[] pem = PrivateFiles.read(authority.rootKey(), Pem.LIMIT_BYTES);
    try {
      PrivateFiles.write(target.rootKey(), pem);
    } finally {
      Arrays.fill(pem, (byte) 0);
    }
    CertificateFiles.write(target.root(), List.of(root));
    key(target.rootKey(), root);
    Files.delete(authority.rootKey());
  }

  /**
   * Signs a new issuing certificate of one year. A running coordinator takes it over by itself.
   *
   * @param rootDirectory where {@code root.key} is: the authority's own directory or the place it
   *     was exported to
   * @param newKey whether the issuing key changes too; tokens that were not used yet pin the old
   *     one and stop working then
   * @throws KeyFileException when the root key is not there or is another authority's
   */
  public X509Certificate renewIssuing(
      Path rootDirectory, boolean newKey, Clock clock, SecureRandom random) throws IOException {
    X509Certificate root = CertificateFiles.read(authority.root()).get(0);
    X509Certificate before = CertificateFiles.read(authority.issuing()).get(0);
    AuthorityFiles source = new AuthorityFiles(rootDirectory);
    if (!Files.exists(source.rootKey())) {
      throw new KeyFileException(
          "There is no root.key in "
              + rootDirectory
              + "; name the folder or medium that it was exported to with --root.");
    }
    PrivateKey rootKey = key(source.rootKey(), root);
    Instant now = clock.instant();
    if (CertificateLife.isOver(root, now)) {
      throw new KeyFileException(
          "The root certificate has expired; a new coordinator has to be set up.");
    }
    String name = before.getSubjectX500Principal().getName().replaceFirst("^CN=", "");
    if (newKey) {
      TlsKeyPair key = TlsKeyPair.generate(random);
      X509Certificate issuing = signIssuing(root, rootKey, name, key.publicKey(), now, random);
      KeyAndChainFiles.replace(authority.issuingKey(), authority.issuing(), key, List.of(issuing));
      return issuing;
    }
    X509Certificate issuing = signIssuing(root, rootKey, name, before.getPublicKey(), now, random);
    CertificateFiles.write(authority.issuing(), List.of(issuing));
    return issuing;
  }

  /** Finishes a change of the issuing key that a crash cut short; not while a coordinator runs. */
  public void settle() throws IOException {
    KeyAndChainFiles.settle(authority.issuingKey(), authority.issuing());
  }

  static X509Certificate signIssuing(
      X509Certificate root,
      PrivateKey rootKey,
      String name,
      PublicKey key,
      Instant now,
      SecureRandom random) {
    Instant until = now.plus(ISSUING_LIFE);
    Instant end = root.getNotAfter().toInstant();
    return CertificateTemplate.under(
            root,
            name,
            key,
            now.minus(CertificateAuthority.CLOCK_TOLERANCE),
            until.isAfter(end) ? end : until,
            random)
        .authority(0)
        .sign(rootKey);
  }

  private static PrivateKey key(Path file, X509Certificate root) throws IOException {
    PrivateKey key = TlsKeyPair.readPrivate(file);
    if (!CertificateFiles.belongTogether(key, root)) {
      throw new KeyFileException(
          file + " is not the root key of this coordinator; check the folder.");
    }
    return key;
  }
}
