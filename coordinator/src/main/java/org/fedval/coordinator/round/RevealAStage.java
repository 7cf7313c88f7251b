package org.fedval.coordinator.round;

import java.util.Set;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.RevealAPhase;
import org.fedval.crypto.secagg.body.Certificate;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.VoteKind;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SubmitOutcome;

/** Unmasking of the gate. */
final class RevealAStage extends Stage {
  private final RevealAPhase phase;

  RevealAStage(Sha256Digest sid, RevealAPhase phase) {
    super(sid);
    this.phase = phase;
  }

  @Override
  String name() {
    return "Unmasking (gate)";
  }

  SignedBody certificate() {
    return phase.certificate();
  }

  Certificate decodedCertificate() {
    return Certificate.decode(VoteKind.COMMIT, phase.certificate().body());
  }

  @Override
  SiteInstruction instruction(int site) {
    return new SiteInstruction.Committed(sid(), phase.certificate());
  }

  @Override
  Set<Integer> missing() {
    return phase.missing();
  }

  RevealBStage close() {
    return new RevealBStage(sid(), phase.close());
  }

  @Override
  public SubmitOutcome revealedA(SiteMessage.RevealedA step) {
    return outcome(phase.accept(sender(), step.signed()));
  }
}
