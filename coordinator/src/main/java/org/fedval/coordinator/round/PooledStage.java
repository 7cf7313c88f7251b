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
import org.jspecify.annotations.Nullable;

/** The end of a session that pooled its sums. */
final class PooledStage extends LastStage {
  private final RevealAStage committed;
  private final Sha256Digest gateHash;
  private final FinishedSession finished;
  private @Nullable SignedBody result;

  PooledStage(RevealAStage committed, Sha256Digest gateHash, FinishedSession finished) {
    super(committed.sid());
    this.committed = committed;
    this.gateHash = gateHash;
    this.finished = finished;
  }

  /** Signs the result with its place in the log; the same place gives the same bytes. */
  SignedBody sign(long logIndex) {
    SignedBody signed = finished.result(logIndex);
    result = signed;
    return signed;
  }

  private SignedBody result() {
    SignedBody signed = result;
    if (signed == null) {
      throw new IllegalStateException("The result has no place in the log yet.");
    }
    return signed;
  }

  @Override
  String name() {
    return "Pooled";
  }

  @Override
  List<Said> said() {
    return List.of(new Said(Result.TYPE, result()));
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
    return new SiteInstruction.ResultPublished(sid(), result());
  }
}
