package org.fedval.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.receipts.EgressReceipt;
import org.fedval.agent.receipts.ReceiptLog;
import org.fedval.cli.client.OperatorClient;
import org.fedval.cli.client.RefusedException;
import org.fedval.cli.client.VendorClient;
import org.fedval.cli.demo.DemoModel;
import org.fedval.cli.vendor.BundleMaker;
import org.fedval.coordinator.report.ReportJson;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.evaluation.report.PooledResults;
import org.fedval.wire.bundle.ModelSpecReader;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/**
 * The first of three hospitals changes policy.yaml while its agent runs, as {@code fedval agent
 * run} runs it: what the file says holds within seconds, in every part, without a restart.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ChangedPolicyTest {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final int IMAGES = 48;

  @TempDir private static Path folder;

  private final SigningKey known = SigningKey.generate(new SecureRandom());
  private final SigningKey stranger = SigningKey.generate(new SecureRandom());
  private final List<LiveSite> sites = new ArrayList<>();
  private final BusyClock clock = new BusyClock();
  private LiveCoordinator coordinator;
  private VendorClient vendor;
  private AgentHome home;
  private int submitted;

  @BeforeAll
  void three_agents_run() throws Exception {
    coordinator = LiveCoordinator.start(folder.resolve("c"), Clock.systemUTC(), 86_400);
    Path data = TinySites.write(folder.resolve("data"), 3, IMAGES);
    try (OperatorClient operator = coordinator.operator()) {
      for (int site = 1; site <= 3; site++) {
        String id = "site-" + site;
        sites.add(
            LiveSite.enrol(
                folder.resolve("a" + site),
                id,
                data.resolve(id),
                coordinator,
                operator.createToken(id),
                known.verifyingKey().fingerprint(),
                site == 1 ? clock : Clock.systemUTC()));
        Files.writeString(sites.get(site - 1).home().policyFile(), owners(known, stranger));
      }
      home = sites.get(0).home();
      Roster roster = operator.publishRoster("changed");
      for (LiveSite site : sites) {
        site.trust(roster);
        site.start();
      }
    }
    for (SigningKey owner : List.of(known, stranger)) {
      BundleMaker.make(
          bundle(owner),
          ModelSpecReader.read("model-spec.yaml", Samples.demo("model-spec.yaml")),
          DemoModel.build(),
          owner,
          1);
    }
    vendor = coordinator.vendor();
    eventually(() -> attached() == 1);
  }

  @AfterAll
  void stop() throws Exception {
    vendor.close();
    for (LiveSite site : sites) {
      site.close();
      assertThat(site.ended()).isNull();
    }
    coordinator.close();
  }

  @Test
  void an_owner_who_is_added_may_ask_at_once_and_one_who_is_removed_is_denied() throws Exception {
    change(owners(known));
    assertThat(end(submit(stranger))).satisfies(ChangedPolicyTest::isDeniedByTheFirst);

    change(owners(stranger));

    assertThat(end(submit(stranger)).state()).isEqualTo("PUBLISHED");
    assertThat(end(submit(known))).satisfies(ChangedPolicyTest::isDeniedByTheFirst);
  }

  @Test
  void a_policy_that_cannot_be_read_judges_nothing_until_it_is_mended() throws Exception {
    change(owners(known));
    long before = attached();
    Files.writeString(home.policyFile(), owners(known) + "minimum_cel: 20\n");
    eventually(() -> status().contains("unknown key 'minimum_cel'"));
    assertThat(status())
        .contains(home.policyFile() + " line 3", "Until it can be read, nothing is done");

    Sha256Digest study = submit(known);
    CompletableFuture<VendorClient.Status> end = watched(study);
    eventually(() -> state(sites.get(1).home(), study).equals("APPROVED"));
    assertThat(state(home, study)).as("not heard of").isEmpty();
    Fedval asked = Fedval.run("agent", "withdraw", "--home", home.root(), "--study", study.hex());
    assertThat(asked.err() + asked.out()).contains("takes up a changed policy.yaml");
    assertThat(attached()).as("connections of the first site").isEqualTo(before);
    assertThat(end).isNotDone();

    change(owners(known));

    assertThat(end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).state()).isEqualTo("PUBLISHED");
  }

  @Test
  void a_change_in_the_middle_of_a_cohort_loses_no_image_and_counts_none_twice() throws Exception {
    change(owners(known));
    PooledResults undisturbed = results(submit(known));

    change(owners(known) + openAroundNow());
    clock.leaveOpeningHoursAfterTheFirstBatch();
    Sha256Digest study = submit(known);
    eventually(() -> status().contains("Outside opening_hours"));
    assertThat(scored()).isBetween(1L, IMAGES - 1L);
    change(owners(known));

    PooledResults changed = results(study);
    assertThat(values(changed)).isEqualTo(values(undisturbed)).hasSizeGreaterThan(100);
    assertThat(changed.exclusions()).containsExactlyElementsOf(undisturbed.exclusions());
    assertThat(changed.curves()).containsExactlyElementsOf(undisturbed.curves());
  }

  @Test
  void numbers_of_a_study_that_runs_wait_for_a_person_once_the_policy_asks_for_one()
      throws Exception {
    change(owners(known) + "hold_before_release: true\n");
    Sha256Digest study = submit(known);
    CompletableFuture<VendorClient.Status> end = watched(study);
    eventually(() -> state(home, study).equals("HELD"));

    change(owners(known) + "approval: person\n");

    eventually(() -> release(study) || end.isDone());
    assertThat(end).as("the second round waits as well").isNotDone();
    eventually(() -> release(study) || end.isDone());
    assertThat(end.get(PATIENCE.toSeconds(), TimeUnit.SECONDS).state()).isEqualTo("PUBLISHED");
  }

  /**
   * The last one: the other sites' data stays bound until the coordinator has closed the session.
   */
  @Test
  @Order(Integer.MAX_VALUE)
  void an_owner_who_is_removed_in_the_middle_of_a_session_gets_no_number() throws Exception {
    change(owners(known) + "hold_before_release: true\n");
    Sha256Digest study = submit(known);
    eventually(() -> state(home, study).equals("HELD"));

    change(owners(stranger));

    eventually(() -> sent(study).contains("DENIAL"));
    assertThat(state(home, study)).isEqualTo("DENIED");
    assertThat(vendor.cancel(study).state()).isEqualTo("ABORTED");
    assertThat(sent(study)).contains("ADVERTISE").doesNotContain("PUT_CHUNK", "MASKED", "VOTE");
  }

  /** Without the bounds of the bootstrap, whose random numbers are each study's own. */
  private static List<List<Object>> values(PooledResults results) {
    return results.estimates().stream()
        .map(
            row ->
                Stream.<Object>of(
                        row.finding(),
                        row.metric(),
                        row.subgroup(),
                        row.operatingPoint(),
                        row.value(),
                        row.nCases(),
                        row.nPositive(),
                        row.nNegative(),
                        row.status())
                    .toList())
        .toList();
  }

  private static void isDeniedByTheFirst(VendorClient.Status end) {
    assertThat(end.state()).isEqualTo("ABORTED");
    assertThat(end.sentence()).contains("site-1 does not take part", "policy");
  }

  /** A clock that is hours ahead once a journal has its first batch, if it is told to. */
  private final class BusyClock extends Clock {
    private static final long ONE_BATCH_BYTES = 700;
    private volatile boolean leaves;
    private volatile List<Path> before = List.of();

    void leaveOpeningHoursAfterTheFirstBatch() throws Exception {
      before = journals();
      leaves = true;
    }

    @Override
    public Instant instant() {
      Instant now = Instant.now();
      return leaves && hasBatch() ? now.plus(Duration.ofHours(6)) : now;
    }

    private boolean hasBatch() {
      try {
        return journals().stream()
            .anyMatch(j -> !before.contains(j) && j.toFile().length() > ONE_BATCH_BYTES);
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    private List<Path> journals() throws Exception {
      if (!Files.isDirectory(home.cases())) {
        return List.of();
      }
      try (Stream<Path> files = Files.list(home.cases())) {
        return files.filter(f -> f.toString().endsWith(".journal")).toList();
      }
    }

    @Override
    public ZoneOffset getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(java.time.ZoneId zone) {
      throw new UnsupportedOperationException();
    }
  }

  private static String openAroundNow() {
    DateTimeFormatter time = DateTimeFormatter.ofPattern("HH:mm").withZone(ZoneOffset.UTC);
    Instant now = Instant.now();
    return "opening_hours:\n  zone: UTC\n  windows: [\"mon-sun %s-%s\"]\n"
        .formatted(
            time.format(now.minus(Duration.ofHours(3))),
            time.format(now.plus(Duration.ofHours(3))));
  }

  private static String owners(SigningKey... owners) {
    return "schema: fedval.policy/v1\napprove_owners: [%s]\n"
        .formatted(
            Stream.of(owners)
                .map(owner -> '"' + owner.verifyingKey().fingerprint().text() + '"')
                .collect(Collectors.joining(", ")));
  }

  /** Saves another policy, as an editor does, and waits until the agent listens under it. */
  private void change(String policy) throws Exception {
    clock.leaves = false;
    if (Files.readString(home.policyFile()).equals(policy)) {
      return;
    }
    long before = attached();
    Files.writeString(home.policyFile(), "");
    Files.writeString(home.policyFile(), policy);
    eventually(() -> attached() > before);
  }

  /** How often the first site has opened its stream of instructions. */
  private long attached() throws Exception {
    return receipts().stream().filter(r -> r.type().equals("ATTACH")).count();
  }

  private List<String> sent(Sha256Digest study) throws Exception {
    return receipts().stream()
        .filter(r -> r.about().study().equals(study))
        .map(EgressReceipt::type)
        .toList();
  }

  private List<EgressReceipt> receipts() throws Exception {
    return ReceiptLog.check(home.receiptsFile()).entries();
  }

  private Path bundle(SigningKey owner) {
    return folder.resolve(owner.verifyingKey().hex() + ".fvb");
  }

  /** Each submission is a study of its own; all ask for the same. */
  private Sha256Digest submit(SigningKey owner) throws Exception {
    submitted++;
    String plan =
        new String(Samples.demo("study.yaml"), StandardCharsets.UTF_8)
            .replaceFirst("(?m)^(id: *\\S+)$", "$1-" + submitted);
    return vendor.submit(
        bundle(owner),
        plan.getBytes(StandardCharsets.UTF_8),
        owner,
        Instant.now().plus(Duration.ofDays(30)));
  }

  private CompletableFuture<VendorClient.Status> watched(Sha256Digest study) {
    return CompletableFuture.supplyAsync(
        () -> {
          try {
            return vendor.watch(study, status -> {});
          } catch (RefusedException e) {
            throw new AssertionError(e);
          }
        });
  }

  private VendorClient.Status end(Sha256Digest study) throws Exception {
    return watched(study).get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
  }

  private PooledResults results(Sha256Digest study) throws Exception {
    VendorClient.Status end = end(study);
    assertThat(end.state()).as(end.sentence()).isEqualTo("PUBLISHED");
    return ReportJson.read(vendor.report(study).json()).results();
  }

  private String status() {
    return Fedval.run("agent", "status", "--home", home.root()).out();
  }

  private long scored() {
    return Long.parseLong(status().replaceFirst("(?s)^.*?: (\\d+) images scored.*$", "$1"));
  }

  private boolean release(Sha256Digest study) {
    return Fedval.run(
                "agent",
                "approve",
                study.hex(),
                "--home",
                home.root(),
                "--as",
                "alice",
                "--release")
            .exit()
        == 0;
  }

  /** Where a study stands at a site; empty when it was not offered there. */
  private static String state(AgentHome site, Sha256Digest study) throws Exception {
    Fedval studies = Fedval.run("agent", "studies", "--home", site.root(), "--json");
    if (studies.exit() != 0) {
      return "";
    }
    for (JsonNode entry : JSON.readTree(studies.out())) {
      if (entry.get("terms").get("study").asText().equals(study.hex())) {
        return entry.get("state").asText();
      }
    }
    return "";
  }

  private static void eventually(Callable<Boolean> condition) throws Exception {
    Instant limit = Instant.now().plus(PATIENCE);
    while (!condition.call()) {
      assertThat(Instant.now()).as("it did not come true in time").isBefore(limit);
      Thread.sleep(50);
    }
  }
}
