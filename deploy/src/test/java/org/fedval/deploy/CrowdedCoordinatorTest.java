package org.fedval.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import io.grpc.ManagedChannel;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fedval.cli.client.Credentials;
import org.fedval.cli.client.OperatorClient;
import org.fedval.cli.client.VendorClient;
import org.fedval.coordinator.CoordinatorSetup;
import org.fedval.coordinator.OperatorAccounts;
import org.fedval.coordinator.access.Role;
import org.fedval.coordinator.account.AccountDesk;
import org.fedval.coordinator.account.SignInLink;
import org.fedval.coordinator.config.CoordinatorHome;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.proto.v1.AttachRequest;
import org.fedval.proto.v1.Directive;
import org.fedval.proto.v1.SiteServiceGrpc;
import org.fedval.wire.files.SigningKeyFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

/**
 * Hundreds of attached sites and dozens of studies at one coordinator process: its resident memory,
 * and how long a page takes beside a trivial route of the same server. Takes minutes and the tool
 * {@code wrk}, so it runs on demand: {@code -Dfedval.crowd.sites=500 -Dfedval.crowd.studies=50}.
 */
@EnabledIfSystemProperty(named = "fedval.crowd.sites", matches = "\\d+")
class CrowdedCoordinatorTest {
  private static final int SITES = Integer.getInteger("fedval.crowd.sites", 0);
  private static final int STUDIES = Integer.getInteger("fedval.crowd.studies", 50);
  private static final long MEMORY_LIMIT = 1L << 30;
  private static final Pattern MEDIAN = Pattern.compile("50%\\s+([0-9.]+)(us|ms|s)");

  private static final Pattern STUDY = Pattern.compile("/studies/[0-9a-f]{64}");

  @TempDir private Path folder;

