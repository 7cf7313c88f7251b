package org.fedval.agent.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.agent.study.HeardCoordinator.eventually;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.fedval.agent.approval.StudyEntry.State;
import org.fedval.agent.preview.Contribution;
import org.fedval.agent.preview.ContributionRow;
import org.fedval.agent.preview.PreviewReply;
import org.fedval.agent.release.ApprovalPolicy;
import org.fedval.agent.release.OpeningHours;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Numbers that people look at before they leave, and cohorts that wait for opening hours. */
class HeldNumbersTest {
  @TempDir private Path folder;

  private AgentAtWork site;

  @BeforeEach
  void open() throws Exception {
    site = new AgentAtWork(folder);
  }

  @AfterEach
  void close() throws Exception {
    site.close();
  }

  @Test
  void counted_numbers_are_shown_and_held_until_a_person_releases_them() throws Exception {
    site.start(site.policy(null, null, null, true));
    site.offer(site.study);
    eventually(() -> site.studies().stream().anyMatch(s -> s.state() == State.HELD));
    assertThat(site.phase()).isEqualTo("waiting");
    assertThat(site.sentence()).contains("fedval agent preview");

    PreviewReply shown = site.preview(true);

    Contribution first = shown.rounds().get(0);
    assertThat(first.slot()).isEqualTo("slot-0");
    assertThat(first.withNoise()).isFalse();
    ContributionRow positives =
        first.rows().stream().filter(r -> r.patients() == 1).findFirst().orElseThrow();
    assertThat(positives.images()).isEqualTo(1);
    assertThat(positives.mark()).isEqualTo(ContributionRow.BELOW);
    assertThat(first.rows()).extracting(ContributionRow::mark).contains(ContributionRow.EMPTY);
    assertThat(first.numbers().get(positives.name()).get("images")).containsExactly(1);
    assertThat(first.leaves().bytes()).isPositive();
    assertThat(first.leaves().sha256()).isEmpty();
    assertThat(site.preview(false).rounds().get(0).numbers()).isEmpty();

    assertThat(site.ask("approve", "s-1", "alice", "", true, "fedval").sentence())
        .isEqualTo("Released.");
    site.counted();
    assertThat(site.studies().get(0).state()).isEqualTo(State.APPROVED);
    assertThat(site.ask("approve", "s-1", "bob", "", true, "fedval").sentence())
        .isEqualTo("No numbers of the study are held now.");
  }

  @Test
  void what_was_held_is_held_after_a_restart_and_what_was_released_is_not() throws Exception {
    ApprovalPolicy hold = site.policy("person", null, null, true);
    site.start(hold);
    site.offer(site.study);
    eventually(() -> site.sentence().contains("waits for approval"));
    assertThat(site.approve("alice", "fedval").done()).isTrue();
    eventually(() -> site.studies().get(0).state() == State.HELD);
    site.stop();

    site.start(hold);
    site.offer(site.study);
    eventually(() -> site.sentence().contains("counted and held"));
    assertThat(site.ask("approve", "s-1", "alice", "", true, "fedval").done()).isTrue();
    site.stop();

    site.start(hold);
    site.offer(site.study);
    site.counted();
    assertThat(site.sentence()).doesNotContain("held");
  }

  @Test
  void outside_opening_hours_no_image_is_read() throws Exception {
    MovingClock clock = new MovingClock(Instant.parse("2026-11-21T12:00:00Z"));
    site.start(
        site.policy(null, null, new OpeningHours("UTC", List.of("sat 18:00-19:00")), null), clock);
    site.offer(site.study);

    eventually(() -> site.sentence().contains("Outside opening_hours"));
    assertThat(site.sentence())
        .isEqualTo(
            "Outside opening_hours of policy.yaml; the cohort goes on at Saturday 18:00 (UTC).");
    assertThat(site.scored()).isZero();
    assertThat(site.phase()).isEqualTo("waiting");

    clock.now = Instant.parse("2026-11-21T18:00:00Z");
    site.counted();
    assertThat(site.scored()).isEqualTo(1);
  }

  @Test
  void a_preview_before_anything_is_counted_says_so() throws Exception {
    site.start(site.policy("person", null, null, null));
    assertThat(site.preview(false).sentence()).contains("no study of this name");
    site.offer(site.study);
    eventually(() -> !site.sentence().isEmpty());

    assertThat(site.preview(false).sentence())
        .isEqualTo("The study does not run here now, so there is nothing to show.");
  }

  private static final class MovingClock extends Clock {
    volatile Instant now;

    MovingClock(Instant now) {
      this.now = now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }
}
