package org.fedval.coordinator.round;

import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.SharePhase;
import org.fedval.crypto.secagg.body.ShareRow;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SubmitOutcome;

/** ShareKeys. */
final class ShareStage extends Stage {
  private final SharePhase phase;

  ShareStage(Sha256Digest sid, SharePhase phase) {
    super(sid);
    this.phase = phase;
  }

  @Override
  String name() {
    return "ShareKeys";
  }

  SignedBody advertiseSet() {
    return phase.advertiseSet();
  }

  @Override
  SiteInstruction instruction(int site) {
    SortedMap<Integer, Octets> bodies = new TreeMap<>();
    phase.advertiseBodies().forEach((index, body) -> bodies.put(index, Octets.of(body)));
    return new SiteInstruction.AdvertiseSetClosed(sid(), phase.advertiseSet(), bodies);
  }

  @Override
  Set<Integer> missing() {
    return phase.missing();
  }

  MaskStage close(VectorUploads uploads) {
    return new MaskStage(sid(), phase.close(), uploads);
  }

  @Override
  public SubmitOutcome sharesDealt(SiteMessage.SharesDealt step) {
    Map<Integer, ShareRow> rows = new TreeMap<>();
    step.rows().forEach((holder, row) -> rows.put(holder, ShareRow.decode(row.toByteArray())));
    return outcome(phase.accept(sender(), step.signed(), rows));
  }
}
