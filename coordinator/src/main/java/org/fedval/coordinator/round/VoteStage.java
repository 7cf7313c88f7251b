package org.fedval.coordinator.round;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.AbortPhase;
import org.fedval.crypto.secagg.VotePhase;
import org.fedval.crypto.secagg.body.SurvivorSet;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SubmitOutcome;

/** The consistency check: every dealer sees the survivor set, every survivor votes on it. */
final class VoteStage extends Stage {
  private final VotePhase phase;
  private final Set<Integer> dealers;

  VoteStage(Sha256Digest sid, VotePhase phase, Set<Integer> dealers) {
    super(sid);
    this.phase = phase;
    this.dealers = dealers;
  }

  @Override
  String name() {
    return "ConsistencyCheck";
  }

  @Override
  List<Said> said() {
    return List.of(new Said(SurvivorSet.TYPE, phase.survivorSet()));
  }

  @Override
  Set<Integer> addressed() {
    return dealers;
  }

  @Override
  SiteInstruction instruction(int site) {
    return new SiteInstruction.SurvivorsNamed(sid(), phase.survivorSet());
  }

  @Override
  Set<Integer> missing() {
    return phase.missing();
  }

  @Override
  boolean enough() {
    return phase.enough();
  }

  /** A survivor that has not voted yet can still be kept out, by voiding the session. */
  @Override
  boolean withdraw(int site) {
    return !phase.missing().contains(site);
  }

  @Override
  boolean isRepeatedLater() {
    return true;
  }

  @Override
  RevealAStage close() {
    Set<Integer> survivors = phase.survivors();
    return new RevealAStage(sid(), phase.close(), dealers, survivors);
  }

  @Override
  Optional<AbortPhase> abort() {
    return Optional.of(phase.abort());
  }

  @Override
  public SubmitOutcome voted(SiteMessage.Voted step) {
    return outcome(phase.accept(sender(), step.signed()));
  }
}
