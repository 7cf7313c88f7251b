package org.fedval.agent.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.agent.study.HeardCoordinator.eventually;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.fedval.agent.admin.Told;
import org.fedval.agent.results.OwnStudy;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SitePhaseName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a hospital keeps of a study for its own report, and for how long. */
class KeptResultsTest {
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
  void the_counted_cases_are_there_when_the_study_is_over() throws Exception {
    site.start(site.policy(null, null, null, null));
    site.offer(site.study);
    site.counted();

    site.coordinator.say(new SiteInstruction.StudyEnded(site.digest(), true, "Published."));
    eventually(() -> site.phase().equals("done"));

    OwnStudy kept = site.study.state().own().find("s-1").orElseThrow();
    assertThat(kept.study()).isEqualTo(site.digest());
    assertThat(kept.cases().size()).isEqualTo(1);
    assertThat(kept.sites()).isEqualTo(site.study.roster.size());
    assertThat(kept.plan().toByteArray()).isEqualTo(site.study.plan);
    assertThat(kept.points()).isEqualTo(site.study.locked.plan().operatingPoints());
    assertThat(site.study.state().cases().load(site.digest()))
        .as("what later rounds count from is gone with the study")
        .isEmpty();
  }

  @Test
  void they_go_thirty_days_after_the_study_expired_and_not_before() throws Exception {
    site.start(site.policy(null, null, null, null));
    site.offer(site.study);
    site.counted();
    SiteState state = site.study.state();
    Instant expired = Instant.ofEpochSecond(site.study.locked.definition().expires());

    state.own().sweep(expired.plusSeconds(29 * 86_400));
    assertThat(state.own().find(site.digest())).isPresent();

    state.own().sweep(expired.plusSeconds(31 * 86_400));
    assertThat(state.own().find(site.digest())).isEmpty();
    assertThat(site.study.home.ownStudies()).isEmptyDirectory();
  }

  @Test
  void a_site_that_withdraws_keeps_nothing() throws Exception {
    site.start(site.policy(null, null, null, null));
    site.offer(site.study);
    site.counted();
    assertThat(site.study.state().own().find("s-1")).isPresent();

    assertThat(site.withdraw("s-1").done()).isTrue();

    assertThat(site.study.state().own().find("s-1")).isEmpty();
  }

  @Test
  void the_board_remembers_what_it_said_newest_first_and_each_sentence_once() {
    Instant now = Instant.parse("2026-03-14T09:26:53Z");
    StatusBoard board = new StatusBoard(Clock.fixed(now, ZoneOffset.UTC));
    board.say("First.");
    board.say("Second.");
    board.say("");
    board.say("First.");
    assertThat(board.told()).isEqualTo(List.of(new Told(now, "First."), new Told(now, "Second.")));
    for (int i = 0; i < 50; i++) {
      board.say("Sentence " + i + ".");
    }
    assertThat(board.told()).hasSize(20).first().isEqualTo(new Told(now, "Sentence 49."));

    board.study("s-1");
    assertThat(board.study()).as("while it waits").isEmpty();
    board.phase(SitePhaseName.RUNNING_COHORT);
    assertThat(board.study()).isEqualTo("s-1");
  }
}
