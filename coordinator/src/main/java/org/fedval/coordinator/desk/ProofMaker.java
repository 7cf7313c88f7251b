package org.fedval.coordinator.desk;

import java.util.List;
import org.fedval.coordinator.audit.AuditLog;
import org.fedval.coordinator.audit.SessionEvidence;
import org.fedval.coordinator.report.ReportProof;
import org.fedval.coordinator.report.ReportSignature;
import org.fedval.coordinator.site.RosterBook;
import org.fedval.coordinator.store.SessionBodyRepository;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.crypto.log.LogProof;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.PooledVector;
import org.fedval.crypto.secagg.body.Layout;
import org.fedval.crypto.secagg.body.Roster;

/** Gathers what a report carries for its readers to verify, and signs the report. */
public final class ProofMaker {
  private final SigningKey key;
  private final AuditLog log;
  private final RosterBook rosters;
  private final SessionBodyRepository bodies;

  public ProofMaker(
      SigningKey key, AuditLog log, RosterBook rosters, SessionBodyRepository bodies) {
    this.key = key;
    this.log = log;
    this.rosters = rosters;
    this.bodies = bodies;
  }

  /** What the coordinator signed in a session that pooled its sums. */
  SessionEvidence evidence(Sha256Digest sid) {
    return SessionEvidence.of(sid, bodies);
  }

  /** The proof of one report; gate sums and site vectors are not in it. */
  ReportProof proof(
      ValidationStudy study,
      Roster roster,
      Layout layout,
      PooledVector sums,
      SessionEvidence evidence) {
    List<VerifyingKey> witnesses = evidence.witnesses(roster);
    LogProof logged =
        log.proof(evidence.logIndex(), witnesses)
            .orElseThrow(() -> new IllegalStateException("The result has no checkpoint."));
    return new ReportProof(
        study.definition(),
        Octets.of(study.ownerSignature()),
        rosters.find(roster.hash()).orElseThrow(),
        Octets.of(layout.encode()),
        evidence.proposal(),
        evidence.advertiseSet(),
        evidence.shareDelivery(),
        evidence.survivorSet(),
        evidence.commitCertificate(),
        sums.openUnits().stream().mapToObj(unit -> layout.units().get(unit).name()).toList(),
        evidence.result().signedHash(),
        Octets.of(log.entry(evidence.logIndex()).encode()),
        logged.render(),
        logged.checkpoint().cosigners(witnesses).size(),
        evidence.quorum(),
        witnesses.size());
  }

  /** The detached signature of the exact bytes of a report. */
  byte[] sign(byte[] json) {
    return ReportSignature.sign(json, key);
  }
}
