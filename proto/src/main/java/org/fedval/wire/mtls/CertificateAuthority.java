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
import java.util.Collection;
import java.util.List;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.util.IPAddress;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.files.KeyFileException;
import org.fedval.wire.files.PrivateFiles;

/**
 * The coordinator's authority for transport identities: a root of 10 years and an issuing
 * certificate of 1 year, both ECDSA P-256. It can refuse or impersonate a site on the transport; it
 * cannot sign as a site's identity key. Thread-safe.
 *
 * <p>Files: {@code root.key} and {@code issuing.key} (0600), {@code root.pem} and {@code
 * issuing.pem}. Only {@link #create} and {@link RootKey} touch {@code root.key}: keep it offline
 * afterwards.
 */
public final class CertificateAuthority {
  /** How long an end entity's certificate is valid. */
  public static final Duration CERTIFICATE_LIFE = Duration.ofDays(30);

  /** Certificates begin this much before now, for peers whose clock is slow. */
  public static final Duration CLOCK_TOLERANCE = Duration.ofMinutes(5);

  private static final Duration ROOT_LIFE = Duration.ofDays(3652);

  private final Path directory;
  private final X509Certificate root;
  private final Clock clock;
  private final SecureRandom random;
  private volatile Issuing issuing;

  private CertificateAuthority(
      Path directory, X509Certificate root, Issuing issuing, Clock clock, SecureRandom random) {
    this.directory = directory;
    this.root = root;
    this.issuing = issuing;
    this.clock = clock;
    this.random = random;
  }

  /** The issuing certificate and its key. */
  private static final class Issuing {
    final X509Certificate certificate;
    final PrivateKey key;

    Issuing(X509Certificate certificate, PrivateKey key) {
      this.certificate = certificate;
      this.key = key;
    }
  }

  /**
   * Makes a new authority and writes it.
   *
   * @param name for people, such as the coordinator's name
   * @throws KeyFileException when the directory already holds one: it is never overwritten
   */
  public static CertificateAuthority create(
      Path directory, String name, Clock clock, SecureRandom random) throws IOException {
    AuthorityFiles files = new AuthorityFiles(directory);
    if (Files.exists(files.root()) || Files.exists(files.issuingKey())) {
      throw new KeyFileException(
          "The directory " + directory + " already holds an authority; choose another.");
    }
    Instant now = clock.instant();
    TlsKeyPair rootKey = TlsKeyPair.generate(random);
    X509Certificate root =
        CertificateTemplate.root(
                name + " root",
                rootKey.publicKey(),
                now.minus(CLOCK_TOLERANCE),
                now.plus(ROOT_LIFE),
                random)
            .sign(rootKey.privateKey());
    TlsKeyPair issuingKey = TlsKeyPair.generate(random);
    X509Certificate issuing =
        RootKey.signIssuing(
            root, rootKey.privateKey(), name + " issuing", issuingKey.publicKey(), now, random);
    PrivateFiles.createDirectory(directory);
    rootKey.write(files.rootKey());
    CertificateFiles.write(files.root(), List.of(root));
    CertificateFiles.write(files.issuing(), List.of(issuing));
    issuingKey.write(files.issuingKey());
    return new CertificateAuthority(
        directory, root, new Issuing(issuing, issuingKey.privateKey()), clock, random);
  }

  /** Loads an authority; {@code root.key} need not be there. */
  public static CertificateAuthority load(Path directory, Clock clock, SecureRandom random)
      throws IOException {
    AuthorityFiles files = new AuthorityFiles(directory);
    X509Certificate root = CertificateFiles.read(files.root()).get(0);
    X509Certificate issuing = CertificateFiles.read(files.issuing()).get(0);
    PrivateKey key = TlsKeyPair.readPrivate(files.issuingKey());
    if (!CertificateFiles.belongTogether(key, issuing)) {
      throw new KeyFileException(
          "In " + directory + " issuing.key does not belong to issuing.pem; restore both.");
    }
    return new CertificateAuthority(directory, root, new Issuing(issuing, key), clock, random);
  }

  /**
   * Takes over an issuing certificate that was renewed in the files meanwhile.
   *
   * @return whether it is another one than before; false also while the files are being written
   */
  public boolean refresh() throws IOException {
    AuthorityFiles files = new AuthorityFiles(directory);
    X509Certificate found = CertificateFiles.read(files.issuing()).get(0);
    if (found.equals(issuing.certificate)) {
      return false;
    }
    PrivateKey key = TlsKeyPair.readPrivate(files.issuingKey());
    if (!CertificateFiles.belongTogether(key, found)) {
      return false;
    }
    issuing = new Issuing(found, key);
    return true;
  }

  /**
   * Issues a server certificate.
   *
   * @param hosts DNS names and IP addresses by which clients call the server; at least one
   * @return the certificate, then the issuing certificate
   */
  public List<X509Certificate> issueServer(PublicKey key, Collection<String> hosts)
      throws CredentialsException {
    if (hosts.isEmpty()) {
      throw new CredentialsException("A server certificate needs at least one host name.");
    }
    GeneralName[] names =
        hosts.stream()
            .map(
                host ->
                    new GeneralName(
                        IPAddress.isValid(host) ? GeneralName.iPAddress : GeneralName.dNSName,
                        host))
            .toArray(GeneralName[]::new);
    return issue("fedval coordinator", key, KeyPurposeId.id_kp_serverAuth, names);
  }

  /**
   * Issues a client certificate for one identity and client authentication only.
   *
   * @param expected whom the token or the previous certificate stands for
   * @return the certificate, then the issuing certificate
   * @throws CredentialsException when the request names another identity
   */
  public List<X509Certificate> issueClient(CertificateRequest request, PeerIdentity expected)
      throws CredentialsException {
    if (!request.identity().equals(expected)) {
      throw new CredentialsException(
          "The certificate request names another identity than the one it was asked for; make it"
              + " with the site id of the token.");
    }
    GeneralName[] names = {new GeneralName(GeneralName.uniformResourceIdentifier, expected.uri())};
    return issue(expected.id(), request.publicKey(), KeyPurposeId.id_kp_clientAuth, names);
  }

  private List<X509Certificate> issue(
      String holder, PublicKey key, KeyPurposeId purpose, GeneralName[] names)
      throws CredentialsException {
    Issuing issuer = issuing;
    Instant now = clock.instant();
    Instant until = now.plus(CERTIFICATE_LIFE);
    Instant end = issuer.certificate.getNotAfter().toInstant();
    if (until.isAfter(end)) {
      until = end;
    }
    if (!until.isAfter(now)) {
      throw new CredentialsException(
          "The coordinator's issuing certificate has expired; its operator runs 'fedval coordinator"
              + " ca renew-issuing'.");
    }
    X509Certificate leaf =
        CertificateTemplate.under(
                issuer.certificate, holder, key, now.minus(CLOCK_TOLERANCE), until, random)
            .endEntity(purpose, new GeneralNames(names))
            .sign(issuer.key);
    return List.of(leaf, issuer.certificate);
  }

  /** What peers trust: the root. */
  public List<X509Certificate> trust() {
    return List.of(root);
  }

  /** H(SPKI of the issuing certificate), which an enrolment token carries. */
  public Sha256Digest issuingPin() {
    return CertificateFiles.pin(issuing.certificate);
  }

  /** What signs the certificates of sites and of the server; for its expiry. */
  public X509Certificate issuing() {
    return issuing.certificate;
  }
}
