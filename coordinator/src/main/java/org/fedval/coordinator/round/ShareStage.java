package org.fedval.coordinator.round;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.AbortPhase;
import org.fedval.crypto.secagg.SharePhase;
import org.fedval.crypto.secagg.body.AdvertiseSet;
import org.fedval.crypto.secagg.body.ShareRow;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SubmitOutcome;

/** ShareKeys. */
final class ShareStage extends Stage {
  private final SharePhase phase;
  private final VectorUploads uploads;

  ShareStage(Sha256Digest sid, SharePhase phase, VectorUploads uploads) {
    super(sid);
    this.phase = phase;
    this.uploads = uploads;
  }

  @Override
  String name() {
    return "ShareKeys";
  }

  @Override
  List<Said> said() {
    return List.of(new Said(AdvertiseSet.TYPE, phase.advertiseSet()));
  }

  @Override
  Set<Integer> addressed() {
    return phase.advertiseBodies().keySet();
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

  @Override
  boolean enough() {
    return phase.enough();
  }

  @Override
  MaskStage close() {
    return new MaskStage(sid(), phase.close(), uploads);
  }

  @Override
  Optional<AbortPhase> abort() {
    return Optional.of(phase.abort());
  }

  @Override
  public SubmitOutcome sharesDealt(SiteMessage.SharesDealt step) {
    Map<Integer, ShareRow> rows = new TreeMap<>();
    step.rows().forEach((holder, row) -> rows.put(holder, ShareRow.decode(row.toByteArray())));
    return outcome(phase.accept(sender(), step.signed(), rows));
  }
}
