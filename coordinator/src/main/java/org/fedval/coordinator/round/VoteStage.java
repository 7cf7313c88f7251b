package org.fedval.coordinator.round;

import java.util.Set;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.VotePhase;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SubmitOutcome;

/** The consistency check: every survivor votes on the survivor set. */
final class VoteStage extends Stage {
  private final VotePhase phase;

  VoteStage(Sha256Digest sid, VotePhase phase) {
    super(sid);
    this.phase = phase;
  }

  @Override
  String name() {
    return "ConsistencyCheck";
  }

  SignedBody survivorSet() {
    return phase.survivorSet();
  }

  int survivors() {
    return phase.survivors().size();
  }

  @Override
  SiteInstruction instruction(int site) {
    return new SiteInstruction.SurvivorsNamed(sid(), phase.survivorSet());
  }

  @Override
  Set<Integer> missing() {
    return phase.missing();
  }

  RevealAStage close() {
    return new RevealAStage(sid(), phase.close());
  }

  @Override
  public SubmitOutcome voted(SiteMessage.Voted step) {
    return outcome(phase.accept(sender(), step.signed()));
  }
}
