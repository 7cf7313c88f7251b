package org.fedval.coordinator.round;

import java.util.List;
import java.util.Set;
import org.fedval.crypto.secagg.RevealBPhase;
import org.fedval.crypto.secagg.body.GateResult;
import org.fedval.crypto.secagg.body.GateTranscript;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SubmitOutcome;

/** Unmasking of the units that the gate allows. */
final class RevealBStage extends Stage {
  private final RevealAStage committed;
  private final RevealBPhase phase;

  RevealBStage(RevealAStage committed, RevealBPhase phase) {
    super(committed.sid());
    this.committed = committed;
    this.phase = phase;
  }

  @Override
  String name() {
    return "Unmasking (metrics)";
  }

  @Override
  List<Said> said() {
    return List.of(
        new Said(GateTranscript.TYPE, phase.gateTranscript()),
        new Said(GateResult.TYPE, phase.gateResult()));
  }

  @Override
  Set<Integer> addressed() {
    return committed.addressed();
  }

  @Override
  SiteInstruction instruction(int site) {
    return new SiteInstruction.GateOpened(sid(), phase.gateTranscript(), phase.gateResult());
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
  PooledStage close() {
    return new PooledStage(committed, phase.gateResult().hash(), phase.close());
  }

  @Override
  public SubmitOutcome revealedB(SiteMessage.RevealedB step) {
    return outcome(phase.accept(sender(), step.signed()));
  }
}
