package org.fedval.coordinator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.fedval.coordinator.study.Canceller;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.study.StudyView;
import org.fedval.coordinator.support.House;
import org.fedval.coordinator.support.PublishedStudy;
import org.fedval.crypto.log.LogEntry;
import org.fedval.crypto.log.LogEvent;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.session.SiteInstruction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A study that its people end before it is published. */
class CancelledStudyTest {
  private static final String WHY = "Cancelled by a consortium administrator.";

  @TempDir private Path folder;
  private House house;

  @BeforeEach
  void open() throws Exception {
    house = new House(folder);
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void sites_in_the_middle_of_a_round_hear_that_the_study_is_over_and_why() throws Exception {
    PublishedStudy study = new PublishedStudy(house);
    assertThat(study.turns(8, Set.of())).isEqualTo(8);
    assertThat(study.stored().state()).isEqualTo(StudyState.GATE);
    List<StudyView> seen = new ArrayList<>();
    house.desk.watch(study.study, seen::add);
    study.sites.values().forEach(site -> site.heard());

    CancelOutcome outcome = house.desk.cancel(study.study, Canceller.ADMINISTRATOR);

    assertThat(outcome).isInstanceOf(CancelOutcome.Over.class);
    assertThat(study.stored().state()).isEqualTo(StudyState.ABORTED);
    assertThat(study.stored().sentence()).isEqualTo(WHY);
    assertThat(study.sites.values())
        .allSatisfy(
            site ->
                assertThat(site.heard())
                    .contains(new SiteInstruction.StudyEnded(study.study, false, WHY)));
    assertThat(seen.get(seen.size() - 1).sentence()).isEqualTo(WHY);
    assertThat(house.vectors.isEmpty()).as("no masked vector is left").isTrue();
    assertThat(house.desk.live().of(study.study)).isEmpty();
  }

  @Test
  void after_every_message_of_a_round_a_study_can_be_cancelled_once_and_stays_so()
      throws Exception {
    int stops = 0;
    for (int turns = 0; turns < 200; turns += 7) {
      try (House other = new House(folder.resolve("stop-" + turns))) {
        PublishedStudy study = new PublishedStudy(other);
        if (study.turns(turns, Set.of()) < turns) {
          break;
        }
        if (study.stored().state() == StudyState.PUBLISHED) {
          break;
        }

        other.desk.cancel(study.study, Canceller.VENDOR);
        other.desk.cancel(study.study, Canceller.ADMINISTRATOR);
        study.run(Set.of());
        other.clock.forward(Duration.ofDays(2));
        other.tick();
        study.restart();
        study.run(Set.of());

        assertThat(study.stored().sentence())
            .as("cancelled after %d messages", turns)
            .isEqualTo("Cancelled by the vendor that submitted it.");
        assertThat(other.reports.find(study.study.toByteArray())).isEmpty();
        stops++;
      }
    }
    assertThat(stops).isGreaterThan(4);
  }

  @Test
  void a_report_that_waits_for_its_witnesses_is_never_written_after_a_cancel() throws Exception {
    PublishedStudy study = new PublishedStudy(house).run(Set.of("a", "b", "c"));
    assertThat(study.stored().state()).isEqualTo(StudyState.POOLED);

    house.desk.cancel(study.study, Canceller.VENDOR);
    house.clock.forward(House.DEADLINES.phase().plusSeconds(1));
    house.tick();

    assertThat(study.stored().state()).isEqualTo(StudyState.ABORTED);
    assertThat(house.reports.find(study.study.toByteArray())).isEmpty();
  }

  @Test
  void a_published_study_stays_published() throws Exception {
    PublishedStudy study = new PublishedStudy(house).run(Set.of());

    assertThat(house.desk.cancel(study.study, Canceller.VENDOR))
        .isEqualTo(new CancelOutcome.Published());
    assertThat(study.stored().state()).isEqualTo(StudyState.PUBLISHED);
    assertThat(house.desk.cancel(Sha256Digest.ZERO, Canceller.VENDOR))
        .isEqualTo(new CancelOutcome.Unknown());
  }

  @Test
  void a_study_that_was_not_taken_up_yet_after_a_restart_is_cancelled_too() throws Exception {
    PublishedStudy study = new PublishedStudy(house);
    house.restart();

    house.desk.cancel(study.study, Canceller.ADMINISTRATOR);
    house.desk.resume();

    assertThat(study.stored().sentence()).isEqualTo(WHY);
    assertThat(house.desk.live().of(study.study)).isEmpty();
  }

  @Test
  void the_log_has_the_end_once_and_names_nobody() throws Exception {
    PublishedStudy study = new PublishedStudy(house);
    house.desk.cancel(study.study, Canceller.ADMINISTRATOR);
    house.desk.cancel(study.study, Canceller.ADMINISTRATOR);

    List<LogEntry> ends = new ArrayList<>();
    for (long i = 0; i < house.audit.size(); i++) {
      LogEntry entry = house.audit.entry(i);
      if (entry.event() == LogEvent.STUDY_ABORTED) {
        ends.add(entry);
      }
    }
    assertThat(ends).hasSize(1);
    assertThat(ends.get(0).bodyHash()).isEqualTo(study.study);
    assertThat(new String(ends.get(0).encode(), StandardCharsets.ISO_8859_1))
        .doesNotContain("dministrator");
  }
}
