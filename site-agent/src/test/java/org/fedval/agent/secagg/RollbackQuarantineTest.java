package org.fedval.agent.secagg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.fedval.agent.journal.JournalDamaged;
import org.fedval.agent.support.OfferedStudy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A site whose records are older than what it sent takes no further step. */
class RollbackQuarantineTest {
  @TempDir private Path folder;

  private TestRun run;
  private TestSite site;

  @BeforeEach
  void open() throws Exception {
    run = new TestRun(new OfferedStudy(folder), folder.resolve("homes"));
    site = run.sites.get(0);
    run.phases(2);
  }

  @Test
  void a_journal_put_back_from_an_older_copy_is_seen_by_the_counts() throws Exception {
    Path journal = journal();
    byte[] older = Files.readAllBytes(journal);
    run.everybody();
    Files.write(journal, older);

    site.restart();

    assertThat(site.damage)
        .singleElement()
        .asString()
        .contains("damaged or older than what this site already sent");
    assertThat(site.take(run.coordinator.terms, run.coordinator.last(0))).isEmpty();
  }

  @Test
  void counts_put_back_from_an_older_copy_are_seen_too() throws Exception {
    Path counts = site.home.resolve("sessions/counts");
    byte[] older = Files.readAllBytes(counts);
    run.everybody();
    run.coordinator.next();
    run.everybody();
    Files.write(counts, older);

    site.restart();

    assertThat(site.damage).hasSize(1);
  }

  @Test
  void a_journal_that_vanished_is_missed() throws Exception {
    Files.delete(journal());

    site.restart();

    assertThat(site.damage).singleElement().asString().contains("are missing");
  }

  @Test
  void a_ledger_put_back_from_an_older_copy_or_lost_stops_the_agent() throws Exception {
    Path ledger = site.home.resolve("data-sets");
    run.everybody();
    byte[] pending = Files.readAllBytes(ledger);
    run.coordinator.next();
    run.phases(2);
    byte[] locked = Files.readAllBytes(ledger);
    assertThat(locked).isNotEqualTo(pending);

    Files.write(ledger, pending);
    assertThatThrownBy(() -> site.restart())
        .isInstanceOf(JournalDamaged.class)
        .hasMessageContaining("older than the one it wrote last");
    Files.delete(ledger);
    assertThatThrownBy(() -> site.restart()).isInstanceOf(JournalDamaged.class);
    Files.write(ledger, locked);
    Files.setPosixFilePermissions(ledger, PosixFilePermissions.fromString("rw-------"));
    site.restart();
    assertThat(site.damage).isEmpty();
  }

  @Test
  void a_whole_home_put_back_to_a_snapshot_is_told_by_the_coordinator() throws Exception {
    Path snapshot = folder.resolve("snapshot");
    copy(site.home, snapshot);
    run.everybody();
    var own = run.study.identities.get(0).verifyingKey();
    assertThat(OwnBodies.hasForgotten(run.session(site), own, run.coordinator.bodiesOf(0)))
        .isFalse();

    restore(snapshot);
    site.restart();

    assertThat(site.damage).as("the files alone look sound").isEmpty();
    assertThat(OwnBodies.hasForgotten(run.session(site), own, run.coordinator.bodiesOf(0)))
        .isTrue();
    assertThat(
            OwnBodies.hasForgotten(
                run.coordinator.terms.sid(), 0, own, run.coordinator.bodiesOf(0)))
        .as("a session that the site forgot whole")
        .isTrue();
  }

  @Test
  void nobody_elses_messages_put_a_site_into_quarantine() throws Exception {
    var own = run.study.identities.get(0).verifyingKey();

    assertThat(OwnBodies.hasForgotten(run.session(site), own, run.coordinator.bodiesOf(1)))
        .isFalse();
    assertThat(OwnBodies.hasForgotten(run.coordinator.terms.sid(), 0, own, List.of())).isFalse();
  }

  @Test
  void what_the_operator_gave_up_is_never_joined_again() throws Exception {
    Files.delete(journal());
    site.restart();

    assertThat(site.shelf.giveUp()).isEqualTo(1);

    site.restart();
    assertThat(site.damage).isEmpty();
    assertThat(site.shelf.hasSeen(run.coordinator.terms.sid())).isTrue();
    assertThat(site.take(run.coordinator.terms, run.coordinator.said(0).get(0))).isEmpty();
  }

  private Path journal() {
    return site.home.resolve("sessions/" + run.coordinator.terms.sid().hex() + ".journal");
  }

  private void restore(Path snapshot) throws IOException {
    try (Stream<Path> tree = Files.walk(site.home)) {
      for (Path file : tree.filter(Files::isRegularFile).toList()) {
        Files.delete(file);
      }
    }
    copy(snapshot, site.home);
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path path : tree.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else {
          Files.copy(
              path,
              target,
              StandardCopyOption.REPLACE_EXISTING,
              StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }
}
