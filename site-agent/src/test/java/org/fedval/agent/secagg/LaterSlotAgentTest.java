package org.fedval.agent.secagg;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.fedval.agent.dicom.SampleImages;
import org.fedval.agent.inference.TinyModels;
import org.fedval.agent.support.OfferedStudy;
import org.fedval.agent.vault.LocalDisk;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.secagg.OpenedSums;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.counters.Statistic;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.study.EarlierGate;
import org.fedval.wire.study.PooledSlots;
import org.fedval.wire.study.SuppressionGate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A whole agent in a study's second round: it takes part over the same sites, with tables that it
 * derived itself from the sums behind the results that it checked, or it does not take part.
 */
class LaterSlotAgentTest {
  private static final int SCORED = 24;

  @TempDir private Path folder;
  private OfferedStudy study;
  private AgentSeat seat;
  private final List<TestSite> others = new ArrayList<>();
  private TestCoordinator coordinator;

  @BeforeEach
  void open() throws Exception {
    study =
        new OfferedStudy(
            folder,
            TinyModels.filled(TinyModels.model(), TinyModels.spec()),
            List.of("a", "b", "c", "d"));
    study.trustEverybody();
    Path images = Files.createDirectories(study.home.root().resolve("images"));
    StringBuilder labels = new StringBuilder("sop_instance_uid,patient_id,dark\n");
    for (int i = 1; i <= SCORED; i++) {
      Files.write(
          images.resolve(i + ".dcm"), SampleImages.bytes(SampleImages.image("2.25." + i).build()));
      labels.append("2.25.%d,P-%d,%d%n".formatted(i, i, i % 2));
    }
    Files.writeString(images.resolve("labels.csv"), labels);
    seat = new AgentSeat(study);
    for (int site = 1; site < 4; site++) {
      TestSite other = new TestSite(study, folder.resolve("site-" + site), site, new LocalDisk());
      other.scored = SCORED;
      others.add(other);
    }
    coordinator = new TestCoordinator(study, 1);
  }

  @AfterEach
  void stop() throws Exception {
    seat.close();
  }

  @Test
  void both_rounds_end_with_the_sums_of_all_sites() throws Exception {
    OpenedSums first = firstRound();
    coordinator = TestCoordinator.after(study, 1, List.of(first));
    finish(false);

    assertThat(refinedPositives(first)).isEqualTo(4 * SCORED / 2);
    assertThat(seat.agent().status().phase()).isEqualTo("done");
  }

  @Test
  void an_agent_killed_between_the_rounds_and_after_every_step_of_the_second_ends_it_exactly()
      throws Exception {
    OpenedSums first = firstRound();
    coordinator = TestCoordinator.after(study, 1, List.of(first));
    restart();
    int before = seat.heard.size();
    seat.offer();
    AgentSeat.eventually(
        () ->
            seat.heard.subList(before, seat.heard.size()).stream()
                .anyMatch(SiteMessage.StudyApproved.class::isInstance));
    finish(true);

    assertThat(refinedPositives(first)).isEqualTo(4 * SCORED / 2);
  }

  @Test
  void images_that_changed_between_the_rounds_change_nothing() throws Exception {
    OpenedSums first = firstRound();
    Files.delete(study.home.root().resolve("images/1.dcm"));
    coordinator = TestCoordinator.after(study, 1, List.of(first));
    finish(false);

    assertThat(refinedPositives(first)).isEqualTo(4 * SCORED / 2);
  }

  @Test
  void the_cases_are_kept_sealed_until_the_study_ends() throws Exception {
    OpenedSums unused = firstRound();
    assertThat(casesFiles()).hasSize(1);

    seat.say(new SiteInstruction.StudyEnded(study.locked.definition().hash(), true, "Published."));

    AgentSeat.eventually(() -> casesFiles().isEmpty());
  }

  @Test
  void sums_that_are_not_behind_the_signed_result_are_refused() throws Exception {
    OpenedSums first = firstRound();
    byte[] forged = first.encode();
    forged[forged.length - 5] ^= 1;
    PooledStudy earlier = PooledSlots.of(study.locked, List.of(first), 4);

    seat.say(proposal(Octets.of(earlier.next().encode()), List.of(Octets.of(forged)), earlier));

    assertDenied("FALSE_TABLES");
  }

  @Test
  void tables_made_to_measure_for_one_site_are_refused() throws Exception {
    OpenedSums first = firstRound();
    PooledStudy earlier = PooledSlots.of(study.locked, List.of(first), 4);
    byte[] tables = earlier.next().encode();
    tables[tables.length / 2] ^= 1;

    seat.say(proposal(Octets.of(tables), List.of(Octets.of(first.encode())), earlier));

    assertDenied("FALSE_TABLES");
  }

  @Test
  void a_round_without_the_sums_of_the_one_before_is_refused() throws Exception {
    OpenedSums first = firstRound();
    PooledStudy earlier = PooledSlots.of(study.locked, List.of(first), 4);

    seat.say(proposal(Octets.of(earlier.next().encode()), List.of(), earlier));

    assertDenied("FALSE_TABLES");
  }

