package org.fedval.coordinator.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.fedval.coordinator.config.StartException;
import org.fedval.coordinator.store.Database;
import org.fedval.coordinator.support.House;
import org.fedval.coordinator.support.PublishedStudy;
import org.fedval.coordinator.support.TestDatabase;
import org.fedval.crypto.log.LogEntry;
import org.fedval.crypto.log.LogEvent;
import org.fedval.crypto.log.SignedCheckpoint;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

@ParameterizedClass
@EnumSource(TestDatabase.class)
class AuditLogTest {
  @Parameter private TestDatabase kind;

  @TempDir private Path folder;

  private House house;
  private int copies;

  @BeforeEach
  void open() throws Exception {
    house = new House(folder, () -> kind.open(folder));
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void the_log_goes_on_after_a_restart_where_it_stood() throws Exception {
    new PublishedStudy(house).run(Set.of());
    long size = house.audit.size();
    SignedCheckpoint head = house.audit.lastCheckpoint().orElseThrow();

    house.restart();

    assertThat(house.audit.size()).isEqualTo(size);
    assertThat(house.audit.lastCheckpoint().orElseThrow().render()).isEqualTo(head.render());
    append(1);
    SignedCheckpoint next = house.audit.checkpoint();
    long before = head.checkpoint().size();
    assertThat(
            house
                .audit
                .consistency(before, next.checkpoint().size())
                .verifies(head.checkpoint().root(), next.checkpoint().root()))
        .isTrue();
  }

  @Test
  void everything_that_a_study_leaves_behind_is_logged_in_order() throws Exception {
    PublishedStudy published = new PublishedStudy(house).run(Set.of());

    assertThat(events())
        .startsWith(
            LogEvent.TOKEN_ISSUED,
            LogEvent.TOKEN_USED,
            LogEvent.TOKEN_ISSUED,
            LogEvent.TOKEN_USED,
            LogEvent.TOKEN_ISSUED,
            LogEvent.TOKEN_USED,
            LogEvent.ROSTER_VERSION,
            LogEvent.BUNDLE_MANIFEST,
            LogEvent.STUDY_PUBLISHED,
            LogEvent.STUDY_APPROVED,
            LogEvent.STUDY_APPROVED,
            LogEvent.STUDY_APPROVED,
            LogEvent.SESSION_PROPOSED,
            LogEvent.ADVERTISE_SET,
            LogEvent.SHARE_DELIVERY,
            LogEvent.SURVIVOR_SET,
            LogEvent.VOTE,
            LogEvent.VOTE,
            LogEvent.VOTE,
            LogEvent.CERTIFICATE_OF_SESSION)
        .endsWith(LogEvent.RESULT, LogEvent.REPORT_SIGNED);
    assertThat(EnumSet.copyOf(events()))
        .contains(LogEvent.REVEAL_A, LogEvent.REVEAL_B, LogEvent.GATE_RESULT);
    assertThat(house.audit.entry(house.audit.size() - 1).bodyHash())
        .isEqualTo(Sha256Digest.hash(published.report().json()));
  }

  @Test
  void a_change_that_fails_leaves_no_entry_and_one_that_changes_nothing_none_either() {
    long size = house.audit.size();

    assertThatThrownBy(
            () ->
                house.audit.record(
                    LogEvent.VOTE,
                    Sha256Digest.ZERO,
                    0,
                    index -> {
                      throw new IllegalStateException("the disk is full");
                    }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(house.audit.record(LogEvent.VOTE, Sha256Digest.ZERO, 0, index -> Optional.empty()))
        .isFalse();

    assertThat(house.audit.size()).isEqualTo(size);
    append(1);
    house.restart();
    assertThat(house.audit.size()).isEqualTo(size + 1);
  }

  @Test
  void a_transaction_that_took_effect_though_its_answer_was_lost_is_gone_on_from()
      throws Exception {
    append(1);
    AuditLog other = AuditLog.open(house.database, house.coordinatorKey, house.clock);
    assertThatThrownBy(
            () ->
                house.audit.record(
                    LogEvent.VOTE,
                    Sha256Digest.ZERO,
                    0,
                    index -> {
                      throw new IllegalStateException("the connection is gone");
                    }))
        .isInstanceOf(IllegalStateException.class);
    other.append(LogEvent.VOTE, Sha256Digest.ZERO, 0, Sha256Digest.ZERO);

    append(2);

    assertThat(house.audit.size()).isEqualTo(3);
    assertThat(house.audit.entry(2).follows(house.audit.entry(1))).isTrue();
    house.restart();
    assertThat(house.audit.size()).isEqualTo(3);
  }

  @Test
  void a_report_that_was_stored_before_its_process_ended_is_the_one_that_is_published()
      throws Exception {
    PublishedStudy published = new PublishedStudy(house).run(Set.of());
    byte[] json = published.report().json();
    house.close();
    kind.change(folder, "UPDATE study SET state = 'POOLED'");
    house.restart();

    house.desk.resume();
    house.clock.forward(House.DEADLINES.phase().plusSeconds(1));
    house.tick();

    assertThat(house.studies.list())
        .singleElement()
        .satisfies(study -> assertThat(study.sentence()).isEqualTo("The report is published."));
    assertThat(published.report().json()).isEqualTo(json);
  }

  @Test
  void entries_of_several_threads_make_one_chain() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(4);
    for (int n = 0; n < 40; n++) {
      int number = n;
      var unused = threads.submit(() -> append(number));
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(60, TimeUnit.SECONDS)).isTrue();

    house.restart();

    assertThat(house.audit.size()).isEqualTo(40);
    for (long n = 1; n < 40; n++) {
      LogEntry before = house.audit.entry(n - 1);
      assertThat(house.audit.entry(n).follows(before)).isTrue();
    }
  }

  @Test
  void a_coordinator_whose_log_lost_or_changed_entries_does_not_start() throws Exception {
    for (int n = 0; n < 5; n++) {
      append(n);
    }
    house.audit.checkpoint();
    house.close();
    for (String damage :
        List.of(
            "DELETE FROM log_leaf WHERE idx = 4",
            "DELETE FROM log_leaf WHERE idx = 2",
            "UPDATE log_leaf SET entry = (SELECT entry FROM log_leaf WHERE idx = 1) WHERE idx = 2",
            "UPDATE log_checkpoint SET note = replace(note, '\n5\n', '\n4\n')")) {
      assertThatThrownBy(() -> AuditLog.open(damaged(damage), house.coordinatorKey, house.clock))
          .as(damage)
          .isInstanceOf(StartException.class)
          .hasMessageContaining("transparency log");
    }
  }

  /** A copy of the database with one change. */
  private Database damaged(String change) throws Exception {
    Path copy = Files.createDirectories(folder.resolve("copy-" + copies++));
    kind.copy(folder, copy);
    assertThat(kind.change(copy, change)).isEqualTo(1);
    return kind.open(copy);
  }

  private void append(int number) {
    house.audit.append(
        LogEvent.POLICY_CHANGED,
        Sha256Digest.ZERO,
        SigInput.OUTSIDE,
        Sha256Digest.hash(new byte[] {(byte) number}));
  }

  private List<LogEvent> events() {
    List<LogEvent> events = new ArrayList<>();
    for (long n = 0; n < house.audit.size(); n++) {
      events.add(house.audit.entry(n).event());
    }
    return events;
  }
}
