package org.fedval.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fedval.deploy.Refusal.command;

import io.grpc.ManagedChannel;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.fedval.cli.client.OperatorClient;
import org.fedval.crypto.primitive.Fingerprint;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.proto.v1.PhaseReport;
import org.fedval.proto.v1.SitePhase;
import org.fedval.proto.v1.SiteServiceGrpc;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Tokens, certificates and ports that are wrong, held against a coordinator that runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BadCredentialsTest {
  private Path folder;
  private LiveCoordinator coordinator;
  private LiveCoordinator stranger;

  @BeforeAll
  void two_coordinators_run(@TempDir Path temporary) throws Exception {
    folder = temporary;
    coordinator = LiveCoordinator.start(folder.resolve("c"));
    stranger = LiveCoordinator.start(folder.resolve("stranger"));
  }

  @AfterAll
  void stop() {
    coordinator.close();
    stranger.close();
  }

  @Test
  void a_token_works_once_for_its_own_site_at_its_own_coordinator() throws Exception {
    try (OperatorClient operator = coordinator.operator();
        OperatorClient elsewhere = stranger.operator()) {
      String token = operator.createToken("a");
      int digit = token.length() - 1;
      char other = token.charAt(digit) == 'A' ? 'B' : 'A';
      refusedToken("a", token.substring(0, digit) + other, "typing error");
      refusedToken("a", token.substring(0, token.length() / 2), "token");
      refusedToken("a", "", "token");
      refusedToken("a", "x".repeat(10_000), "token");
      refusedToken("a", operator.createToken("b"), "for another site");
      refusedToken("a", elsewhere.createToken("a"), "not the one that made the token");

      Path home = home("a");
      assertThat(enroll(home, token).exit()).isZero();
      assertThat(operator.sites()).extracting(OperatorClient.Site::siteId).contains("a");
      refusedToken("a", token, "has been used");
      assertThat(operator.sites()).extracting(OperatorClient.Site::siteId).containsOnlyOnce("a");
    }
  }

  @Test
  void a_site_of_another_authority_cannot_attach() throws Exception {
    Fingerprint nobody = SigningKey.generate(new SecureRandom()).verifyingKey().fingerprint();
    Path home = folder.resolve("intruder");
    try (OperatorClient elsewhere = stranger.operator();
        LiveAgent intruder =
            LiveAgent.enrol(
                home, "intruder", folder, stranger, elsewhere.createToken("intruder"), nobody)) {
      attach(intruder);
      replace(
          intruder.home().tlsTrustFile(), coordinator.credentials("vendor").resolve("trust.pem"));
      Path pin = intruder.home().coordinatorFile();
      Files.writeString(
          pin, Files.readString(pin).replaceAll("port: \\d+", "port: " + coordinator.port()));
      assertThatThrownBy(() -> attach(intruder))
          .isInstanceOfSatisfying(
              StatusRuntimeException.class,
              refused ->
                  assertThat(refused.getStatus().getCode())
                      .isIn(Status.Code.UNAVAILABLE, Status.Code.UNAUTHENTICATED));
    }
  }

  @Test
  void an_agent_with_a_vendors_certificate_ends_in_a_sentence() throws Exception {
    Fingerprint nobody = SigningKey.generate(new SecureRandom()).verifyingKey().fingerprint();
    try (OperatorClient operator = coordinator.operator();
        LiveAgent agent =
            LiveAgent.enrol(
                folder.resolve("mixed-up"),
                "mixed-up",
                folder,
                coordinator,
                operator.createToken("mixed-up"),
                nobody)) {
      Path vendor = coordinator.credentials("vendor");
      replace(agent.home().tlsKeyFile(), vendor.resolve("key.pem"));
      Refusal.of(command("agent", "run", "--home", agent.home().root()), "tls-chain.pem");

      replace(agent.home().tlsChainFile(), vendor.resolve("chain.pem"));
      Refusal.of(
          command("agent", "run", "--home", agent.home().root()),
          "does not take the certificate in keys/tls-chain.pem for a site's");
    }
  }

  @Test
  void credentials_of_another_authority_or_role_are_refused() throws Exception {
    Path foreign = stranger.credentials("vendor");
    Refusal.of(watch(foreign), "cannot be reached, or its certificate is not the trusted one");
    Path mixed = Files.createDirectories(folder.resolve("mixed"));
    Files.copy(foreign.resolve("key.pem"), mixed.resolve("key.pem"));
    Files.copy(foreign.resolve("chain.pem"), mixed.resolve("chain.pem"));
    Files.copy(coordinator.credentials("vendor").resolve("trust.pem"), mixed.resolve("trust.pem"));
    Refusal.of(watch(mixed), "--credentials");
    Refusal.of(
        command(
            "roster",
            "token",
            "--coordinator",
            coordinator.address(),
            "--credentials",
            coordinator.credentials("vendor"),
            "--site",
            "z"),
        "does not allow this with these credentials");
    Path incomplete = Files.createDirectories(folder.resolve("incomplete"));
    Refusal.of(watch(incomplete), "incomplete");
    Refusal.of(watch(folder.resolve("nowhere")), "nowhere");
  }

  @Test
  void wrong_studies_and_addresses_are_refused_in_a_sentence() {
    Path vendor = coordinator.credentials("vendor");
    String address = coordinator.address();
    Refusal.of(study("watch", address, vendor, "00".repeat(32)), "No such study");
    Refusal.of(study("watch", address, vendor, "zz"), "64 hexadecimal digits");
    Refusal.of(study("watch", "somewhere", vendor, "00".repeat(32)), "HOST:PORT");
    Refusal.of(
        command(
            "study",
            "report",
            "--coordinator",
            address,
            "--credentials",
            vendor,
            "--out",
            folder.resolve("none"),
            "00".repeat(32)),
        "no published report");
    assertThat(folder.resolve("none")).doesNotExist();
  }

  @Test
  void a_site_name_that_is_none_gets_no_token() {
    Refusal.of(
        command(
            "roster",
            "token",
            "--coordinator",
            coordinator.address(),
            "--credentials",
            coordinator.credentials("operator"),
            "--site",
            "Not A Site"),
        "a-z, 0-9");
  }

  @Test
  void a_port_in_use_is_named_and_nothing_is_left_listening() throws Exception {
    Path home = folder.resolve("second");
    assertThat(Fedval.run("coordinator", "init", "--home", home).exit()).isZero();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int free;
      try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
        free = probe.getLocalPort();
      }
      for (int[] ports : new int[][] {{taken.getLocalPort(), 0}, {free, taken.getLocalPort()}}) {
        Files.writeString(
            home.resolve("coordinator.yaml"),
            "schema: fedval.coordinator/v1\nport: %d\nenrolment_port: %d\n"
                .formatted(ports[0], ports[1]));
        Refusal.of(
            command("coordinator", "run", "--home", home),
            "Port " + taken.getLocalPort() + " on 127.0.0.1 is in use");
        assertThat(home.resolve("state/listening")).doesNotExist();
      }
      new ServerSocket(free, 1, InetAddress.getByName("127.0.0.1")).close();
    }
  }

  private static void replace(Path target, Path source) throws Exception {
    Files.copy(
        source, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
  }

  private void refusedToken(String site, String token, String words) throws Exception {
    Path home = home(site);
    Path file = Files.writeString(home.resolve("token"), token);
    Refusal.of(command("agent", "enroll", "--home", home, "--token-file", file), words);
    assertThat(home.resolve("keys/tls-chain.pem")).doesNotExist();
    assertThat(home.resolve("state/coordinator.yaml")).doesNotExist();
  }

  private static Fedval enroll(Path home, String token) throws Exception {
    Path file = Files.writeString(home.resolve("token"), token);
    return Fedval.run("agent", "enroll", "--home", home, "--token-file", file);
  }

  private Path home(String site) throws Exception {
    Path home = Files.createTempDirectory(folder, "home");
    Files.writeString(
        home.resolve("agent.yaml"),
        "schema: fedval.agent/v1\nsite_id: %s\norganisation: Hospital %s\nenrolment: \"%s\"\ndata: d\n"
            .formatted(site, site, coordinator.enrolment()));
    return home;
  }

  private static void attach(LiveAgent agent) throws Exception {
    ManagedChannel channel = agent.connect();
    try {
      SiteServiceGrpc.newBlockingStub(channel)
          .withDeadlineAfter(10, TimeUnit.SECONDS)
          .reportPhase(PhaseReport.newBuilder().setPhase(SitePhase.SITE_PHASE_WAITING).build());
    } finally {
      channel.shutdownNow();
    }
  }

  private Object[] watch(Path credentials) {
    return study("watch", coordinator.address(), credentials, "00".repeat(32));
  }

  private static Object[] study(String what, String address, Path credentials, String digest) {
    return command("study", what, "--coordinator", address, "--credentials", credentials, digest);
  }
}
