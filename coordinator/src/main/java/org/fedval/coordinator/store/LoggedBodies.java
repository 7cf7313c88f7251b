package org.fedval.coordinator.store;

import java.util.Map;
import java.util.Optional;
import org.fedval.coordinator.store.SessionBodyRepository.StoredBody;
import org.fedval.crypto.log.LogEvent;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.AdvertiseSet;
import org.fedval.crypto.secagg.body.BlameProof;
import org.fedval.crypto.secagg.body.Complaint;
import org.fedval.crypto.secagg.body.GateResult;
import org.fedval.crypto.secagg.body.Result;
import org.fedval.crypto.secagg.body.RevealStage;
import org.fedval.crypto.secagg.body.SessionProposal;
import org.fedval.crypto.secagg.body.ShareDelivery;
import org.fedval.crypto.secagg.body.SurvivorSet;
import org.fedval.crypto.secagg.body.Vote;
import org.fedval.crypto.secagg.body.VoteKind;

/**
 * Which bodies of a session are logged, and under which hash. What a set's body lists by hash, such
 * as each site's Advertise, needs no entry of its own.
 */
final class LoggedBodies {
  private static final Map<String, LogEvent> EVENTS =
      Map.ofEntries(
          Map.entry(SessionProposal.TYPE, LogEvent.SESSION_PROPOSED),
          Map.entry(AdvertiseSet.TYPE, LogEvent.ADVERTISE_SET),
          Map.entry(ShareDelivery.TYPE, LogEvent.SHARE_DELIVERY),
          Map.entry(SurvivorSet.TYPE, LogEvent.SURVIVOR_SET),
          Map.entry(Vote.TYPE, LogEvent.VOTE),
          Map.entry("Abort" + Vote.TYPE, LogEvent.VOTE),
          Map.entry(VoteKind.COMMIT.certificateType(), LogEvent.CERTIFICATE_OF_SESSION),
          Map.entry(VoteKind.ABORT.certificateType(), LogEvent.SESSION_ABORTED),
          Map.entry(RevealStage.A.type(), LogEvent.REVEAL_A),
          Map.entry(RevealStage.B.type(), LogEvent.REVEAL_B),
          Map.entry(GateResult.TYPE, LogEvent.GATE_RESULT),
          Map.entry(Result.TYPE, LogEvent.RESULT),
          Map.entry(BlameProof.TYPE, LogEvent.DEALER_BLAMED),
          Map.entry("Left", LogEvent.STUDY_WITHDRAWN));

  private LoggedBodies() {}

  static Optional<LogEvent> event(StoredBody body) {
    return body.type().startsWith(Complaint.TYPE)
        ? Optional.of(LogEvent.COMPLAINT)
        : Optional.ofNullable(EVENTS.get(body.type()));
  }

  /** Bodies with small counts are named by body and signature; see {@code signedHash}. */
  static Sha256Digest hash(StoredBody body) {
    boolean guessable = body.type().equals(GateResult.TYPE) || body.type().equals(Result.TYPE);
    return guessable ? body.signed().signedHash() : body.signed().hash();
  }
}
