package org.fedval.coordinator.round;

import java.util.List;
import java.util.Set;
import org.fedval.crypto.secagg.AdvertisePhase;
import org.fedval.crypto.secagg.body.SessionProposal;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SubmitOutcome;

/** AdvertiseKeys. */
final class AdvertiseStage extends Stage {
  private final SignedBody proposal;
  private final SlotBasis basis;
  private final AdvertisePhase phase;
  private final VectorUploads uploads;
  private final Set<Integer> invited;

  AdvertiseStage(
      SignedBody proposal, SlotBasis basis, AdvertisePhase phase, VectorUploads uploads) {
    super(proposal.hash());
    this.basis = basis;
    this.proposal = proposal;
    this.phase = phase;
    this.uploads = uploads;
    this.invited = Set.copyOf(phase.missing());
  }

  @Override
  String name() {
    return "AdvertiseKeys";
  }

  @Override
  List<Said> said() {
    return List.of(new Said(SessionProposal.TYPE, proposal));
  }

  @Override
  Set<Integer> addressed() {
    return invited;
  }

  @Override
  SiteInstruction instruction(int site) {
    return new SiteInstruction.SessionProposed(proposal, basis.published(), basis.earlier());
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
  ShareStage close() {
    return new ShareStage(sid(), phase.close(), uploads);
  }

  @Override
  public SubmitOutcome advertised(SiteMessage.Advertised step) {
    return outcome(phase.accept(sender(), step.signed()));
  }
}
