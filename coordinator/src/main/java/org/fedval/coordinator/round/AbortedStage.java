package org.fedval.coordinator.round;

import java.util.List;
import java.util.Set;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.VoteKind;
import org.fedval.wire.session.SiteInstruction;

/** The end of a session that opened nothing and never will. */
final class AbortedStage extends LastStage {
  private final SignedBody certificate;
  private final Set<Integer> advertised;

  AbortedStage(Sha256Digest sid, SignedBody certificate, Set<Integer> advertised) {
    super(sid);
    this.certificate = certificate;
    this.advertised = advertised;
  }

  @Override
  String name() {
    return "Aborted";
  }

  @Override
  List<Said> said() {
    return List.of(new Said(VoteKind.ABORT.certificateType(), certificate));
  }

  @Override
  Set<Integer> addressed() {
    return advertised;
  }

  @Override
  SiteInstruction instruction(int site) {
    return new SiteInstruction.Aborted(sid(), certificate);
  }
}
