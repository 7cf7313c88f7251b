package org.fedval.coordinator.round;

import java.util.List;
import java.util.Set;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.RevealAPhase;
import org.fedval.crypto.secagg.body.Certificate;
import org.fedval.crypto.secagg.body.VoteKind;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SubmitOutcome;

/** Unmasking of the gate, with the help of every dealer, survivor or not. */
final class RevealAStage extends Stage {
  private final RevealAPhase phase;
  private final Set<Integer> dealers;
  private final Set<Integer> survivors;

  RevealAStage(Sha256Digest sid, RevealAPhase phase, Set<Integer> dealers, Set<Integer> survivors) {
    super(sid);
    this.phase = phase;
    this.dealers = dealers;
    this.survivors = Set.copyOf(survivors);
  }

  @Override
  String name() {
    return "Unmasking (gate)";
  }

  @Override
  List<Said> said() {
    return List.of(new Said(VoteKind.COMMIT.certificateType(), phase.certificate()));
  }

  /** The certified survivor set; the data sets of its members are bound to it from now on. */
  Set<Integer> survivors() {
    return survivors;
  }

  Certificate certificate() {
    return Certificate.decode(VoteKind.COMMIT, phase.certificate().body());
  }

  @Override
  Set<Integer> addressed() {
    return dealers;
  }

  @Override
  SiteInstruction instruction(int site) {
    return new SiteInstruction.Committed(sid(), phase.certificate());
  }

  @Override
  Set<Integer> missing() {
    return phase.missing();
  }

  @Override
  boolean enough() {
    return phase.enough();
  }

  @Override
  boolean isRepeatedLater() {
    return true;
  }

  @Override
  RevealBStage close() {
    return new RevealBStage(this, phase.close());
  }

  @Override
  public SubmitOutcome revealedA(SiteMessage.RevealedA step) {
    return outcome(phase.accept(sender(), step.signed()));
  }
}
