package org.fedval.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.deploy.Refusal.command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.fedval.cli.client.OperatorClient;
import org.fedval.cli.client.VendorClient;
import org.fedval.cli.demo.DemoModel;
import org.fedval.cli.vendor.BundleMaker;
import org.fedval.crypto.primitive.Fingerprint;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.wire.bundle.LockedBundle;
import org.fedval.wire.bundle.ModelSpecReader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A federation's identities over the months, with real agents, a real coordinator and real TLS. */
class IdentityLifeTest {
  private static final Duration PATIENCE = Duration.ofSeconds(120);
  private static final long YEAR = Duration.ofDays(365).toSeconds();

  /** Certificates made now and 20 days later are both valid for the TLS library's own clock. */
  private final MovableClock clock =
      new MovableClock(Instant.now().minus(Duration.ofDays(20)).minus(Duration.ofHours(1)));

  private final SigningKey owner = SigningKey.generate(new SecureRandom());
  private final List<LiveSite> sites = new ArrayList<>();
  @TempDir private Path folder;
  private LiveCoordinator coordinator;
  private Path data;

  @BeforeEach
  void three_hospitals_enrol() throws Exception {
    coordinator = LiveCoordinator.start(folder.resolve("c"), clock, YEAR);
    data = TinySites.write(folder.resolve("data"), 3);
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
                owner.verifyingKey().fingerprint(),
                clock));
      }
    }
  }

  @AfterEach
  void stop() throws Exception {
    for (LiveSite site : sites) {
      site.close();
    }
    coordinator.close();
  }

  @Test
  void certificates_are_renewed_in_the_middle_of_a_study_that_goes_on_to_its_report()
      throws Exception {
    Path bundle = folder.resolve("model.fvb");
    LockedBundle made =
        BundleMaker.make(
            bundle,
            ModelSpecReader.read("model-spec.yaml", Samples.demo("model-spec.yaml")),
            DemoModel.build(),
            owner,
            1);
    assertThat(made).isNotNull();
    try (OperatorClient operator = coordinator.operator();
        VendorClient vendor = coordinator.vendor()) {
      Roster roster = operator.publishRoster("spring");
      for (LiveSite site : sites) {
        site.trust(roster);
      }
      X509Certificate first = sites.get(0).certificate();
      X509Certificate second = sites.get(1).certificate();
      sites.get(0).start();
      sites.get(1).start();
      Sha256Digest study =
          vendor.submit(
              bundle, Samples.demo("study.yaml"), owner, Instant.now().plus(Duration.ofDays(90)));
      CompletableFuture<VendorClient.Status> end =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  return vendor.watch(study, status -> {});
                } catch (Exception e) {
                  throw new IllegalStateException(e);
                }
              });
      eventually(
          () -> operator.rosterState().approvedBy().containsAll(List.of("site-1", "site-2")));

      clock.forward(Duration.ofDays(20));

      eventually(
          () ->
              !sites.get(0).certificate().equals(first)
                  && !sites.get(1).certificate().equals(second));
      assertThat(end).as("the study waits for the third site").isNotDone();
      assertThat(Duration.between(first.getNotAfter().toInstant(), until(sites.get(0))))
          .isEqualTo(Duration.ofDays(20));
      sites.get(2).start();
      VendorClient.Status last =
          end.get(PATIENCE.toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
      assertThat(last.state()).as(last.sentence()).isEqualTo("PUBLISHED");
      assertThat(sites).allSatisfy(site -> assertThat(site.ended()).isNull());
    }
  }

  @Test
  void a_revoked_site_is_cut_off_at_once_and_stays_out_after_a_restart() throws Exception {
    LiveSite revoked = sites.get(1);
    try (OperatorClient operator = coordinator.operator()) {
      operator.publishRoster("spring");
      revoked.start();
      eventually(() -> Files.isDirectory(revoked.home().rosters()));
    }

    Fedval revoke = coordinatorCommand("revoke", "--site", "site-2");

    assertThat(revoke.exit()).as(revoke.err()).isZero();
    assertThat(revoke.out()).contains("Revoked site-2", "version 2 without it");
    eventually(() -> revoked.ended() != null);
    assertThat(revoked.ended()).hasMessageContaining("has revoked this site");
    coordinator.close();
    coordinator = LiveCoordinator.start(folder.resolve("c"), clock, YEAR);
    Files.writeString(
        revoked.home().coordinatorFile(),
        Files.readString(revoked.home().coordinatorFile())
            .replaceAll("port: \\d+", "port: " + coordinator.port()));
    revoked.start();
    eventually(() -> revoked.ended() != null);
    assertThat(revoked.ended()).hasMessageContaining("has revoked this site");
    Refusal.of(
        command("agent", "rotate-identity", "--home", revoked.home().root()),
        "has revoked this site");
    assertThat(coordinatorCommand("show").out()).contains("site-2               revoked");
    try (OperatorClient operator = coordinator.operator()) {
      assertThat(operator.rosterState().roster().orElseThrow().indexOf("site-2")).isEmpty();
    }
  }

  @Test
  void an_operator_looks_compares_and_approves_while_the_agent_runs() throws Exception {
    LiveSite site = sites.get(0);
    Path home = site.home().root();
    Refusal.of(command("roster", "show", "--home", home), "No roster has arrived yet");
    coordinatorCommand("publish", "--id", "spring");
    site.start();
    eventually(() -> Fedval.run("roster", "show", "--home", home).exit() == 0);

    Fedval shown = Fedval.run("roster", "show", "--home", home);
    assertThat(shown.out())
        .contains("version 1, NOT approved here", "Hospital site-2", "nobody here vouches for it");
    Fingerprint stranger = owner.verifyingKey().fingerprint();
    Refusal.of(
        command("roster", "approve", "--home", home, "--fingerprint", stranger.text()),
        "do not approve it");
    Refusal.of(
        command("roster", "approve", "--home", home, "--hash", "00".repeat(32)),
        "has another hash");
    assertThat(site.home().approvedRostersFile()).doesNotExist();

    Fedval approved =
        Fedval.run(
            "roster",
            "approve",
            "--home",
            home,
            "--fingerprint",
            sites.get(1).fingerprint().text().toLowerCase(java.util.Locale.ROOT),
            "--fingerprint",
            sites.get(2).fingerprint().text().replace(" ", "-"));

    assertThat(approved.exit()).as(approved.err()).isZero();
    assertThat(approved.out()).contains("you vouch for 2 of 2 other members");
    eventually(() -> coordinatorCommand("show").out().contains("approved by 1 of 3 sites"));
    coordinatorCommand("publish", "--id", "spring");
    eventually(
        () -> Fedval.run("roster", "approve", "--home", home).err().contains("not been shown yet"));
    assertThat(Fedval.run("roster", "show", "--home", home).out())
        .contains("Since version 1, which you approved:", "No member changed.");
    assertThat(Fedval.run("roster", "approve", "--home", home).exit()).isZero();
  }

  @Test
  void a_lost_certificate_is_replaced_and_a_running_agent_takes_the_new_one_up() throws Exception {
    LiveSite site = sites.get(0);
    site.start();
    try (OperatorClient operator = coordinator.operator()) {
      X509Certificate before = site.certificate();
      Path token = Files.writeString(folder.resolve("token"), operator.createToken("site-1"));
      Fedval again =
          Fedval.run("agent", "enroll", "--home", site.home().root(), "--token-file", token);
      assertThat(again.exit()).as(again.err()).isZero();
      assertThat(site.certificate()).isNotEqualTo(before);

      Path other = folder.resolve("other-home");
      Files.createDirectories(other);
      Files.copy(site.home().configFile(), other.resolve("agent.yaml"));
      Files.writeString(token, operator.createToken("site-1"));
      Refusal.of(
          command("agent", "enroll", "--home", other, "--token-file", token),
          "is enrolled with another identity key");
      operator.publishRoster("spring");
    }
    eventually(() -> Files.isDirectory(site.home().rosters()));
    assertThat(site.ended()).isNull();
  }

  @Test
  void a_new_identity_key_is_told_to_the_others_and_needs_their_approval() throws Exception {
    coordinatorCommand("publish", "--id", "spring");
    LiveSite peer = sites.get(1);
    LiveSite rotating = sites.get(0);
    peer.start();
    eventually(() -> Fedval.run("roster", "show", "--home", peer.home().root()).exit() == 0);
    assertThat(Fedval.run("roster", "approve", "--home", peer.home().root()).exit()).isZero();
    rotating.start();
    eventually(
        () -> org.fedval.agent.admin.AdminClient.status(rotating.home().adminSocket()).isPresent());
    Refusal.of(command("agent", "rotate-identity", "--home", rotating.home().root()), "is running");
    rotating.close();
    Fingerprint old = rotating.fingerprint();

    Fedval rotated = Fedval.run("agent", "rotate-identity", "--home", rotating.home().root());

    assertThat(rotated.exit()).as(rotated.err()).isZero();
    assertThat(rotating.fingerprint()).isNotEqualTo(old);
    assertThat(rotated.out()).contains(rotating.fingerprint().text());
    coordinatorCommand("publish", "--id", "spring");
    eventually(
        () ->
            Fedval.run("roster", "show", "--home", peer.home().root())
                .out()
                .contains("site-1 has a new identity key, which its old key signed"));
    assertThat(peer.home().approvedRostersFile()).content().doesNotContain("version 2");
    assertThat(new org.fedval.agent.identity.RotationBook(peer.home()).all()).hasSize(1);
  }

  @Test
  void an_endorsing_office_vouches_for_members_of_a_site_that_pinned_it() throws Exception {
    coordinatorCommand("publish", "--id", "spring");
    LiveSite site = sites.get(0);
    Path home = site.home().root();
    Path key = folder.resolve("office.pem");
    String office =
        Fedval.run("roster", "endorser-key", "--out", key)
            .out()
            .replaceAll("(?s).*Public key\\s+([0-9a-f]{64}).*", "$1");
    List<Object> add = new ArrayList<>(List.of("add-endorsement"));
    for (int other = 2; other <= 3; other++) {
      Path file = folder.resolve(other + ".endorsement");
      Fedval endorsed =
          Fedval.run(
              "roster",
              "endorse",
              "--key",
              key,
              "--site",
              "site-" + other,
              "--organisation",
              "Hospital site-" + other,
              "--public-key",
              org.fedval.agent.config.SiteKeys.load(sites.get(other - 1).home())
                  .identity()
                  .verifyingKey()
                  .hex(),
              "--until",
              "2099-12-31",
              "--out",
              file);
      assertThat(endorsed.exit()).as(endorsed.err()).isZero();
      add.add(file);
    }
    assertThat(coordinatorCommand(add.toArray()).out()).contains("site-2", "site-3");
    site.start();
    eventually(() -> Fedval.run("roster", "show", "--home", home).exit() == 0);
    assertThat(Fedval.run("roster", "show", "--home", home).out())
        .as("an office that nobody pinned vouches for nobody")
        .contains("nobody here vouches for it");

    Fedval approved = Fedval.run("roster", "approve", "--home", home, "--endorser", office);

    assertThat(approved.out()).as(approved.err()).contains("you vouch for 2 of 2 other members");
    assertThat(Fedval.run("roster", "show", "--home", home).out())
        .contains("endorsed by an office pinned here");
  }

  @Test
  void the_root_key_is_kept_elsewhere_and_the_issuing_certificate_renewed() throws Exception {
    Path home = coordinator.home().root();
    Path safe = folder.resolve("safe");
    assertThat(Fedval.run("coordinator", "ca", "show", "--home", home).out())
        .contains("The root key is on this computer");

    assertThat(Fedval.run("coordinator", "ca", "export-root", "--home", home, "--to", safe).exit())
        .isZero();

    assertThat(Fedval.run("coordinator", "ca", "show", "--home", home).out())
        .contains("The root key is not on this computer");
    Refusal.of(command("coordinator", "ca", "renew-issuing", "--home", home), "--root");
    Fedval renewed =
        Fedval.run("coordinator", "ca", "renew-issuing", "--home", home, "--root", safe);
    assertThat(renewed.exit()).as(renewed.err()).isZero();
    Path folderOfVendor = folder.resolve("acme");
    assertThat(
            Fedval.run(
                    "coordinator",
                    "ca",
                    "issue",
                    "--home",
                    home,
                    "--role",
                    "vendor",
                    "--name",
                    "acme",
                    "--to",
                    folderOfVendor)
                .exit())
        .isZero();
    assertThat(folderOfVendor.resolve("chain.pem")).exists();
    assertThat(coordinatorCommand("show").exit()).isZero();
  }

  private Fedval coordinatorCommand(Object... args) {
    List<Object> all = new ArrayList<>(List.of("roster", args[0]));
    all.addAll(
        List.of(
            "--coordinator",
            coordinator.address(),
            "--credentials",
            coordinator.credentials("operator")));
    all.addAll(List.of(args).subList(1, args.length));
    return Fedval.run(all.toArray());
  }

  private static Instant until(LiveSite site) throws Exception {
    return site.certificate().getNotAfter().toInstant();
  }

  private static void eventually(Callable<Boolean> condition) throws Exception {
    Instant limit = Instant.now().plus(PATIENCE);
    while (!condition.call()) {
      assertThat(Instant.now()).as("what a test waits for happens").isBefore(limit);
      Thread.sleep(50);
    }
  }
}