  @Test
  void a_crowd_of_sites_and_studies_fits_into_a_gibibyte() throws Exception {
    CoordinatorHome home = new CoordinatorHome(folder.resolve("c"));
    home.prepare();
    Files.writeString(
        home.configFile(),
        """
        schema: fedval.coordinator/v1
        host: 127.0.0.1
        port: 0
        enrolment_port: 0
        web: {port: 0}
        """);
    CoordinatorSetup.init(home, Clock.systemUTC(), new SecureRandom());
    Process coordinator =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                "org.fedval.cli.FedvalMain",
                "coordinator",
                "run",
                "--home",
                home.root().toString())
            .redirectOutput(folder.resolve("out.log").toFile())
            .redirectError(folder.resolve("err.log").toFile())
            .start();
    List<ManagedChannel> channels = new ArrayList<>();
    try {
      String[] ports = listening(home, coordinator);
      attach(home, ports, channels);
      submit(home, ports);
      String pages = "http://127.0.0.1:" + ports[3];
      String cookie = signIn(home, pages);
      measure(pages, cookie, coordinator);
    } finally {
      channels.forEach(ManagedChannel::shutdownNow);
      coordinator.destroyForcibly();
    }
  }

  private static String[] listening(CoordinatorHome home, Process coordinator) throws Exception {
    while (!Files.exists(home.listeningFile())) {
      assertThat(coordinator.isAlive()).isTrue();
      TimeUnit.MILLISECONDS.sleep(50);
    }
    return Files.readString(home.listeningFile()).strip().split(" ");
  }

  private void attach(CoordinatorHome home, String[] ports, List<ManagedChannel> channels)
      throws Exception {
    CountDownLatch greeted = new CountDownLatch(SITES);
    SigningKey owner = SigningKey.generate(new SecureRandom());
    SigningKeyFile.write(folder.resolve("owner.pem"), owner);
    try (OperatorClient operator =
        new OperatorClient(
            new Credentials(home.credentials("operator")).connect("127.0.0.1:" + ports[1]))) {
      List<LiveAgent> agents = new ArrayList<>();
      for (int site = 1; site <= SITES; site++) {
        String id = "site-" + site;
        agents.add(
            LiveAgent.enrol(
                folder.resolve(id),
                id,
                folder,
                "127.0.0.1:" + ports[2],
                operator.createToken(id),
                owner.verifyingKey().fingerprint()));
      }
      operator.publishRoster("crowd");
      for (LiveAgent agent : agents) {
        ManagedChannel channel = agent.connect();
        channels.add(channel);
        SiteServiceGrpc.newStub(channel)
            .attach(
                AttachRequest.newBuilder().setSoftwareVersion("0.1.0").build(),
                new Greeted(greeted));
      }
    }
    assertThat(greeted.await(2, TimeUnit.MINUTES)).as("sites attached").isTrue();
  }

  private void submit(CoordinatorHome home, String[] ports) throws Exception {
    String plan =
        """
        schema: fedval.study/v1
        task: feasibility
        unit: image
        id: crowd-%d
        title: How many nodules do hundreds of hospitals have
        cohort:
          modalities: [DX]
        findings: [nodule]
        operating_points: [screening]
        """;
    try (VendorClient vendor =
        new VendorClient(
            new Credentials(home.credentials("vendor")).connect("127.0.0.1:" + ports[1]))) {
      SigningKey owner = SigningKeyFile.read(folder.resolve("owner.pem"));
      for (int study = 1; study <= STUDIES; study++) {
        vendor.submit(
            plan.formatted(study).getBytes(StandardCharsets.UTF_8),
            owner,
            Clock.systemUTC().instant().plus(Duration.ofDays(30)),
            null);
      }
    }
  }

  /** The cookie of an administrator who sees all studies. */
  private static String signIn(CoordinatorHome home, String pages) throws Exception {
    String path;
    try (OperatorAccounts accounts =
        OperatorAccounts.open(home, Clock.systemUTC(), new SecureRandom())) {
      AccountDesk.Opened opened =
          accounts.desk().add("test", "crowd", "Crowd", Set.of(Role.ADMINISTRATOR), "");
      accounts.desk().choosePassword(opened.account(), "many hospitals at once");
      path =
          new SignInLink(home.signInLink(), Clock.systemUTC())
              .make(opened.account(), new SecureRandom());
    }
    HttpResponse<Void> in =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(pages + path))
                    .POST(HttpRequest.BodyPublishers.noBody())
                    .build(),
                HttpResponse.BodyHandlers.discarding());
    return in.headers().allValues("Set-Cookie").stream()
        .map(cookie -> cookie.split(";", 2)[0])
        .filter(cookie -> cookie.startsWith("fedval"))
        .findFirst()
        .orElseThrow();
  }

  private static void measure(String pages, String cookie, Process coordinator) throws Exception {
    wrk(pages + "/studies", cookie, 5);
    double trivial = wrk(pages + "/health", cookie, 15);
    System.out.printf(
        "%d sites attached, %d studies, 20 readers, medians: /health %.1f ms%n",
        SITES, STUDIES, trivial);
    for (String path : List.of("/studies", aStudy(pages, cookie), "/sites", "/audit")) {
      double page = wrk(pages + path, cookie, 15);
      System.out.printf("%.20s %.1f ms, %.1f times /health%n", path, page, page / trivial);
    }
    long resident = resident(coordinator);
    System.out.printf("resident %d MiB%n", resident >> 20);
    assertThat(resident).isLessThan(MEMORY_LIMIT);
  }

  /** The path of a study's page. */
  private static String aStudy(String pages, String cookie) throws Exception {
    String list =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(URI.create(pages + "/studies"))
                    .header("Cookie", cookie)
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body();
    Matcher link = STUDY.matcher(list);
    assertThat(link.find()).as(list).isTrue();
    return link.group();
  }

  private static double wrk(String url, String cookie, int seconds) throws Exception {
    Process wrk =
        new ProcessBuilder(
                "wrk",
                "-t2",
                "-c20",
                "-d" + seconds + "s",
                "--latency",
                "-H",
                "Cookie: " + cookie,
                url)
            .redirectErrorStream(true)
            .start();
    String said = new String(wrk.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(wrk.waitFor()).as(said).isZero();
    assertThat(said).doesNotContain("Non-2xx");
    Matcher median = MEDIAN.matcher(said);
    assertThat(median.find()).as(said).isTrue();
    double value = Double.parseDouble(median.group(1));
    return switch (median.group(2)) {
      case "us" -> value / 1000;
      case "s" -> value * 1000;
      default -> value;
    };
  }

  private static long resident(Process process) throws IOException {
    return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
        .findFirst()
        .orElseThrow();
  }

  /** Counts down at the first directive of its stream. */
  private static final class Greeted implements StreamObserver<Directive> {
    private final CountDownLatch latch;
    private boolean greeted;

    Greeted(CountDownLatch latch) {
      this.latch = latch;
    }

    @Override
    public void onNext(Directive directive) {
      if (!greeted) {
        greeted = true;
        latch.countDown();
      }
    }

    @Override
    public void onError(Throwable failure) {
      if (latch.getCount() > 0) {
        System.err.println("A site could not attach: " + failure.getMessage());
      }
    }

    @Override
    public void onCompleted() {}
  }
}
