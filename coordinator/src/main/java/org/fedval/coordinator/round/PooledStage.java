package org.fedval.coordinator.round;

import java.util.List;
import java.util.Set;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.FinishedSession;
import org.fedval.crypto.secagg.PooledVector;
import org.fedval.crypto.secagg.body.Certificate;
import org.fedval.crypto.secagg.body.Result;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.session.SiteInstruction;

/** The end of a session that pooled its sums. */
final class PooledStage extends Stage {
  private final RevealAStage committed;
  private final Sha256Digest gateHash;
  private final FinishedSession finished;
  private final SignedBody result;

  PooledStage(RevealAStage committed, Sha256Digest gateHash, FinishedSession finished) {
    super(committed.sid());
    this.committed = committed;
    this.gateHash = gateHash;
    this.finished = finished;
    this.result = finished.result(0);
  }

  @Override
  String name() {
    return "Pooled";
  }

  @Override
  List<Said> said() {
    return List.of(new Said(Result.TYPE, result));
  }

  PooledVector sums() {
    return finished.pooled();
  }

  /** The hashes that the report prints. */
  RoundEvents.RoundTranscript transcript() {
    Certificate voted = committed.certificate();
    return new RoundEvents.RoundTranscript(
        sid(), voted.h1(), voted.h2(), voted.h3(), gateHash, committed.survivors());
  }

  @Override
  Set<Integer> addressed() {
    return committed.addressed();
  }

  @Override
  SiteInstruction instruction(int site) {
    return new SiteInstruction.ResultPublished(sid(), result);
  }

  @Override
  Set<Integer> missing() {
    return Set.of();
  }

  @Override
  boolean enough() {
    return false;
  }

  @Override
  boolean isLast() {
    return true;
  }

  @Override
  Stage close() {
    throw new IllegalStateException("Nothing follows a pooled session.");
  }
}
