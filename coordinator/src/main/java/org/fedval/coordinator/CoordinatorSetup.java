package org.fedval.coordinator;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.Locale;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.wire.files.SigningKeyFile;
import org.fedval.wire.mtls.CertificateAuthority;
import org.fedval.wire.mtls.CertificateFiles;
import org.fedval.wire.mtls.CertificateRequest;
import org.fedval.wire.mtls.CredentialsException;
import org.fedval.wire.mtls.KeyAndChainFiles;
import org.fedval.wire.mtls.PeerIdentity;
import org.fedval.wire.mtls.TlsKeyPair;

/** Makes a coordinator's keys, its certificate authority and the first clients' credentials. */
public final class CoordinatorSetup {
  private CoordinatorSetup() {}

  /**
   * Prepares a home; what exists already is never overwritten.
   *
   * @return false when the home was prepared before
   */
  public static boolean init(CoordinatorHome home, Clock clock, SecureRandom random)
      throws IOException, CredentialsException {
    home.prepare();
    if (Files.exists(home.coordinatorKeyFile())) {
      return false;
    }
    CertificateAuthority authority =
        CertificateAuthority.create(
            home.certificateAuthority(), "fedval coordinator", clock, random);
    for (PeerIdentity.Kind kind :
        new PeerIdentity.Kind[] {PeerIdentity.Kind.OPERATOR, PeerIdentity.Kind.VENDOR}) {
      String role = kind.name().toLowerCase(Locale.ROOT);
      issue(authority, new PeerIdentity(kind, role), home.credentials(role), random);
    }
    SigningKeyFile.write(home.coordinatorKeyFile(), SigningKey.generate(random));
    return true;
  }

  /** Issues credentials of 30 days for an operator or a vendor into a folder. */
  public static void issue(
      CoordinatorHome home, PeerIdentity identity, Path folder, Clock clock, SecureRandom random)
      throws IOException, CredentialsException {
    issue(
        CertificateAuthority.load(home.certificateAuthority(), clock, random),
        identity,
        folder,
        random);
  }

  /** Writes {@code key.pem}, {@code chain.pem} and {@code trust.pem} for one client. */
  private static void issue(
      CertificateAuthority authority, PeerIdentity identity, Path folder, SecureRandom random)
      throws IOException, CredentialsException {
    TlsKeyPair key = TlsKeyPair.generate(random);
    var chain = authority.issueClient(CertificateRequest.create(key, identity), identity);
    KeyAndChainFiles.replace(folder.resolve("key.pem"), folder.resolve("chain.pem"), key, chain);
    CertificateFiles.write(folder.resolve("trust.pem"), authority.trust());
  }
}
