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
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.secagg.PooledVector;
import org.fedval.crypto.secagg.body.BlameProof;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.wire.session.SiteInstruction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads one study through a later slot: over exactly the sites whose numbers are in the first one,
 * again while they are all there and only slow, and never over another set. Lives on the event loop
 * only.
 */
final class LaterRound implements RoundEvents {
  private static final Logger log = LoggerFactory.getLogger(LaterRound.class);
  private static final int MAX_ATTEMPTS = 3;

  private final RunningStudy r;
  private final RoundFactory rounds;
  private final Outboxes outboxes;
  private final SlotSequence sequence;
  private final SlotBasis basis;
  private final SortedSet<Integer> survivors;

  /**
   * @param survivors roster indices of the sites in the first slot's sums
   */
  LaterRound(
      RunningStudy r,
      RoundFactory rounds,
      Outboxes outboxes,
      SlotSequence sequence,
      SlotBasis basis,
      Set<Integer> survivors) {
    this.r = r;
    this.rounds = rounds;
    this.outboxes = outboxes;
    this.sequence = sequence;
    this.basis = basis;
    this.survivors = new TreeSet<>(survivors);
  }

  /** Goes on where an earlier process stood, or opens the first session. */
  void lead() {
    try {
      Optional<RoundDriver> round = rounds.resume(r.study(), r.roster(), basis, this);
      if (round.isEmpty()) {
        attempt();
        return;
      }
      r.begin(round.get());
      round.get().goOn();
    } catch (IOException | RuntimeException e) {
      log.atError().addKeyValue("error", e.getClass().getSimpleName()).log("No session resumed");
      sequence.absent(SlotAbsence.failed(basis.slot()));
    }
  }

  private void attempt() {
    try {
      SortedSet<Integer> leftOut = new TreeSet<>();
      for (int site = 0; site < r.roster().size(); site++) {
        if (!survivors.contains(site)) {
          leftOut.add(site);
        }
      }
      RoundDriver round = rounds.open(r.study(), r.roster(), basis, attempts() + 1, leftOut, this);
      round.start();
      r.begin(round);
    } catch (IOException | RuntimeException e) {
      log.atError().addKeyValue("error", e.getClass().getSimpleName()).log("No session opened");
      sequence.absent(SlotAbsence.failed(basis.slot()));
    }
  }

  private long attempts() {
    return rounds.attempts(r.study(), basis.name());
  }

  @Override
  public void says(String sentence) {
    r.note(sentence);
  }

  @Override
  public void gateOpened() {
    r.note("The sites release what the first round allows.");
  }

  @Override
  public void pooled(PooledVector sums, RoundTranscript transcript) {
    sequence.pooled(transcript.sid(), sums);
  }

  @Override
  public void voided(Set<Integer> lost, String why) {
    endOrAgain(why);
  }

  @Override
  public void failed(String why) {
    endOrAgain(why);
  }

  @Override
  public void spoiled(BlameProof proof, int dealer, Set<Integer> ignored) {
    for (Roster.Member member : r.roster().members()) {
      outboxes.send(member.siteId(), new SiteInstruction.DealerBlamed(Octets.of(proof.encode())));
    }
    sequence.absent(SlotAbsence.siteLost(basis.slot()));
  }

  /** A site that is attached may be slow; one that is not, or refuses, is lost. */
  private void endOrAgain(String why) {
    boolean allThere =
        survivors.stream()
            .allMatch(
                site ->
                    outboxes.isAttached(r.roster().members().get(site).siteId())
                        && !r.denials().containsKey(site));
    if (!allThere || attempts() >= MAX_ATTEMPTS) {
      r.note("The round cannot be finished: " + why + ".");
      sequence.absent(SlotAbsence.siteLost(basis.slot()));
      return;
    }
    r.note("A further attempt begins over the same sites: " + why + ".");
    attempt();
  }
}
