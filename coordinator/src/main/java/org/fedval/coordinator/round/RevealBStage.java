package org.fedval.coordinator.round;

import java.util.Set;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.FinishedSession;
import org.fedval.crypto.secagg.RevealBPhase;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SubmitOutcome;

/** Unmasking of the units that the gate allows. */
final class RevealBStage extends Stage {
  private final RevealBPhase phase;

  RevealBStage(Sha256Digest sid, RevealBPhase phase) {
    super(sid);
    this.phase = phase;
  }

  @Override
  String name() {
    return "Unmasking (metrics)";
  }

  SignedBody gateTranscript() {
    return phase.gateTranscript();
  }

  SignedBody gateResult() {
    return phase.gateResult();
  }

  @Override
  SiteInstruction instruction(int site) {
    return new SiteInstruction.GateOpened(sid(), phase.gateTranscript(), phase.gateResult());
  }

  @Override
  Set<Integer> missing() {
    return phase.missing();
  }

  FinishedSession close() {
    return phase.close();
  }

  @Override
  public SubmitOutcome revealedB(SiteMessage.RevealedB step) {
    return outcome(phase.accept(sender(), step.signed()));
  }
}
