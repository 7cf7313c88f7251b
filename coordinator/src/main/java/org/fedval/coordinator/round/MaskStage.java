package org.fedval.coordinator.round;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.MaskPhase;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteInstruction.SharesDelivered;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SubmitOutcome;

/** MaskedInputCollection: the vector comes in pieces, then the manifest that covers it. */
final class MaskStage extends Stage {
  private final MaskPhase phase;
  private final VectorUploads uploads;

  MaskStage(Sha256Digest sid, MaskPhase phase, VectorUploads uploads) {
    super(sid);
    this.phase = phase;
    this.uploads = uploads;
  }

  @Override
  String name() {
    return "MaskedInputCollection";
  }

  SignedBody shareDelivery() {
    return phase.shareDelivery();
  }

  @Override
  SiteInstruction instruction(int site) {
    SortedMap<Integer, SharesDelivered.Dealt> shares = new TreeMap<>();
    phase
        .dealtTo(site)
        .forEach(
            (dealer, dealt) ->
                shares.put(
                    dealer,
                    new SharesDelivered.Dealt(dealt.shareKeys(), Octets.of(dealt.row().encode()))));
    return new SharesDelivered(sid(), phase.shareDelivery(), shares);
  }

  @Override
  Set<Integer> missing() {
    return phase.missing();
  }

  VoteStage close() {
    return new VoteStage(sid(), phase.close());
  }

  @Override
  public SubmitOutcome masked(SiteMessage.Masked step) {
    try {
      Optional<byte[]> vector = uploads.whole(sender());
      if (vector.isEmpty()) {
        return SubmitOutcome.refused(
            "VECTOR_MISSING", "The masked vector is not complete; upload it before the manifest.");
      }
      return outcome(
          phase.accept(sender(), step.signed(), vector.get(), step.confirmList().toByteArray()));
    } catch (IOException e) {
      return SubmitOutcome.refused("STORAGE", "The coordinator cannot read what was uploaded.");
    }
  }
}
