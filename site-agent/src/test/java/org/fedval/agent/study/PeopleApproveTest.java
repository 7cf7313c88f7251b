package org.fedval.agent.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.fedval.agent.study.HeardCoordinator.eventually;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.fedval.agent.approval.StudyEntry;
import org.fedval.agent.approval.StudyEntry.State;
import org.fedval.agent.audit.LocalLog;
import org.fedval.agent.config.HomeVault;
import org.fedval.agent.release.ApprovalPolicy;
import org.fedval.agent.support.OfferedStudy;
import org.fedval.agent.vault.LocalDisk;
import org.fedval.agent.vault.SealedFile;
import org.fedval.crypto.log.LogEvent;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Studies that wait for the site's people. */
class PeopleApproveTest {
  @TempDir private Path folder;

  private AgentAtWork site;
  private ApprovalPolicy person;

  @BeforeEach
  void open() throws Exception {
    site = new AgentAtWork(folder);
    person = site.policy("person", null, null, null);
  }

  @AfterEach
  void close() throws Exception {
    site.close();
  }

  @Test
  void an_offer_waits_for_a_person_and_the_coordinator_hears_nothing_of_it() throws Exception {
    site.start(person);
    site.offer(site.study);

    eventually(() -> !site.studies().isEmpty() && !site.sentence().isEmpty());
    StudyEntry entry = site.studies().get(0);
    assertThat(entry.state()).isEqualTo(State.PENDING);
    assertThat(entry.terms().title()).isEqualTo("A small study");
    assertThat(entry.terms().owner())
        .isEqualTo(site.study.owner.verifyingKey().fingerprint().text());
    assertThat(entry.terms().findings()).containsExactly("dark");
    assertThat(entry.terms().subgroups()).containsExactly("sex");
    assertThat(entry.terms().minimumCell()).isEqualTo(10);
    assertThat(entry.terms().minimumSites()).isEqualTo(3);
    assertThat(site.codesHeard()).doesNotContain("StudyApproved", "POLICY");
    assertThat(site.phase()).isEqualTo("waiting");
    assertThat(site.sentence()).contains("s-1 waits for approval");
  }

  @Test
  void a_persons_yes_starts_it_and_stands_in_the_log() throws Exception {
    site.start(person);
    site.offer(site.study);
    eventually(() -> !site.sentence().isEmpty());

    assertThat(site.approve("alice", "fedval").done()).isTrue();

    site.counted();
    assertThat(site.scored()).isEqualTo(1);
    assertThat(site.codesHeard()).contains("StudyApproved");
    assertThat(site.studies().get(0).state()).isEqualTo(State.APPROVED);
    assertThat(LocalLog.check(site.study.home.auditLog()).entries())
        .extracting(e -> e.event())
        .containsSubsequence(LogEvent.APPROVAL_GIVEN, LogEvent.STUDY_APPROVED);
    assertThat(site.approve("bob", "fedval").sentence()).contains("approved and waits for nobody");
  }

  @Test
  void a_pending_study_and_its_first_yes_survive_a_restart() throws Exception {
    ApprovalPolicy two = site.policy("two_persons", true, null, null);
    site.start(two);
    site.offer(site.study);
    eventually(() -> !site.sentence().isEmpty());
    assertThat(site.approve("alice", "fedval").sentence()).contains("second person");
    site.stop();

    site.start(two);

    assertThat(site.studies().get(0).state()).isEqualTo(State.PENDING);
    assertThat(
            PosixFilePermissions.toString(
                Files.getPosixFilePermissions(site.study.home.approvalsFile())))
        .isEqualTo("rw-------");
    assertThat(Files.readString(site.study.home.approvalsFile(), StandardCharsets.ISO_8859_1))
        .doesNotContain("alice");
    assertThat(site.approve("ALICE", "root").sentence()).contains("has decided this already");
    assertThat(site.approve("bob", "fedval").done()).isTrue();
    assertThat(site.codesHeard()).doesNotContain("StudyApproved");
    site.offer(site.study);
    site.counted();
    assertThat(site.codesHeard()).contains("StudyApproved");
  }

  @Test
  void two_persons_from_one_account_are_one_unless_the_policy_says_otherwise() throws Exception {
    site.start(site.policy("two_persons", null, null, null));
    site.offer(site.study);
    eventually(() -> !site.sentence().isEmpty());
    assertThat(site.approve("alice", "fedval").done()).isTrue();

    assertThat(site.approve("bob", "fedval").done()).isFalse();
    assertThat(site.approve("bob", "fedval").sentence()).contains("same_user: true");
    assertThat(site.studies().get(0).state()).isEqualTo(State.PENDING);

    assertThat(site.approve("bob", "root").done()).isTrue();
    site.counted();
    assertThat(site.codesHeard()).contains("StudyApproved");
  }

