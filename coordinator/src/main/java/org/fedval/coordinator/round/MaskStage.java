package org.fedval.coordinator.round;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.AbortPhase;
import org.fedval.crypto.secagg.MaskPhase;
import org.fedval.crypto.secagg.body.ShareDelivery;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteInstruction.SharesDelivered;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SubmitOutcome;

/** MaskedInputCollection: the vector comes in pieces, then the manifest that covers it. */
final class MaskStage extends Stage {
  private final MaskPhase phase;
  private final VectorUploads uploads;
  private final Set<Integer> dealers;

  MaskStage(Sha256Digest sid, MaskPhase phase, VectorUploads uploads) {
    super(sid);
    this.phase = phase;
    this.uploads = uploads;
    this.dealers = Set.copyOf(phase.missing());
  }

  @Override
  String name() {
    return "MaskedInputCollection";
  }

  @Override
  List<Said> said() {
    return List.of(new Said(ShareDelivery.TYPE, phase.shareDelivery()));
  }

  @Override
  Set<Integer> addressed() {
    return dealers;
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

  @Override
  boolean withdraw(int site) {
    phase.withdraw(site);
    return true;
  }

  /** Sites that complaints show to be at fault, to be left out of a further attempt. */
  Set<Integer> faulty() {
    return phase.faulty();
  }

  @Override
  boolean enough() {
    return phase.enough();
  }

  @Override
  VoteStage close() {
    return new VoteStage(sid(), phase.close(), dealers);
  }

  @Override
  Optional<AbortPhase> abort() {
    return Optional.of(phase.abort());
  }

  @Override
  public SubmitOutcome masked(SiteMessage.Masked step) {
    try {
      Optional<byte[]> vector = uploads.whole(sender());
      if (vector.isEmpty()) {
        return SubmitOutcome.refused(
            "VECTOR_MISSING", "The masked vector is not complete; upload it before the manifest.");
      }
      SubmitOutcome outcome =
          outcome(
              phase.accept(
                  sender(), step.signed(), vector.get(), step.confirmList().toByteArray()));
      if (outcome instanceof SubmitOutcome.Refused) {
        uploads.discard(sender());
      }
      return outcome;
    } catch (IOException e) {
      return SubmitOutcome.refused("STORAGE", "The coordinator cannot read what was uploaded.");
    }
  }

  @Override
  public SubmitOutcome complained(SiteMessage.Complained step) {
    return outcome(phase.complain(sender(), step.signed()));
  }
}
