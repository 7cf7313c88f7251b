package org.fedval.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.wire.mtls.CertificateAuthority;
import org.fedval.wire.mtls.CertificateFiles;
import org.fedval.wire.mtls.CertificateRequest;
import org.fedval.wire.mtls.MtlsCredentials;
import org.fedval.wire.mtls.PeerIdentity;
import org.fedval.wire.mtls.TlsKeyPair;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Both ports of a running coordinator as a stranger's TLS client sees them. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsFromOutsideTest {
  // RFC 8446 section 6: what the server says when it ends a connection.
  private static final int PROTOCOL_VERSION = 70;
  // Netty's BoringSSL says this of every certificate that it does not accept, whatever the reason.
  private static final int INTERNAL_ERROR = 80;
  private static final int CERTIFICATE_REQUIRED = 116;

  private Path folder;
  private LiveCoordinator coordinator;
  private LiveCoordinator stranger;
  private Path trust;

  @BeforeAll
  void two_coordinators_run(@TempDir Path temporary) throws Exception {
    assumeTrue(
        OpenSslClient.isInstalled(),
        "openssl is not installed here; on Debian: apt-get install openssl.");
    folder = temporary;
    coordinator = LiveCoordinator.start(folder.resolve("c"));
    stranger = LiveCoordinator.start(folder.resolve("stranger"));
    trust = coordinator.credentials("vendor").resolve("trust.pem");
  }

  @AfterAll
  void stop() {
    if (coordinator != null) {
      coordinator.close();
    }
    if (stranger != null) {
      stranger.close();
    }
  }

  @Test
  void a_certificate_of_the_own_authority_is_served_over_tls_1_3() throws Exception {
    OpenSslClient client = present(coordinator.credentials("vendor"), "-tls1_3");
    assertThat(client.isServed()).as(client.output()).isTrue();
    assertThat(client.output())
        .contains("New, TLSv1.3, Cipher is TLS_AES_")
        .contains("Verify return code: 0 (ok)")
        .contains("ALPN protocol: h2")
        .contains("Compression: NONE")
        .contains("Secure Renegotiation IS NOT supported");
  }

  @ParameterizedTest
  @ValueSource(strings = {"-tls1", "-tls1_1", "-tls1_2"})
  void both_ports_refuse_older_protocols(String version) throws Exception {
    for (int port : ports()) {
      OpenSslClient client =
          OpenSslClient.connect(port, trust, version, "-cipher", "ALL:@SECLEVEL=0");
      assertThat(client.alert()).as(client.output()).isEqualTo(PROTOCOL_VERSION);
      assertThat(client.isServed()).isFalse();
    }
  }

  @Test
  void both_ports_refuse_the_short_tag_suites_of_tls_1_3() throws Exception {
    for (int port : ports()) {
      OpenSslClient client =
          OpenSslClient.connect(
              port,
              trust,
              "-tls1_3",
              "-ciphersuites",
              "TLS_AES_128_CCM_SHA256:TLS_AES_128_CCM_8_SHA256");
      assertThat(client.output()).contains("ClientHello").doesNotContain("ServerHello");
      assertThat(client.isServed()).isFalse();
    }
  }

  @Test
  void both_ports_refuse_plaintext() throws Exception {
    for (int port : ports()) {
      try (Socket socket = new Socket("127.0.0.1", port)) {
        socket.setSoTimeout(20_000);
        String preface = "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\4\0\0\0\0\0";
        socket.getOutputStream().write(preface.getBytes(StandardCharsets.ISO_8859_1));
        byte[] answer = socket.getInputStream().readAllBytes();
        // At most one TLS alert record (content type 21) comes back, then the end.
        assertThat(answer.length).isLessThanOrEqualTo(7);
        assertThat(answer.length == 0 || answer[0] == 21).isTrue();
      }
    }
  }

  @Test
  void the_main_port_asks_for_a_certificate_and_ends_without_one() throws Exception {
    OpenSslClient client = OpenSslClient.connect(coordinator.port(), trust, "-tls1_3");
    assertThat(client.output()).contains("CertificateRequest");
    assertThat(client.alert()).as(client.output()).isEqualTo(CERTIFICATE_REQUIRED);
    assertThat(client.isServed()).isFalse();
  }

  @Test
  void a_self_signed_certificate_is_refused() throws Exception {
    Path own = Files.createDirectories(folder.resolve("self-signed"));
    OpenSslClient made =
        OpenSslClient.tool(
            "req",
            "-x509",
            "-newkey",
            "ec",
            "-pkeyopt",
            "ec_paramgen_curve:prime256v1",
            "-nodes",
            "-days",
            "30",
            "-subj",
            "/CN=vendor",
            "-addext",
            "subjectAltName=URI:fedval:vendor:vendor",
            "-addext",
            "extendedKeyUsage=clientAuth",
            "-keyout",
            own.resolve("key.pem").toString(),
            "-out",
            own.resolve("chain.pem").toString());
    assertThat(made.exit()).as(made.output()).isZero();
    refused(own);
  }

  @Test
  void a_certificate_of_another_authority_is_refused() throws Exception {
    refused(stranger.credentials("vendor"));
  }

  @Test
  void an_expired_certificate_is_refused() throws Exception {
    Clock past = Clock.offset(Clock.systemUTC(), Duration.ofDays(-31));
    TlsKeyPair key = TlsKeyPair.generate(new SecureRandom());
    PeerIdentity site = PeerIdentity.site("late");
    refused(
        write(
            "expired",
            key,
            authority(past).issueClient(CertificateRequest.create(key, site), site)));
  }

  @Test
  void a_certificate_for_servers_is_refused() throws Exception {
    TlsKeyPair key = TlsKeyPair.generate(new SecureRandom());
    refused(
        write(
            "server",
            key,
            authority(Clock.systemUTC()).issueServer(key.publicKey(), List.of("localhost"))));
  }

  @Test
  void the_same_authority_issues_a_certificate_that_is_served() throws Exception {
    TlsKeyPair key = TlsKeyPair.generate(new SecureRandom());
    PeerIdentity site = PeerIdentity.site("good");
    Path good =
        write(
            "good",
            key,
            authority(Clock.systemUTC()).issueClient(CertificateRequest.create(key, site), site));
    assertThat(present(good, "-tls1_3").isServed()).isTrue();
  }

  @Test
  void no_port_gives_out_a_session_ticket() throws Exception {
    OpenSslClient main = present(coordinator.credentials("vendor"), "-tls1_3");
    OpenSslClient enrolment = OpenSslClient.connect(coordinator.enrolmentPort(), trust, "-tls1_3");
    for (OpenSslClient client : List.of(main, enrolment)) {
      assertThat(client.isServed()).as(client.output()).isTrue();
      assertThat(client.output()).doesNotContain("NewSessionTicket");
    }
  }

  @Test
  void the_server_certificate_is_p_256_for_servers_only_and_lives_30_days() throws Exception {
    OpenSslClient shown = present(coordinator.credentials("vendor"), "-tls1_3", "-showcerts");
    String pem = shown.output();
    Path leaf = folder.resolve("leaf.pem");
    Files.writeString(
        leaf,
        pem.substring(
                pem.indexOf("-----BEGIN CERTIFICATE-----"),
                pem.indexOf("-----END CERTIFICATE-----"))
            + "-----END CERTIFICATE-----\n");
    String text = OpenSslClient.tool("x509", "-in", leaf.toString(), "-noout", "-text").output();
    assertThat(text)
        .contains("NIST CURVE: P-256")
        .contains("ecdsa-with-SHA256")
        .contains("CA:FALSE")
        .contains("Digital Signature")
        .contains("TLS Web Server Authentication")
        .doesNotContain("TLS Web Client Authentication");
    X509Certificate certificate = CertificateFiles.read(leaf).get(0);
    assertThat(
            Duration.between(
                certificate.getNotBefore().toInstant(), certificate.getNotAfter().toInstant()))
        .isLessThanOrEqualTo(Duration.ofDays(30).plusMinutes(5));
  }

  /**
   * OpenSSL before 3.5 does not know the group, so the hello is written by hand: it offers only
   * X25519MLKEM768 and no key share, and the server must ask for exactly that share (RFC 8446
   * section 4.1.4).
   */
  @Test
  void both_ports_agree_on_a_hybrid_post_quantum_key() throws Exception {
    for (int port : ports()) {
      byte[] answer = helloOffering(port, 0x11EC);
      assertThat(answer).as("a handshake record").startsWith(22);
      assertThat(new String(answer, StandardCharsets.ISO_8859_1))
          .as("key_share extension with the group")
          .contains("\0\63\0\2\21\354");
    }
    assertThat(helloOffering(coordinator.port(), 0x0018)).as("an unwanted group").isEmpty();
  }

  @Test
  void the_own_clients_send_a_hybrid_key_first() throws Exception {
    Path vendor = coordinator.credentials("vendor");
    MtlsCredentials tls =
        MtlsCredentials.load(vendor.resolve("key.pem"), vendor.resolve("chain.pem"), trust);
    try (ServerSocket listener = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      listener.setSoTimeout(20_000);
      ManagedChannel channel =
          NettyChannelBuilder.forAddress("127.0.0.1", listener.getLocalPort())
              .sslContext(tls.clientContext())
              .build();
      channel.getState(true);
      try (Socket client = listener.accept()) {
        // Extension 10, supported_groups: X25519MLKEM768, X25519. The share itself has 1216 bytes.
        String hello = new String(record(client), StandardCharsets.ISO_8859_1);
        assertThat(hello).contains("\0\12\0\6\0\4\21\354\0\35");
        assertThat(hello.length()).isGreaterThan(1216);
      } finally {
        channel.shutdownNow();
      }
    }
  }

  private int[] ports() {
    return new int[] {coordinator.port(), coordinator.enrolmentPort()};
  }

  private OpenSslClient present(Path credentials, String... options) throws IOException {
    List<String> all = new ArrayList<>(List.of(options));
    Path chain = credentials.resolve("chain.pem");
    all.addAll(List.of("-cert", chain.toString(), "-cert_chain", chain.toString()));
    all.addAll(List.of("-key", credentials.resolve("key.pem").toString()));
    return OpenSslClient.connect(coordinator.port(), trust, all.toArray(String[]::new));
  }

  private void refused(Path credentials) throws IOException {
    OpenSslClient client = present(credentials, "-tls1_3");
    assertThat(client.isServed()).isFalse();
    assertThat(client.alert()).as(client.output()).isEqualTo(INTERNAL_ERROR);
  }

  private CertificateAuthority authority(Clock clock) throws IOException {
    return CertificateAuthority.load(
        new CoordinatorHome(folder.resolve("c")).certificateAuthority(), clock, new SecureRandom());
  }

  private Path write(String name, TlsKeyPair key, List<X509Certificate> chain) throws IOException {
    Path target = Files.createDirectories(folder.resolve(name));
    key.write(target.resolve("key.pem"));
    CertificateFiles.write(target.resolve("chain.pem"), chain);
    return target;
  }

  /** The first record that a server answers to a ClientHello with this group and no share. */
  private static byte[] helloOffering(int port, int group) throws IOException {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    DataOutputStream out = new DataOutputStream(body);
    out.writeShort(0x0303);
    out.write(new byte[32]);
    out.writeByte(0);
    out.writeShort(2);
    out.writeShort(0x1302);
    out.writeShort(0x0100);
    ByteArrayOutputStream extensions = new ByteArrayOutputStream();
    DataOutputStream list = new DataOutputStream(extensions);
    extension(list, 43, new byte[] {2, 3, 4});
    extension(list, 10, new byte[] {0, 2, (byte) (group >> 8), (byte) group});
    extension(list, 13, new byte[] {0, 2, 4, 3});
    extension(list, 51, new byte[] {0, 0});
    extension(list, 16, new byte[] {0, 3, 2, 'h', '2'});
    out.writeShort(extensions.size());
    out.write(extensions.toByteArray());
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    DataOutputStream header = new DataOutputStream(record);
    header.write(new byte[] {22, 3, 1});
    header.writeShort(body.size() + 4);
    header.writeByte(1);
    header.writeByte(0);
    header.writeShort(body.size());
    header.write(body.toByteArray());
    try (Socket socket = new Socket("127.0.0.1", port)) {
      socket.setSoTimeout(20_000);
      socket.getOutputStream().write(record.toByteArray());
      return record(socket);
    }
  }

  private static byte[] record(Socket socket) throws IOException {
    byte[] head = socket.getInputStream().readNBytes(5);
    if (head.length < 5) {
      return head;
    }
    int length = (head[3] & 0xFF) << 8 | head[4] & 0xFF;
    ByteArrayOutputStream record = new ByteArrayOutputStream();
    record.write(head);
    record.write(socket.getInputStream().readNBytes(length));
    return record.toByteArray();
  }

  private static void extension(DataOutputStream out, int type, byte[] value) throws IOException {
    out.writeShort(type);
    out.writeShort(value.length);
    out.write(value);
  }
}
