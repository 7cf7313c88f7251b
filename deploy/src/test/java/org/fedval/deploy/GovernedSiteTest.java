package org.fedval.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.preflight.CheckLine;
import org.fedval.agent.preflight.Preflight;
import org.fedval.agent.receipts.EgressReceipt;
import org.fedval.agent.receipts.ReceiptLog;
import org.fedval.cli.client.OperatorClient;
import org.fedval.cli.client.VendorClient;
import org.fedval.cli.demo.DemoModel;
import org.fedval.cli.vendor.BundleMaker;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.wire.bundle.ModelSpecReader;
import org.fedval.wire.files.PrivateFiles;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/**
 * A whole study in which the first of three hospitals decides by people, through the commands: two
 * persons approve, and release every round's numbers, over a proxy. Everything is logged at DEBUG.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GovernedSiteTest {
  private static final ObjectMapper JSON = new ObjectMapper();

  @TempDir private static Path folder;

  private final List<LiveSite> sites = new ArrayList<>();
  private final Logged logged = new Logged();
  private final List<String> localReplies = new ArrayList<>();
  private final Set<String> typesBeforeApproval = new HashSet<>();
  private final List<Set<String>> typesBeforeRelease = new ArrayList<>();
  private final List<JsonNode> previews = new ArrayList<>();
  private LiveCoordinator coordinator;
  private ConnectProxy proxy;
  private AgentHome home;
  private Sha256Digest study;
  private Fedval pending;
  private Fedval tooSoon;
  private String tableText = "";
  private VendorClient.Status last;

  /** What every logger of this process said. */
  private static final class Logged extends AppenderBase<ILoggingEvent> {
    final ConcurrentLinkedQueue<String> lines = new ConcurrentLinkedQueue<>();

    @Override
    protected void append(ILoggingEvent event) {
      StringBuilder line = new StringBuilder(event.getFormattedMessage());
      if (event.getKeyValuePairs() != null) {
        line.append(event.getKeyValuePairs());
      }
      if (event.getThrowableProxy() != null) {
        line.append(event.getThrowableProxy().getMessage());
      }
      lines.add(event.getLoggerName() + " " + line);
    }
  }

  @BeforeAll
  void a_study_is_decided_by_people() throws Exception {
    Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    Level before = root.getLevel();
    root.detachAppender("STDERR");
    root.setLevel(Level.DEBUG);
    logged.setContext(root.getLoggerContext());
    logged.start();
    root.addAppender(logged);
    try {
      run();
    } finally {
      root.setLevel(before);
      root.detachAppender(logged);
    }
  }

  private void run() throws Exception {
    coordinator = LiveCoordinator.start(folder.resolve("c"), Clock.systemUTC(), 300);
    proxy = new ConnectProxy("site-1", "s3cret");
    Path data = TinySites.write(folder.resolve("data"), 3);
    SigningKey owner = SigningKey.generate(new SecureRandom());
    Path bundle = folder.resolve("model.fvb");
    BundleMaker.make(
        bundle,
        ModelSpecReader.read("model-spec.yaml", Samples.demo("model-spec.yaml")),
        DemoModel.build(),
        owner,
        1);
    try (OperatorClient operator = coordinator.operator();
        VendorClient vendor = coordinator.vendor()) {
      for (int site = 1; site <= 3; site++) {
        String id = "site-" + site;
        Path at = folder.resolve("a" + site);
        if (site == 1) {
          PrivateFiles.write(
              at.resolve("proxy.txt"), "site-1\ns3cret\n".getBytes(StandardCharsets.UTF_8));
        }
        sites.add(
            LiveSite.enrol(
                at,
                id,
                data.resolve(id),
                coordinator,
                operator.createToken(id),
                owner.verifyingKey().fingerprint(),
                Clock.systemUTC(),
                site == 1
                    ? "proxy: http://localhost:%d\nproxy_credentials: proxy.txt\n"
                        .formatted(proxy.port())
                    : "",
                site == 1
                    ? "approval: two_persons\nsame_user: true\nhold_before_release: true\n"
                    : ""));
      }
      home = sites.get(0).home();
      Roster roster = operator.publishRoster("governed");
      for (LiveSite site : sites) {
        site.trust(roster);
        site.start();
      }
      study =
          vendor.submit(
              bundle, Samples.demo("study.yaml"), owner, Instant.now().plus(Duration.ofDays(1)));
      until("PENDING");
      pending = agent("studies");
      typesBeforeApproval.addAll(types(""));
      ok(agent("approve", study.hex(), "--as", "alice", "--note", "ethics vote 17"));
      tooSoon = agent("approve", study.hex(), "--as", "alice");
      typesBeforeApproval.addAll(types(""));
      ok(agent("approve", study.hex(), "--as", "bob"));
      for (int round = 0; round < 2; round++) {
        until("HELD");
        tableText = ok(agent("preview", study.hex())).out();
        previews.add(JSON.readTree(ok(agent("preview", study.hex(), "--json")).out()));
        ok(agent("approve", study.hex(), "--as", "alice", "--release"));
        typesBeforeRelease.add(types("slot-" + round));
        ok(agent("approve", study.hex(), "--as", "bob", "--release"));
      }
      last = vendor.watch(study, status -> {});
      until("FINISHED");
    }
  }

  @AfterAll
  void stop() throws Exception {
    for (LiveSite site : sites) {
      site.close();
    }
    coordinator.close();
    proxy.close();
  }

  @Test
  void the_study_ran_only_after_two_persons_said_yes() {
    assertThat(pending.out()).contains("pending", "findings   nodule, effusion", "exact sums");
    assertThat(tooSoon.exit()).isEqualTo(1);
    assertThat(tooSoon.err()).contains("alice has decided this already");
    assertThat(typesBeforeApproval)
        .contains("ATTACH")
        .doesNotContain("STUDY_APPROVAL", "GET_WRAP", "ADVERTISE");
    assertThat(typesBeforeRelease)
        .hasSize(2)
        .noneMatch(types -> types.contains("PUT_CHUNK") || types.contains("MASKED"));
    assertThat(last.state()).as(last.sentence()).isEqualTo("PUBLISHED");
    assertThat(agent("studies").out())
        .contains("finished", "approved   by alice", "ethics vote 17", "released   by bob");
  }

  @Test
  void the_preview_shows_every_cell_and_later_the_bytes_that_left() throws Exception {
    JsonNode first = previews.get(0).get(0);
    assertThat(first.get("slot").asText()).isEqualTo("slot-0");
    assertThat(first.get("leaves").get("sha256").asText()).isEmpty();
    JsonNode nodules = first.get("rows").get(0);
    assertThat(nodules.get("patients").asInt()).isEqualTo(3);
    assertThat(nodules.get("mark").asText()).isEqualTo("below the minimum");
    assertThat(tableText).contains("below the minimum", "patients", "masked vector");

    JsonNode again = previews.get(1).get(0).get("leaves");
    assertThat(again.get("stage").asText()).isEqualTo("LEFT");
    assertThat(again.get("bytes")).isEqualTo(first.get("leaves").get("bytes"));
    assertThat(receipts())
        .filteredOn(r -> r.type().equals("PUT_CHUNK"))
        .filteredOn(r -> r.about().slot().equals("slot-0"))
        .anyMatch(r -> r.sha256().hex().equals(again.get("sha256").asText()));
  }

  @Test
  void every_kind_of_message_has_its_receipt_and_the_chain_holds() throws Exception {
    assertThat(receipts())
        .extracting(EgressReceipt::type)
        .contains(
            "ENROL",
            "ATTACH",
            "REPORT_PHASE",
            "ROSTER_APPROVAL",
            "STUDY_APPROVAL",
            "GET_WRAP",
            "GET_BLOB",
            "ADVERTISE",
            "SHARE_KEYS",
            "PUT_CHUNK",
            "MASKED",
            "VOTE",
            "REVEAL_A",
            "REVEAL_B");
    assertThat(agent("receipts", "--verify").exit()).isZero();
    Fedval ofStudy = agent("receipts", "--study", study.hex());
    assertThat(ofStudy.out()).contains("VOTE", "slot-1").doesNotContain("ENROL");

    Path copy = folder.resolve("copy");
    Path file = copy.resolve("receipts").resolve("receipts.log");
    Files.createDirectories(file.getParent());
    List<String> lines = new ArrayList<>(Files.readAllLines(home.receiptsFile()));
    lines.remove(4);
    Files.write(file, lines);
    Fedval broken = Fedval.run("agent", "receipts", "--home", copy, "--verify");
    assertThat(broken.exit()).isEqualTo(1);
    assertThat(broken.out()).contains("line 5 does not follow");
  }

  @Test
  void the_preflight_of_a_site_at_work_finds_nothing_to_mend() {
    Fedval check = agent("check");

    assertThat(check.out()).contains("answers and knows this site", "Valid for 29 more days");
    assertThat(check.out()).doesNotContain("fix ").doesNotContain("CANARY");
    assertThat(check.out())
        .contains("seconds of the coordinator's", "canaries of the last study gave");
    assertThat(check.exit()).isZero();
  }

  @Test
  void a_clock_that_differs_from_the_coordinators_is_seen() {
    assertThat(clockLine(Duration.ofHours(2)).state()).isEqualTo(CheckLine.State.FIX);
    assertThat(clockLine(Duration.ofHours(2)).sentence()).contains("ahead of the coordinator");
    assertThat(clockLine(Duration.ofMinutes(-3)).state()).isEqualTo(CheckLine.State.FIX);
    assertThat(clockLine(Duration.ofMinutes(-3)).sentence())
        .containsAnyOf("behind the coordinator", "before its certificate was issued");
    assertThat(clockLine(Duration.ofSeconds(20)).state()).isEqualTo(CheckLine.State.OK);
  }

  private CheckLine clockLine(Duration ahead) {
    return new Preflight(home, Clock.offset(Clock.systemUTC(), ahead), null)
        .run().stream().filter(line -> line.name().equals("clock")).findFirst().orElseThrow();
  }

  @Test
  void every_connection_of_the_site_went_through_the_proxy() {
    assertThat(proxy.targets())
        .contains("127.0.0.1:" + coordinator.port(), "127.0.0.1:" + coordinator.enrolmentPort());
    assertThat(proxy.refused()).isEmpty();
  }

  @Test
  void no_log_line_and_no_local_status_names_a_patient_an_image_or_a_score() throws Exception {
    Set<String> names = new HashSet<>(List.of("CANARY", "1.2.3.1.", "1.2.3.2.", "1.2.3.3."));
    try (Stream<Path> files = Files.list(folder.resolve("data").resolve("site-1"))) {
      files
          .map(f -> f.getFileName().toString())
          .filter(f -> f.endsWith(".dcm"))
          .forEach(names::add);
    }
    List<String> said = new CopyOnWriteArrayList<>(logged.lines);
    said.addAll(localReplies);
    assertThat(said).anyMatch(line -> line.startsWith("org.fedval.agent"));
    assertThat(said.size()).isGreaterThan(50);
    for (String line : said) {
      for (String name : names) {
        assertThat(line).doesNotContain(name);
      }
    }
    assertThat(logged.lines).noneMatch(line -> line.contains("s3cret"));
  }

  /** What left of one round; of all when the slot is empty. */
  private Set<String> types(String slot) throws Exception {
    return receipts().stream()
        .filter(r -> slot.isEmpty() || r.about().slot().equals(slot))
        .map(EgressReceipt::type)
        .collect(Collectors.toSet());
  }

  private List<EgressReceipt> receipts() throws Exception {
    return ReceiptLog.check(home.receiptsFile()).entries();
  }

  private void until(String state) throws Exception {
    Instant limit = Instant.now().plus(Duration.ofSeconds(120));
    while (true) {
      localReplies.add(agent("status").out());
      Fedval studies = agent("studies", "--json");
      if (studies.exit() == 0) {
        JsonNode all = JSON.readTree(studies.out());
        if (all.size() == 1 && all.get(0).get("state").asText().equals(state)) {
          return;
        }
      }
      assertThat(Instant.now()).as(state + " after " + studies.out()).isBefore(limit);
      Thread.sleep(50);
    }
  }

  private Fedval agent(String command, String... more) {
    List<Object> words = new ArrayList<>(List.of("agent", command, "--home", home.root()));
    words.addAll(List.of(more));
    Fedval run = Fedval.run(words.toArray());
    localReplies.add(command.equals("preview") ? "" : run.out() + run.err());
    return run;
  }

  private static Fedval ok(Fedval run) {
    assertThat(run.exit()).as(run.err()).isZero();
    return run;
  }
}
