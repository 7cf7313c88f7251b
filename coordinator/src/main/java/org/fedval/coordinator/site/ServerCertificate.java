package org.fedval.coordinator.site;

import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import java.io.IOException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.fedval.wire.mtls.CertificateAuthority;
import org.fedval.wire.mtls.CertificateLife;
import org.fedval.wire.mtls.CredentialsException;
import org.fedval.wire.mtls.MtlsCredentials;
import org.fedval.wire.mtls.RenewableServer;
import org.fedval.wire.mtls.TlsKeyPair;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The coordinator's own certificate, made anew from day 20 of 30 and whenever the issuing
 * certificate changed, without a restart.
 */
public final class ServerCertificate {
  private static final Logger log = LoggerFactory.getLogger(ServerCertificate.class);
  private static final Duration WARNED_BEFORE = Duration.ofDays(60);
  private static final Duration WARNED_EVERY = Duration.ofDays(1);

  private final CertificateAuthority authority;
  private final Set<String> names;
  private final Clock clock;
  private final SecureRandom random;
  private final RenewableServer server;
  private Instant warned = Instant.MIN;

  /**
   * @param names hosts and addresses by which clients call the server
   */
  public ServerCertificate(
      CertificateAuthority authority, Set<String> names, Clock clock, SecureRandom random)
      throws CredentialsException {
    this.authority = authority;
    this.names = Set.copyOf(names);
    this.clock = clock;
    this.random = random;
    this.server = new RenewableServer(make());
  }

  /** For the main port. */
  public SslContext main() {
    return server.mainContext();
  }

  /** For the enrolment port. */
  public SslContext enrolment() {
    return server.enrolmentContext();
  }

  /** What new connections see. */
  public X509Certificate certificate() {
    return server.certificate();
  }

  /** Renews what is due; called again and again. A failure is logged and tried again. */
  public synchronized void tick() {
    try {
      boolean changed = authority.refresh();
      if (changed || CertificateLife.isRenewalDue(server.certificate(), clock.instant())) {
        server.replace(make());
        log.info("The coordinator's server certificate was renewed");
      }
    } catch (IOException | CredentialsException e) {
      warn("The server certificate cannot be renewed; run 'fedval coordinator ca show'");
      return;
    }
    Instant end = authority.issuing().getNotAfter().toInstant();
    if (clock.instant().isAfter(end.minus(WARNED_BEFORE))) {
      warn("The issuing certificate ends soon; run 'fedval coordinator ca renew-issuing'");
    }
  }

  private void warn(String sentence) {
    Instant now = clock.instant();
    if (warned.isBefore(now.minus(WARNED_EVERY))) {
      warned = now;
      log.atWarn().addKeyValue("ends", authority.issuing().getNotAfter().toInstant()).log(sentence);
    }
  }

  private MtlsCredentials make() throws CredentialsException {
    TlsKeyPair key = TlsKeyPair.generate(random);
    return MtlsCredentials.of(
        key, authority.issueServer(key.publicKey(), names), authority.trust());
  }
}