  @Test
  void a_round_that_comes_before_the_result_of_the_one_before_is_refused() throws Exception {
    join();
    phases(false);
    OpenedSums first = coordinator.opened();
    PooledStudy earlier = PooledSlots.of(study.locked, List.of(first), 4);

    seat.say(
        proposal(Octets.of(earlier.next().encode()), List.of(Octets.of(first.encode())), earlier));

    assertDenied("FALSE_TABLES");
  }

  @Test
  void a_round_over_other_sites_is_refused() throws Exception {
    OpenedSums first = firstRound();
    PooledStudy earlier = PooledSlots.of(study.locked, List.of(first), 4);
    coordinator =
        new TestCoordinator(
            study,
            1,
            1,
            Octets.of(earlier.next().encode()),
            List.of(Octets.of(first.encode())),
            new SuppressionGate(study.locked.counters(1))
                .after(EarlierGate.of(earlier, study.locked.counters(1))),
            Set.of(3));
    others.remove(2);
    step();
    coordinator.next();
    seat.say(coordinator.last(0));

    assertDenied("SLOT_LOCKED");
  }

  @Test
  void cases_that_are_not_those_of_the_first_round_are_refused() throws Exception {
    OpenedSums first = firstRound();
    seat.stop();
    TestSite stranger = new TestSite(study, folder.resolve("stranger"), 1, new LocalDisk());
    stranger.scored = SCORED - 2;
    study.state().cases().keep(study.locked.definition().hash(), 4_000_000_000L, stranger.cases());
    seat.start();
    join();

    seat.say(TestCoordinator.after(study, 1, List.of(first)).last(0));

    assertDenied("COHORT_CHANGED");
  }

  @Test
  void cases_that_are_gone_are_refused() throws Exception {
    OpenedSums first = firstRound();
    Files.delete(casesFiles().get(0));

    seat.say(TestCoordinator.after(study, 1, List.of(first)).last(0));

    assertDenied("COHORT_CHANGED");
  }

  private SiteInstruction proposal(Octets published, List<Octets> sums, PooledStudy earlier) {
    return new TestCoordinator(
            study,
            1,
            1,
            published,
            sums,
            new SuppressionGate(study.locked.counters(1))
                .after(EarlierGate.of(earlier, study.locked.counters(1))),
            Set.of())
        .last(0);
  }

  private void assertDenied(String code) {
    SiteMessage denial = new SiteMessage.StudyDenied(study.locked.definition().hash(), code);
    AgentSeat.eventually(
        () -> seat.heard.get(seat.heard.size() - 1) instanceof SiteMessage.StudyDenied);
    assertThat(seat.heard.get(seat.heard.size() - 1)).isEqualTo(denial);
  }

  private long refinedPositives(OpenedSums first) {
    PooledStudy both = PooledSlots.of(study.locked, List.of(first, coordinator.opened()), 4);
    int cell = study.locked.counters(1).indexOf(Cell.overall(Cell.Kind.BOTH, "dark"));
    long sum = 0;
    for (long count : both.slot(1).orElseThrow().counts(cell, Statistic.REFINED_POSITIVES)) {
      sum += count;
    }
    return sum;
  }

  private OpenedSums firstRound() throws Exception {
    join();
    phases(false);
    result();
    return coordinator.opened();
  }

  private void join() throws Exception {
    seat.offer();
    AgentSeat.eventually(() -> seat.agent().status().phase().equals("aggregating"));
  }

  private void finish(boolean restarts) throws Exception {
    phases(restarts);
    result();
  }

  /** Every phase up to the opened sums. */
  private void phases(boolean restarts) throws Exception {
    for (int phase = 0; phase < 6; phase++) {
      step();
      if (restarts) {
        restart();
      }
      coordinator.next();
    }
  }

  private void result() throws Exception {
    seat.say(coordinator.last(0));
    for (TestSite site : others) {
      tell(site);
    }
    AgentSeat.eventually(
        () ->
            Files.exists(study.home.sessions().resolve(coordinator.terms.sid().hex() + ".ended")));
    AgentSeat.eventually(
        () ->
            coordinator.terms.proposal().slot().equals("slot-0")
                || seat.agent().status().phase().equals("done"));
  }

  private void step() throws Exception {
    SiteMessage answer = seat.ask(coordinator.last(0));
    coordinator.hear(0, List.of(answer), seat::vector);
    for (TestSite site : others) {
      tell(site);
    }
  }

  private void tell(TestSite site) throws Exception {
    coordinator.hear(
        site.index,
        site.take(coordinator.terms, coordinator.last(site.index)),
        () -> site.shelf.find(coordinator.terms.sid()).orElseThrow().maskedVector());
  }

  private void restart() throws Exception {
    seat.stop();
    seat.remembers(coordinator.bodiesOf(0));
    seat.start();
  }

  private List<Path> casesFiles() {
    try (Stream<Path> files = Files.list(study.home.frozen())) {
      return files.filter(file -> file.toString().endsWith(".cases")).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
