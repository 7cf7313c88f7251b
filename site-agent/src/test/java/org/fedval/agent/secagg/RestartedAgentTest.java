package org.fedval.agent.secagg;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.fedval.agent.dicom.SampleImages;
import org.fedval.agent.support.OfferedStudy;
import org.fedval.agent.vault.LocalDisk;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole agent, stopped and started in the middle of a session with two other sites. */
class RestartedAgentTest {
  private static final int UNLABELLED = 11;

  @TempDir private Path folder;

  private OfferedStudy study;
  private AgentSeat seat;
  private TestCoordinator coordinator;
  private TestSite second;
  private TestSite third;

  @BeforeEach
  void open() throws Exception {
    study = new OfferedStudy(folder);
    study.trustEverybody();
    Path images = Files.createDirectories(study.home.root().resolve("images"));
    for (int i = 1; i <= UNLABELLED; i++) {
      image(images, i);
    }
    Files.writeString(
        images.resolve("labels.csv"), "sop_instance_uid,patient_id,dark\n2.25.99,P-1,1\n");
    seat = new AgentSeat(study);
    coordinator = new TestCoordinator(study, 1);
    second = site(1);
    third = site(2);
  }

  @AfterEach
  void stop() throws Exception {
    seat.close();
  }

  @Test
  void an_agent_that_was_stopped_after_every_step_ends_the_session_exactly() throws Exception {
    join();
    for (int phase = 1; phase < 6; phase++) {
      restart();
      step();
      coordinator.next();
    }
    seat.say(coordinator.last(0));
    AgentSeat.eventually(() -> hasEnded(coordinator));

    int unit = 1 + study.locked.counters().indexOf(Cell.excluded(Exclusion.NO_LABEL_ROW));
    assertThat(coordinator.pooled.sums(unit))
        .hasValueSatisfying(sum -> assertThat(sum).containsExactly(UNLABELLED + 21 + 22));
  }

  @Test
  void images_that_came_after_the_first_masking_change_nothing() throws Exception {
    join();
    step();
    coordinator.next();
    step();
    byte[] masked = seat.vector();
    image(study.home.root().resolve("images"), 50);

    restart();
    seat.ask(coordinator.last(0));

    assertThat(seat.vector()).isEqualTo(masked);
  }

  @Test
  void an_agent_on_a_snapshot_goes_into_quarantine_and_says_nothing_more() throws Exception {
    join();
    seat.stop();
    Path snapshot = folder.resolve("snapshot");
    copy(study.home.root(), snapshot);
    seat.start();
    step();
    seat.stop();
    try (Stream<Path> sessions = Files.list(study.home.sessions())) {
      for (Path file : sessions.toList()) {
        Files.delete(file);
      }
    }
    copy(snapshot.resolve("state/sessions"), study.home.sessions());
    int heard = seat.heard.size();
    seat.remembers(coordinator.bodiesOf(0));

    seat.start();
    AgentSeat.eventually(() -> Files.exists(study.home.quarantineFile()));
    coordinator.said(0).forEach(seat::say);
    seat.say(new SiteInstruction.AbortAsked(coordinator.terms.sid()));
    seat.offer();

    AgentSeat.eventually(() -> seat.heard.size() > heard);
    assertThat(seat.heard.subList(heard, seat.heard.size()))
        .as("an offer is denied, no step is taken")
        .containsExactly(
            new SiteMessage.StudyDenied(study.locked.definition().hash(), "QUARANTINE"));
    assertThat(seat.agent().status().sentence()).contains("in quarantine");
  }

  @Test
  void a_second_study_over_a_few_more_patients_is_denied_with_the_code_alone() throws Exception {
    join();
    for (int phase = 1; phase < 6; phase++) {
      step();
      coordinator.next();
    }
    seat.say(coordinator.last(0));
    AgentSeat.eventually(() -> hasEnded(coordinator));
    image(study.home.root().resolve("images"), 50);
    OfferedStudy next = study.again("s-2");
    seat.alsoOffers(next);
    seat.say(new SiteInstruction.StudyEnded(study.locked.definition().hash(), true, "Published."));

    seat.say(next.offer());
    AgentSeat.eventually(() -> seat.agent().status().phase().equals("aggregating"));
    TestCoordinator later = new TestCoordinator(next, 1);
    seat.say(later.last(0));

    AgentSeat.eventually(
        () -> seat.heard.get(seat.heard.size() - 1) instanceof SiteMessage.StudyDenied);
    assertThat(seat.heard.get(seat.heard.size() - 1))
        .isEqualTo(
            new SiteMessage.StudyDenied(next.locked.definition().hash(), "COHORT_DIFFERENCING"));
    assertThat(seat.agent().status().sentence()).contains("differ from an earlier study's");
  }

  private void join() throws Exception {
    seat.offer();
    AgentSeat.eventually(() -> seat.agent().status().phase().equals("aggregating"));
    step();
    coordinator.next();
  }

  /** Everybody takes the last instruction. */
  private void step() throws Exception {
    SiteMessage answer = seat.ask(coordinator.last(0));
    coordinator.hear(0, List.of(answer), seat::vector);
    for (TestSite site : List.of(second, third)) {
      coordinator.hear(
          site.index,
          site.take(coordinator.terms, coordinator.last(site.index)),
          () -> site.shelf.find(coordinator.terms.sid()).orElseThrow().maskedVector());
    }
  }

  /** The agent has checked the result and destroyed the session's keys. */
  private boolean hasEnded(TestCoordinator session) {
    return Files.exists(study.home.sessions().resolve(session.terms.sid().hex() + ".ended"));
  }

  private void restart() throws Exception {
    seat.stop();
    seat.remembers(coordinator.bodiesOf(0));
    seat.start();
  }

  private TestSite site(int index) throws Exception {
    TestSite site = new TestSite(study, folder.resolve("site-" + index), index, new LocalDisk());
    site.reason = Exclusion.NO_LABEL_ROW;
    return site;
  }

  private static void image(Path images, int uid) throws Exception {
    Files.write(
        images.resolve(uid + ".dcm"),
        SampleImages.bytes(SampleImages.image("2.25." + uid).build()));
  }

  private static void copy(Path from, Path to) throws Exception {
    try (Stream<Path> tree = Files.walk(from)) {
      for (Path path : tree.toList()) {
        Path target = to.resolve(from.relativize(path).toString());
        if (Files.isDirectory(path)) {
          Files.createDirectories(target);
        } else if (Files.isRegularFile(path)) {
          Files.copy(path, target, java.nio.file.StandardCopyOption.COPY_ATTRIBUTES);
        }
      }
    }
  }
}
