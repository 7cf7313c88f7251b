package org.fedval.coordinator.desk;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import org.fedval.coordinator.round.Outboxes;
import org.fedval.coordinator.round.RoundDriver;
import org.fedval.coordinator.round.RoundEvents;
import org.fedval.coordinator.round.RoundFactory;
import org.fedval.coordinator.round.SlotBasis;
import org.fedval.coordinator.study.StudyState;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.secagg.PooledVector;
import org.fedval.crypto.secagg.Quorum;
import org.fedval.crypto.secagg.body.BlameProof;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.wire.session.SiteInstruction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads one study through its first slot: opens the first attempt, goes on without sites that are
 * lost while the study's floors hold, and hands the sums on. Lives on the event loop only.
 */
final class FirstRound implements RoundEvents {
  private static final Logger log = LoggerFactory.getLogger(FirstRound.class);
  private static final int MAX_ATTEMPTS = 8;
  private static final String AGAIN = "; start the agent there and submit the study again.";

  private final RunningStudy r;
  private final RoundFactory rounds;
  private final Outboxes outboxes;
  private final StudyLife life;
  private final SlotSequence sequence;
  private final StudyDefinition definition;
  private final SortedSet<Integer> leftOut = new TreeSet<>();

  FirstRound(
      RunningStudy r,
      RoundFactory rounds,
      Outboxes outboxes,
      StudyLife life,
      SlotSequence sequence) {
    this.r = r;
    this.rounds = rounds;
    this.outboxes = outboxes;
    this.life = life;
    this.sequence = sequence;
    this.definition = StudyDefinition.decode(r.study().definition().body());
  }

  /** Whether the study's floors hold without these sites. */
  boolean canLose(Set<Integer> sites) {
    int present = r.roster().size() - sites.size();
    return present >= 1
        && present >= new Quorum(present, definition.f()).survivorFloor(definition.minSites());
  }

  /** Opens the first session without the sites that do not take part. */
  void begin(Set<Integer> absent) {
    leftOut.addAll(absent);
    life.reach(
        r,
        StudyState.GATE,
        definition.isFeasibility()
            ? "Sites count their cases; the gate comes first."
            : "Sites run the model; the gate comes first.");
    attempt();
  }

  /** Goes on where an earlier process stood. */
  void resume(Set<Integer> absent) {
    try {
      Optional<RoundDriver> round = rounds.resume(r.study(), r.roster(), SlotBasis.first(), this);
      if (round.isEmpty()) {
        begin(absent);
        return;
      }
      leftOut.addAll(round.get().leftOut());
      r.begin(round.get());
      round.get().goOn();
    } catch (IOException | RuntimeException e) {
      log.atError().addKeyValue("error", e.getClass().getSimpleName()).log("No session resumed");
      life.end(
          r,
          StudyState.ABORTED,
          "The session could not be taken up after the coordinator stopped; submit the study"
              + " again.");
    }
  }

  private long attempts() {
    return rounds.attempts(r.study(), SlotBasis.first().name());
  }

  private void attempt() {
    try {
      RoundDriver round =
          rounds.open(r.study(), r.roster(), SlotBasis.first(), attempts() + 1, leftOut, this);
      round.start();
      r.begin(round);
    } catch (IOException | RuntimeException e) {
      log.atError().addKeyValue("error", e.getClass().getSimpleName()).log("No session opened");
      life.end(
          r, StudyState.ABORTED, "The session could not be opened; the coordinator's log has it.");
    }
  }

  @Override
  public void says(String sentence) {
    r.note(sentence);
  }

  @Override
  public void gateOpened() {
    life.reach(r, StudyState.METRICS, "The gate is open; sites release the allowed units.");
  }

  @Override
  public void pooled(PooledVector sums, RoundTranscript transcript) {
    sequence.pooled(transcript.sid(), sums);
  }

  @Override
  public void voided(Set<Integer> lost, String why) {
    Set<Integer> without = new TreeSet<>(leftOut);
    without.addAll(lost);
    if (!canLose(without) || attempts() >= MAX_ATTEMPTS) {
      life.end(r, StudyState.ABORTED, why + ", and too few sites are left" + AGAIN);
      return;
    }
    r.note("A further attempt begins: " + why + ".");
    leftOut.addAll(lost);
    attempt();
  }

  @Override
  public void spoiled(BlameProof proof, int dealer, Set<Integer> survivors) {
    for (Roster.Member member : r.roster().members()) {
      outboxes.send(member.siteId(), new SiteInstruction.DealerBlamed(Octets.of(proof.encode())));
    }
    SortedSet<Integer> without = new TreeSet<>();
    for (int site = 0; site < r.roster().size(); site++) {
      if (site == dealer || !survivors.contains(site)) {
        without.add(site);
      }
    }
    String why =
        r.roster().members().get(dealer).siteId()
            + " dealt shares that contradict what it committed to";
    if (!canLose(without) || attempts() >= MAX_ATTEMPTS) {
      life.end(
          r,
          StudyState.ABORTED,
          why + "; every site has the proof, and too few sites are left without it.");
      return;
    }
    r.note("A further attempt begins without a faulty site: " + why + ".");
    leftOut.addAll(without);
    attempt();
  }

  @Override
  public void failed(String why) {
    life.end(r, StudyState.ABORTED, why.endsWith(".") ? why : why + AGAIN);
  }
}
