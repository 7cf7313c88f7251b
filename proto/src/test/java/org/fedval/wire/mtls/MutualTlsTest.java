package org.fedval.wire.mtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.netty.shaded.io.grpc.netty.GrpcSslContexts;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContext;
import io.grpc.netty.shaded.io.netty.handler.ssl.SslContextBuilder;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.fedval.crypto.primitive.Sha256Digest;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MutualTlsTest {
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir Path folder;
  private final TlsKeyPair clientKey = TlsKeyPair.generate(RANDOM);
  private CertificateAuthority authority;
  private MtlsCredentials coordinator;
  private EchoServer server;

  @BeforeEach
  void start() throws Exception {
    authority = authority("ca");
    coordinator = server(authority, List.of("localhost", "127.0.0.1"));
    server = EchoServer.identified(coordinator.serverContext());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  @Test
  void the_caller_is_whom_the_certificate_names_and_the_protocol_is_tls_1_3() throws Exception {
    MtlsCredentials site = client(authority, PeerIdentity.site("site-a"));

    assertThat(server.who(site.clientContext())).isEqualTo("fedval:site:site-a");
    assertThat(server.protocol).hasValue("TLSv1.3");
  }

  @Test
  void credentials_survive_the_files() throws Exception {
    TlsKeyPair key = TlsKeyPair.generate(RANDOM);
    PeerIdentity vendor = new PeerIdentity(PeerIdentity.Kind.VENDOR, "acme");
    key.write(folder.resolve("tls.key"));
    CertificateFiles.write(
        folder.resolve("tls.pem"),
        authority.issueClient(CertificateRequest.create(key, vendor), vendor));
    CertificateFiles.write(folder.resolve("trust.pem"), authority.trust());

    MtlsCredentials loaded =
        MtlsCredentials.load(
            folder.resolve("tls.key"), folder.resolve("tls.pem"), folder.resolve("trust.pem"));

    assertThat(server.who(loaded.clientContext())).isEqualTo("fedval:vendor:acme");
  }

  @Test
  void a_client_of_another_authority_is_rejected() throws Exception {
    MtlsCredentials stranger = client(authority("other"), PeerIdentity.site("site-a"));
    SslContext trustsUs =
        GrpcSslContexts.configure(
                SslContextBuilder.forClient()
                    .keyManager(clientKey.privateKey(), stranger.certificate())
                    .trustManager(authority.trust()))
            .protocols("TLSv1.3")
            .build();

    assertThat(rejected(trustsUs)).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void a_client_without_a_certificate_is_rejected() throws Exception {
    assertThat(rejected(withoutCertificate("TLSv1.3"))).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void a_server_certificate_does_not_serve_as_a_clients() {
    assertThat(rejected(coordinator.clientContext())).isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void tls_1_2_is_rejected_on_both_ports() throws Exception {
    assertThat(rejected(withoutCertificate("TLSv1.2"))).isEqualTo(Status.Code.UNAVAILABLE);
    try (EchoServer enrolment = EchoServer.anonymous(coordinator.enrolmentServerContext())) {
      assertThat(enrolment.who(withoutCertificate("TLSv1.3"))).isEqualTo("anonymous");
      assertThat(rejected(enrolment, withoutCertificate("TLSv1.2"), "localhost"))
          .isEqualTo(Status.Code.UNAVAILABLE);
    }
  }

  @Test
  void a_client_rejects_a_server_of_another_authority_or_name() throws Exception {
    MtlsCredentials stranger = client(authority("other"), PeerIdentity.site("site-a"));
    MtlsCredentials site = client(authority, PeerIdentity.site("site-a"));

    assertThat(rejected(stranger.clientContext())).isEqualTo(Status.Code.UNAVAILABLE);
    assertThat(rejected(server, site.clientContext(), "elsewhere.example"))
        .isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void the_pin_of_the_token_admits_the_coordinator_and_nobody_else() throws Exception {
    SslContext pinned = MtlsCredentials.enrolmentClientContext(authority.issuingPin());
    SslContext wrong =
        MtlsCredentials.enrolmentClientContext(Sha256Digest.hash(new byte[] {1, 2, 3}));
    try (EchoServer enrolment = EchoServer.anonymous(coordinator.enrolmentServerContext());
        EchoServer impostor =
            EchoServer.anonymous(impostor(sameNameAs("ca"), authority).enrolmentServerContext())) {
      assertThat(enrolment.who(pinned)).isEqualTo("anonymous");
      assertThat(rejected(enrolment, pinned, "elsewhere.example"))
          .isEqualTo(Status.Code.UNAVAILABLE);
      assertThatThrownBy(() -> enrolment.who(wrong))
          .hasRootCauseMessage("The server is not the one that the enrolment token pins.");
      assertThatThrownBy(() -> impostor.who(pinned))
          .hasRootCauseInstanceOf(GeneralSecurityException.class);
    }
  }

  @Test
  void an_expired_certificate_is_rejected() throws Exception {
    Clock past = Clock.offset(Clock.systemUTC(), Duration.ofDays(-60));
    CertificateAuthority then = CertificateAuthority.load(folder.resolve("ca"), past, RANDOM);

    assertThat(rejected(client(then, PeerIdentity.site("site-a")).clientContext()))
        .isEqualTo(Status.Code.UNAVAILABLE);
  }

  @Test
  void a_service_refuses_kinds_that_it_does_not_serve_and_callers_without_identity()
      throws Exception {
    MtlsCredentials site = client(authority, PeerIdentity.site("site-a"));
    CallerIdentityInterceptor operators =
        CallerIdentityInterceptor.admitting(PeerIdentity.Kind.OPERATOR);
    try (EchoServer forOperators = EchoServer.identified(coordinator.serverContext(), operators);
        EchoServer open = EchoServer.identified(coordinator.enrolmentServerContext())) {
      assertThat(rejected(forOperators, site.clientContext(), "localhost"))
          .isEqualTo(Status.Code.PERMISSION_DENIED);
      assertThat(rejected(open, withoutCertificate("TLSv1.3"), "localhost"))
          .isEqualTo(Status.Code.UNAUTHENTICATED);
    }
  }

  @Test
  void a_server_shows_a_new_certificate_without_a_restart() throws Exception {
    MtlsCredentials next = server(authority, List.of("localhost"));
    RenewableServer renewable = new RenewableServer(coordinator);
    MtlsCredentials credentials = client(authority, PeerIdentity.site("site-a"));
    SslContext site = credentials.clientContext();
    SslContext pinned = MtlsCredentials.enrolmentClientContext(authority.issuingPin());
    try (EchoServer main = EchoServer.identified(renewable.mainContext());
        EchoServer enrolment = EchoServer.anonymous(renewable.enrolmentContext())) {
      assertThat(main.who(site)).isEqualTo("fedval:site:site-a");
      assertThat(main.shown(site)).isEqualTo(coordinator.certificate());

      renewable.replace(next);

      assertThat(main.who(site)).isEqualTo("fedval:site:site-a");
      assertThat(main.shown(credentials.clientContext()))
          .as("a client that resumes no session")
          .isEqualTo(next.certificate());
      assertThat(enrolment.shown(pinned)).isEqualTo(next.certificate());
      assertThat(rejected(main, withoutCertificate("TLSv1.3"), "localhost"))
          .isEqualTo(Status.Code.UNAVAILABLE);
    }
  }

  @Test
  void a_caller_to_whom_there_are_objections_is_refused_at_the_next_call() throws Exception {
    Set<String> revoked = ConcurrentHashMap.newKeySet();
    CallerIdentityInterceptor identity =
        CallerIdentityInterceptor.admittingAll()
            .unless(
                (caller, certificate) ->
                    revoked.contains(caller.id())
                        ? Optional.of("This site was revoked.")
                        : Optional.empty());
    try (EchoServer guarded = EchoServer.identified(coordinator.serverContext(), identity)) {
      SslContext a = client(authority, PeerIdentity.site("site-a")).clientContext();
      SslContext b = client(authority, PeerIdentity.site("site-b")).clientContext();
      assertThat(guarded.who(a)).isEqualTo("fedval:site:site-a");

      revoked.add("site-a");

      assertThat(rejected(guarded, a, "localhost")).isEqualTo(Status.Code.UNAUTHENTICATED);
      assertThat(guarded.who(b)).isEqualTo("fedval:site:site-b");
    }
  }

  @Test
  void a_certificate_is_due_for_renewal_from_day_20_of_30() throws Exception {
    X509Certificate certificate = client(authority, PeerIdentity.site("site-a")).certificate();
    Instant end = certificate.getNotAfter().toInstant();

    assertThat(CertificateLife.isRenewalDue(certificate, end.minus(Duration.ofDays(11)))).isFalse();
    assertThat(CertificateLife.isRenewalDue(certificate, end.minus(Duration.ofDays(10)))).isTrue();
    assertThat(CertificateLife.isOver(certificate, end.minusSeconds(1))).isFalse();
    assertThat(CertificateLife.isOver(certificate, end)).isTrue();
  }

  private Status.Code rejected(SslContext client) {
    return rejected(server, client, "localhost");
  }

  private static Status.Code rejected(EchoServer server, SslContext client, String host) {
    return catchThrowableOfType(StatusRuntimeException.class, () -> server.who(client, host))
        .getStatus()
        .getCode();
  }

  private SslContext withoutCertificate(String protocol) throws Exception {
    return GrpcSslContexts.configure(SslContextBuilder.forClient().trustManager(authority.trust()))
        .protocols(protocol)
        .build();
  }

  private CertificateAuthority authority(String name) throws Exception {
    return CertificateAuthority.create(folder.resolve(name), name, Clock.systemUTC(), RANDOM);
  }

  private CertificateAuthority sameNameAs(String name) throws Exception {
    return CertificateAuthority.create(folder.resolve("impostor"), name, Clock.systemUTC(), RANDOM);
  }

  private static MtlsCredentials server(CertificateAuthority authority, List<String> hosts)
      throws Exception {
    TlsKeyPair key = TlsKeyPair.generate(RANDOM);
    return MtlsCredentials.of(
        key, authority.issueServer(key.publicKey(), hosts), authority.trust());
  }

  /** A server that shows the pinned certificate in its chain without having been issued by it. */
  private static MtlsCredentials impostor(CertificateAuthority own, CertificateAuthority real)
      throws Exception {
    TlsKeyPair key = TlsKeyPair.generate(RANDOM);
    X509Certificate leaf = own.issueServer(key.publicKey(), List.of("localhost")).get(0);
    X509Certificate pinned = real.issueServer(key.publicKey(), List.of("localhost")).get(1);
    return MtlsCredentials.of(key, List.of(leaf, pinned), own.trust());
  }

  private MtlsCredentials client(CertificateAuthority authority, PeerIdentity identity)
      throws Exception {
    CertificateRequest request = CertificateRequest.create(clientKey, identity);
    return MtlsCredentials.of(
        clientKey, authority.issueClient(request, identity), authority.trust());
  }
}
