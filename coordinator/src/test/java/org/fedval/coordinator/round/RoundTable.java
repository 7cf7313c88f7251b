package org.fedval.coordinator.round;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.fedval.coordinator.desk.StudySubmission;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.coordinator.support.House;
import org.fedval.coordinator.support.RoundSite;
import org.fedval.coordinator.support.TestDatabase;
import org.fedval.coordinator.support.TinyStudy;
import org.fedval.crypto.secagg.PooledVector;
import org.fedval.crypto.secagg.body.BlameProof;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.evaluation.counters.CounterVector;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SubmitOutcome;
import org.fedval.wire.study.LockedStudy;

/** One round with its sites around it: who is awake answers, and a test says who is. */
final class RoundTable implements AutoCloseable {
  static final SubmitOutcome TAKEN = SubmitOutcome.accepted();
  private static final String[] NAMES = {"a", "b", "c", "d", "e", "f", "g"};

  final House house;
  final List<RoundSite> sites = new ArrayList<>();
  final List<Deque<SiteInstruction>> inboxes = new ArrayList<>();
  final List<CounterVector> plain = new ArrayList<>();
  final SortedSet<Integer> asleep = new TreeSet<>();
  final Roster roster;
  Ear ear = new Ear();
  RoundDriver round;
  private final ValidationStudy study;

  RoundTable(Path folder, int size) throws Exception {
    this(folder, size, TestDatabase.SQLITE);
  }

  RoundTable(Path folder, int size, TestDatabase kind) throws Exception {
    house = new House(folder, () -> kind.open(folder));
    house.enrol(List.of(NAMES).subList(0, size).toArray(String[]::new));
    roster = house.publishRoster();
    house.uploadBundle();
    LockedStudy locked = house.locked("s-1", roster);
    study =
        ((StudySubmission.Outcome.Locked)
                house.submission.submit(
                    house.handedIn(locked.definition(), TinyStudy.plan("s-1"), roster)))
            .study();
    for (int i = 0; i < size; i++) {
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
    }
    attach();
    open(1, new TreeSet<>());
  }

  private void attach() {
    for (int i = 0; i < sites.size(); i++) {
      house.outboxes.attach(roster.members().get(i).siteId(), inboxes.get(i)::add);
    }
  }

  void open(long attempt, SortedSet<Integer> leftOut) throws Exception {
    round = house.rounds.open(study, roster, SlotBasis.first(), attempt, leftOut, ear);
    round.start();
  }

  /** The coordinator's process ends; a new one goes on with the same files. */
  void restart() throws Exception {
    house.restart();
    ear = new Ear();
    inboxes.forEach(Deque::clear);
    attach();
    round = house.rounds.resume(study, roster, SlotBasis.first(), ear).orElseThrow();
    round.goOn();
  }

  /** Lets every site that is awake answer what it heard until nobody has anything to say. */
  void talk() {
    boolean said = true;
    while (said) {
      said = false;
      for (RoundSite site : sites) {
        said |= turn(site);
      }
    }
  }

  /** Lets the sites answer until the one instruction that all of them wait for is this. */
  void talkUntil(Class<? extends SiteInstruction> kind) {
    for (int phase = 0; !kind.isInstance(inboxes.get(0).peek()); phase++) {
      assertThat(phase).as("phases of a session").isLessThan(10);
      for (RoundSite site : sites) {
        boolean unused = turn(site);
      }
    }
  }

  /** One answer of one site; false when it sleeps or heard nothing. */
  boolean turn(RoundSite site) {
    Deque<SiteInstruction> inbox = inboxes.get(site.index());
    if (asleep.contains(site.index()) || inbox.isEmpty()) {
      return false;
    }
    answer(site, inbox.remove());
    return true;
  }

  void answer(RoundSite site, SiteInstruction instruction) {
    SiteMessage.SessionStep step = site.answer(instruction);
    if (step instanceof SiteMessage.Masked) {
      assertThat(round.chunk(site.index(), 0, site.vector())).isEqualTo(TAKEN);
    }
    if (step != null) {
      SubmitOutcome outcome = round.accept(site.index(), step);
      if (!ear.isClosing()) {
        assertThat(outcome).isInstanceOf(SubmitOutcome.Accepted.class);
      }
    }
  }

  /** Lets the sites talk, and gives up the sleeping ones in every phase that waits for them. */
  void talkAndWait() {
    for (int phase = 0; phase < 5; phase++) {
      talk();
      waitForSleepers();
    }
  }

  /** Time passes until sleeping sites are given up, while the others show signs of life. */
  void waitForSleepers() {
    house.clock.forward(House.DEADLINES.signOfLife().plusSeconds(1));
    for (RoundSite site : sites) {
      if (!asleep.contains(site.index())) {
        round.signOfLife(site.index());
      }
    }
    round.tick(house.clock.instant());
  }

  /** The opened sums are the plain sums of exactly these sites. */
  void assertPooled(Set<Integer> members) {
    assertThat(ear.failure).isNull();
    assertThat(ear.transcript.survivors()).isEqualTo(members);
    CounterVector sum =
        members.stream().sorted().map(plain::get).reduce(CounterVector::plus).orElseThrow();
    PooledVector pooled = ear.sums;
    assertThat(pooled.gateSums()).containsExactly(sum.unit(0));
    assertThat(pooled.openUnits().cardinality()).isPositive();
    pooled.openUnits().stream()
        .forEach(unit -> assertThat(pooled.sums(unit).orElseThrow()).isEqualTo(sum.unit(unit)));
  }

  @Override
  public void close() {
    house.close();
  }

  /** Remembers what the round told its study. */
  static final class Ear implements RoundEvents {
    final List<String> said = new ArrayList<>();
    int gates;
    PooledVector sums;
    RoundTranscript transcript;
    Set<Integer> lost;
    String why;
    String failure;

    /** From then on an answer to an earlier instruction may come too late. */
    boolean isClosing() {
      return sums != null
          || lost != null
          || failure != null
          || said.stream().anyMatch(sentence -> sentence.contains("is being closed"));
    }

    @Override
    public void says(String sentence) {
      said.add(sentence);
    }

    @Override
    public void gateOpened() {
      gates++;
    }

    @Override
    public void pooled(PooledVector pooled, RoundTranscript hashes) {
      sums = pooled;
      transcript = hashes;
    }

    @Override
    public void voided(Set<Integer> sites, String clause) {
      lost = Set.copyOf(sites);
      why = clause;
    }

    @Override
    public void spoiled(BlameProof proof, int dealer, Set<Integer> survivors) {
      failure = "spoiled";
    }

    @Override
    public void failed(String sentence) {
      failure = sentence;
    }
  }
}
