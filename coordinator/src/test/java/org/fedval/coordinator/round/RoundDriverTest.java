package org.fedval.coordinator.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.fedval.coordinator.desk.StudySubmission;
import org.fedval.coordinator.store.StoredPieces;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.coordinator.support.House;
import org.fedval.coordinator.support.RoundSite;
import org.fedval.coordinator.support.TinyStudy;
import org.fedval.crypto.secagg.PooledVector;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.evaluation.counters.CounterVector;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SubmitOutcome;
import org.fedval.wire.study.LockedStudy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RoundDriverTest {
  private static final SubmitOutcome TAKEN = SubmitOutcome.accepted();

  @TempDir private Path folder;

  private final List<RoundSite> sites = new ArrayList<>();
  private final List<Deque<SiteInstruction>> inboxes = new ArrayList<>();
  private final List<CounterVector> plain = new ArrayList<>();
  private final RoundTable.Ear ear = new RoundTable.Ear();
  private House house;
  private RoundDriver round;

  @BeforeEach
  void open() throws Exception {
    house = new House(folder);
    house.enrol("a", "b", "c");
    Roster roster = house.publishRoster();
    house.uploadBundle();
    LockedStudy locked = house.locked("s-1", roster);
    ValidationStudy study =
        ((StudySubmission.Outcome.Locked)
                house.submission.submit(
                    house.handedIn(locked.definition(), TinyStudy.plan("s-1"), roster)))
            .study();
    for (int i = 0; i < roster.size(); i++) {
      String siteId = roster.members().get(i).siteId();
      plain.add(TinyStudy.counts(locked.counters(), 100 + i));
      sites.add(
          new RoundSite(
              roster,
              locked,
              i,
              house.identities.get(siteId),
              TinyStudy.cases(locked.counters(), 100 + i),
              house.random));
      inboxes.add(new ArrayDeque<>());
      house.outboxes.attach(siteId, inboxes.get(i)::add);
    }
    round = house.rounds.open(study, roster, SlotBasis.first(), 1, new TreeSet<>(), ear);
    round.start();
  }

  @AfterEach
  void close() {
    house.close();
  }

  @Test
  void three_sites_pool_to_the_plain_sums() {
    runTo(SiteInstruction.ResultPublished.class);

    assertThat(ear.failure).isNull();
    assertThat(ear.gates).isEqualTo(1);
    CounterVector sum = plain.stream().reduce(CounterVector::plus).orElseThrow();
    PooledVector pooled = ear.sums;
    assertThat(pooled.gateSums()).containsExactly(sum.unit(0));
    assertThat(pooled.openUnits().cardinality()).isPositive();
    pooled.openUnits().stream()
        .forEach(unit -> assertThat(pooled.sums(unit).orElseThrow()).isEqualTo(sum.unit(unit)));
    assertThat(ear.transcript.survivors()).containsExactlyInAnyOrder(0, 1, 2);
    sites.forEach(site -> site.answer(take(site)));
  }

  @Test
  void masked_vectors_lie_in_the_database_until_the_round_is_closed() throws Exception {
    runTo(SiteInstruction.SurvivorsNamed.class);
    assertThat(files()).hasSize(3).allMatch(name -> name.startsWith("vector-"));

    round.close();

    assertThat(files()).isEmpty();
    assertThat(house.vectors.isEmpty()).isTrue();
    round.close();
  }

  @Test
  void what_an_earlier_process_left_is_removed() throws Exception {
    runTo(SiteInstruction.SurvivorsNamed.class);

    house.rounds.discardLeftovers(Set.of(round.sid()));
    assertThat(files()).hasSize(3);
    house.rounds.discardLeftovers(Set.of());

    assertThat(house.vectors.isEmpty()).isTrue();
  }

  @Test
  void the_same_step_again_is_a_duplicate_in_its_phase_and_later() {
    SiteMessage.SessionStep step = sites.get(0).answer(take(0));

    assertThat(round.accept(0, step)).isEqualTo(TAKEN);
    assertThat(round.accept(0, step)).isEqualTo(new SubmitOutcome.Accepted(true));
    runTo(SiteInstruction.SharesDelivered.class);
    assertThat(round.accept(0, step)).isEqualTo(new SubmitOutcome.Accepted(true));
    assertThat(ear.failure).isNull();
  }

  @Test
  void another_step_of_the_same_kind_is_equivocation_and_the_first_stands() throws Exception {
    SiteInstruction proposal = take(0);
    RoundSite site = sites.get(0);

    assertThat(round.accept(0, site.answer(proposal))).isEqualTo(TAKEN);
    site.forget();
    assertThat(code(round.accept(0, site.answer(proposal)))).isEqualTo("EQUIVOCATION");
    assertThat(ear.failure).isNull();
  }

  @Test
  void a_step_of_another_phase_is_not_expected() {
    SiteMessage.SessionStep step = sites.get(0).answer(take(0));
    SignedBody signed = step.signed();

    assertThat(code(round.accept(0, new SiteMessage.Voted(step.sid(), signed))))
        .isEqualTo("NOT_EXPECTED");
    assertThat(code(round.chunk(0, 0, new byte[1]))).isEqualTo("NOT_EXPECTED");
  }

  @Test
  void a_body_that_is_none_is_malformed_or_refused() {
    SiteMessage.SessionStep step = sites.get(0).answer(take(0));
    SignedBody garbage = new SignedBody(new byte[] {1, 2, 3}, new byte[64]);

    assertThat(round.accept(0, new SiteMessage.Advertised(step.sid(), garbage)))
        .isInstanceOf(SubmitOutcome.Refused.class);
    assertThat(round.accept(1, step)).isInstanceOf(SubmitOutcome.Refused.class);
    assertThat(round.accept(0, step)).isEqualTo(TAKEN);
  }

  @Test
  void a_silent_site_ends_the_round_by_name_and_phase() {
    round.accept(0, sites.get(0).answer(take(0)));
    round.accept(2, sites.get(2).answer(take(2)));

    house.clock.forward(House.DEADLINES.phase());
    round.tick(house.clock.instant());
    assertThat(ear.failure).isNull();
    house.clock.forward(Duration.ofSeconds(1));
    round.tick(house.clock.instant());

    assertThat(ear.failure).isEqualTo("b did not answer within 3600 s in phase AdvertiseKeys");
    assertThat(code(round.accept(1, sites.get(1).answer(take(1))))).isEqualTo("NO_SESSION");
  }

  @Test
  void signs_of_life_keep_the_mask_phase_open() {
    runTo(SiteInstruction.SharesDelivered.class);
    Duration step = House.DEADLINES.signOfLife().minusMinutes(1);
    for (int i = 0; i < 3; i++) {
      house.clock.forward(step);
      sites.forEach(site -> round.signOfLife(site.index()));
      round.tick(house.clock.instant());
    }
    assertThat(ear.failure).isNull();

    house.clock.forward(step);
    round.signOfLife(0);
    round.signOfLife(1);
    house.clock.forward(Duration.ofMinutes(2));
    round.tick(house.clock.instant());

    assertThat(ear.said)
        .containsExactly(
            "The session cannot go on and is being closed: c did not answer within 7200 s in phase"
                + " MaskedInputCollection.");
  }

  @Test
  void an_upload_takes_no_gap_and_no_byte_too_many() {
    runTo(SiteInstruction.SharesDelivered.class);
    RoundSite site = sites.get(0);
    SiteMessage.SessionStep manifest = site.answer(take(0));
    byte[] vector = site.vector();
    byte[] first = Arrays.copyOf(vector, 100);
    byte[] rest = Arrays.copyOfRange(vector, 100, vector.length);

    assertThat(code(round.chunk(0, 1, first))).isEqualTo("VECTOR_GAP");
    assertThat(code(round.chunk(0, 0, Arrays.copyOf(vector, vector.length + 1))))
        .isEqualTo("VECTOR_LENGTH");
    assertThat(code(round.chunk(0, Long.MAX_VALUE, first))).isEqualTo("VECTOR_LENGTH");
    assertThat(code(round.chunk(0, -1, first))).isEqualTo("VECTOR_LENGTH");
    assertThat(round.chunk(0, 0, first)).isEqualTo(TAKEN);
    assertThat(code(round.accept(0, manifest))).isEqualTo("VECTOR_MISSING");
    assertThat(round.chunk(0, 0, first)).isEqualTo(TAKEN);
    assertThat(round.chunk(0, 100, rest)).isEqualTo(TAKEN);
    assertThat(round.accept(0, manifest)).isEqualTo(TAKEN);
  }

  @Test
  void a_vector_that_its_manifest_does_not_cover_is_refused() {
    runTo(SiteInstruction.SharesDelivered.class);
    SiteMessage.SessionStep manifest = sites.get(0).answer(take(0));
    byte[] vector = sites.get(0).vector();
    vector[7]++;

    assertThat(round.chunk(0, 0, vector)).isEqualTo(TAKEN);
    assertThat(round.stored(0)).isEqualTo(vector.length);
    assertThat(round.accept(0, manifest)).isInstanceOf(SubmitOutcome.Refused.class);

    assertThat(round.stored(0)).as("bytes kept of a vector that nothing covers").isZero();
    assertThat(round.chunk(0, 0, sites.get(0).vector())).isEqualTo(TAKEN);
    assertThat(round.accept(0, manifest)).isEqualTo(TAKEN);
  }

  @Test
  void a_site_that_attaches_anew_hears_its_instruction_again() {
    SiteInstruction proposal = take(0);
    assertThat(round.awaitsJoin(0)).isTrue();
    round.remind(0);
    assertThat(take(0)).isEqualTo(proposal);

    round.accept(0, sites.get(0).answer(proposal));
    round.remind(0);
    assertThat(inboxes.get(0)).isEmpty();
    assertThat(round.awaitsJoin(0)).isFalse();
  }

  private void runTo(Class<? extends SiteInstruction> end) {
    for (int phase = 0; !end.isInstance(inboxes.get(0).peek()); phase++) {
      assertThat(phase).as("phases of a session").isLessThan(10);
      for (RoundSite site : sites) {
        if (!inboxes.get(site.index()).isEmpty()) {
          answer(site, take(site));
        }
      }
    }
  }

  private void answer(RoundSite site, SiteInstruction instruction) {
    SiteMessage.SessionStep step = site.answer(instruction);
    if (step instanceof SiteMessage.Masked) {
      assertThat(round.chunk(site.index(), 0, site.vector())).isEqualTo(TAKEN);
    }
    SubmitOutcome outcome = round.accept(site.index(), step);
    assertThat(outcome).isInstanceOf(SubmitOutcome.Accepted.class);
  }

  private SiteInstruction take(RoundSite site) {
    return take(site.index());
  }

  private SiteInstruction take(int site) {
    return inboxes.get(site).remove();
  }

  private static String code(SubmitOutcome outcome) {
    return outcome instanceof SubmitOutcome.Refused refused ? refused.code() : "accepted";
  }

  private List<String> files() {
    return StoredPieces.vectors(house.database);
  }
}