  @Test
  void an_approval_of_one_study_does_not_let_an_altered_one_run() throws Exception {
    site.start(person);
    site.offer(site.study);
    eventually(() -> !site.sentence().isEmpty());
    OfferedStudy altered = site.study.again("s-2");
    assertThat(site.approve("alice", "fedval").done()).isTrue();
    site.counted();
    int before = site.coordinator.heard.size();

    site.offer(altered);

    eventually(() -> site.studies().size() == 2);
    eventually(() -> site.sentence().contains("s-2 waits"));
    assertThat(site.studies().get(1).state()).isEqualTo(State.PENDING);
    assertThat(site.coordinator.heard).hasSize(before);
  }

  @Test
  void a_decision_that_is_not_in_the_log_does_not_count() throws Exception {
    site.start(person);
    site.offer(site.study);
    eventually(() -> !site.sentence().isEmpty());
    assertThat(site.approve("alice", "fedval").done()).isTrue();
    site.counted();
    site.stop();
    Files.delete(site.study.home.auditLog());

    site.coordinator.heard.clear();
    site.start(person);
    site.offer(site.study);

    eventually(() -> site.sentence().contains("waits for approval"));
    assertThat(site.codesHeard()).doesNotContain("StudyApproved");
  }

  @Test
  void a_changed_book_of_decisions_is_refused() throws Exception {
    site.start(person);
    site.offer(site.study);
    eventually(() -> !site.sentence().isEmpty());
    site.stop();
    Path book = site.study.home.approvalsFile();
    byte[] sealed = Files.readAllBytes(book);
    sealed[sealed.length - 1] ^= 1;
    Files.write(book, sealed);

    assertThatThrownBy(() -> site.study.state())
        .hasMessageContaining("is damaged or was sealed under another key");
    new SealedFile(book, "approvals", 100)
        .write(
            HomeVault.open(site.study.home, site.study.random),
            new LocalDisk(),
            "{\"schema\":\"fedval.approvals/v2\",\"studies\":[]}".getBytes());
    assertThatThrownBy(() -> site.study.state()).hasMessageContaining("of another version");
  }

  @Test
  void what_people_denied_stays_denied_and_only_a_code_leaves() throws Exception {
    site.start(person);
    site.offer(site.study);
    eventually(() -> !site.sentence().isEmpty());

    assertThat(site.ask("deny", "s-1", "alice", "no ethics vote", false, "fedval").done()).isTrue();

    eventually(() -> site.codesHeard().contains("POLICY"));
    assertThat(site.coordinator.heard.get(site.coordinator.heard.size() - 1))
        .isEqualTo(new SiteMessage.StudyDenied(site.digest(), "POLICY"));
    assertThat(site.approve("bob", "fedval").done()).isFalse();
    site.stop();
    site.coordinator.heard.clear();
    site.start(person);
    site.offer(site.study);
    eventually(() -> site.codesHeard().contains("POLICY"));
    assertThat(site.studies().get(0).decisions().get(0).words()).isEqualTo("no ethics vote");
  }

  @Test
  void an_expired_study_is_neither_approved_nor_run() throws Exception {
    Instant late = Instant.ofEpochSecond(site.study.locked.definition().expires());
    site.start(person);
    site.offer(site.study);
    eventually(() -> !site.sentence().isEmpty());
    site.stop();
    site.start(person, Clock.fixed(late, ZoneOffset.UTC));

    assertThat(site.approve("alice", "fedval").sentence()).contains("expired");
    site.offer(site.study);

    eventually(() -> site.codesHeard().contains("PROTOCOL"));
    assertThat(site.codesHeard()).doesNotContain("StudyApproved");
    assertThat(site.scored()).isZero();
  }

  @Test
  void the_end_of_a_study_ends_its_waiting() throws Exception {
    site.start(person);
    site.offer(site.study);
    eventually(() -> !site.sentence().isEmpty());

    site.coordinator.say(new SiteInstruction.StudyEnded(site.digest(), false, "Too late."));

    eventually(() -> site.studies().get(0).state() == State.ENDED);
    assertThat(site.approve("alice", "fedval").done()).isFalse();
    assertThat(site.codesHeard()).doesNotContain("StudyApproved");
  }

  @Test
  void a_wrong_name_or_study_is_told_in_a_sentence() throws Exception {
    site.start(person);
    site.offer(site.study);
    eventually(() -> !site.sentence().isEmpty());

    assertThat(site.approve("a b", "fedval").sentence()).contains("--as must be a name");
    assertThat(site.ask("approve", "s-9", "alice", "", false, "fedval").sentence())
        .contains("no study of this name");
    assertThat(site.ask("approve", "s-1", "alice", "a\nb", false, "fedval").sentence())
        .contains("200 characters in one line");
  }
}
