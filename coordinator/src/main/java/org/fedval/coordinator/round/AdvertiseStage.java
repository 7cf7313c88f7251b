package org.fedval.coordinator.round;

import java.util.Set;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.secagg.AdvertisePhase;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SubmitOutcome;

/** AdvertiseKeys. */
final class AdvertiseStage extends Stage {
  private final SignedBody proposal;
  private final AdvertisePhase phase;

  AdvertiseStage(SignedBody proposal, AdvertisePhase phase) {
    super(proposal.hash());
    this.proposal = proposal;
    this.phase = phase;
  }

  @Override
  String name() {
    return "AdvertiseKeys";
  }

  @Override
  SiteInstruction instruction(int site) {
    return new SiteInstruction.SessionProposed(proposal, Octets.empty());
  }

  @Override
  Set<Integer> missing() {
    return phase.missing();
  }

  ShareStage close() {
    return new ShareStage(sid(), phase.close());
  }

  @Override
  public SubmitOutcome advertised(SiteMessage.Advertised step) {
    return outcome(phase.accept(sender(), step.signed()));
  }
}
