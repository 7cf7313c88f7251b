package org.fedval.coordinator.desk;

import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.audit.AuditLog;
import org.fedval.coordinator.audit.SessionEvidence;
import org.fedval.coordinator.report.ReportProof;
import org.fedval.coordinator.report.ReportSignature;
import org.fedval.coordinator.report.SessionProof;
import org.fedval.coordinator.site.RosterBook;
import org.fedval.coordinator.store.SealedBundleRepository;
import org.fedval.coordinator.store.SessionBodyRepository;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.crypto.log.LogProof;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.body.Layout;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.wire.study.LockedStudy;

/** Gathers what a report carries for its readers to verify, and signs the report. */
public final class ProofMaker {
  private final SigningKey key;
  private final AuditLog log;
  private final RosterBook rosters;
  private final SealedBundleRepository bundles;
  private final SessionBodyRepository bodies;

  public ProofMaker(
      SigningKey key,
      AuditLog log,
      RosterBook rosters,
      SealedBundleRepository bundles,
      SessionBodyRepository bodies) {
    this.bundles = bundles;
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
      LockedStudy locked,
      PooledStudy pooled,
      List<SessionEvidence> evidence) {
    List<SessionProof> sessions = new ArrayList<>();
    for (int slot = 0; slot < evidence.size(); slot++) {
      byte[] tables = slot == 0 ? new byte[0] : pooled.published(slot).encode();
      sessions.add(
          session(
              roster, locked.layout(slot), slot, Sha256Digest.hash(tables), evidence.get(slot)));
    }
    return new ReportProof(
        study.definition(),
        Octets.of(study.ownerSignature()),
        study.sealedBundle().isPresent() ? bundle(study) : null,
        rosters.find(roster.hash()).orElseThrow(),
        Octets.of(locked.criteria().encode()),
        sessions);
  }

  private ReportProof.Bundle bundle(ValidationStudy study) {
    SealedBundleRepository.PublicParts bundle = bundles.find(study.digest()).orElseThrow();
    return new ReportProof.Bundle(bundle.manifest(), bundle.description());
  }

  private SessionProof session(
      Roster roster, Layout layout, int slot, Sha256Digest published, SessionEvidence evidence) {
    List<VerifyingKey> witnesses = evidence.witnesses(roster);
    LogProof logged =
        log.proof(evidence.logIndex(), witnesses)
            .orElseThrow(() -> new IllegalStateException("The result has no checkpoint."));
    return new SessionProof(
        LockedStudy.slotName(slot),
        Octets.of(layout.encode()),
        published,
        evidence.proposal(),
        evidence.advertiseSet(),
        evidence.shareDelivery(),
        evidence.survivorSet(),
        evidence.commitCertificate(),
        evidence.opened().stream().map(unit -> layout.units().get(unit).name()).toList(),
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
