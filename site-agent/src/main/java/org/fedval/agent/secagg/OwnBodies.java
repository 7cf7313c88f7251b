package org.fedval.agent.secagg;

import java.util.List;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.body.Advertise;
import org.fedval.crypto.secagg.body.Complaint;
import org.fedval.crypto.secagg.body.MaskedManifest;
import org.fedval.crypto.secagg.body.RevealStage;
import org.fedval.crypto.secagg.body.ShareKeys;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.Vote;

/**
 * Whether somebody shows this site a message of its own that it does not remember: then its records
 * are older than what it sent, and another message of the same kind would leak.
 */
public final class OwnBodies {
  private static final List<String> TYPES =
      List.of(
          Advertise.TYPE,
          ShareKeys.TYPE,
          MaskedManifest.TYPE,
          Complaint.TYPE,
          Vote.TYPE,
          RevealStage.A.type(),
          RevealStage.B.type());

  private OwnBodies() {}

  /** True when one of the bodies is this site's own of the session and the session forgot it. */
  public static boolean hasForgotten(
      SecAggSession session, VerifyingKey own, List<SignedBody> shown) {
    return shown.stream()
        .anyMatch(body -> isOwn(body, own, session.sid(), session.index()) && !session.knows(body));
  }

  /** True when one of the bodies is this site's own of a session that it never joined. */
  public static boolean hasForgotten(
      Sha256Digest sid, int index, VerifyingKey own, List<SignedBody> shown) {
    return shown.stream().anyMatch(body -> isOwn(body, own, sid, index));
  }

  private static boolean isOwn(SignedBody body, VerifyingKey own, Sha256Digest sid, int index) {
    return TYPES.stream().anyMatch(type -> body.isSignedBy(own, type, sid, index));
  }
}
