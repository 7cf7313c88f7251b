package org.fedval.coordinator.desk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fedval.coordinator.audit.SessionEvidence;
import org.fedval.coordinator.report.ReportHtml;
import org.fedval.coordinator.report.ReportJson;
import org.fedval.coordinator.report.ReportProof;
import org.fedval.coordinator.report.SessionProof;
import org.fedval.coordinator.report.text.PrivacyText;
import org.fedval.coordinator.site.AgentVersions;
import org.fedval.coordinator.store.LockedStudies;
import org.fedval.coordinator.store.ReportRepository;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.Certificate;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.report.PooledResults;
import org.fedval.evaluation.report.PrivacyStatement;
import org.fedval.evaluation.report.ReportAssembler;
import org.fedval.evaluation.report.ValidationReport;
import org.fedval.wire.sealed.ModelDescription;
import org.fedval.wire.study.LockedStudy;
import org.jspecify.annotations.Nullable;

/** Turns opened sums into the stored report. */
public final class ReportPublisher {
  private static final List<String> NOTES =
      List.of(
          "Intervals take images as independent unless their method says otherwise; where patients"
              + " have several images, trust the clustered rows.",
          "A patient is assumed to belong to one site; the same patient at two sites counts twice.",
          "Minimum cells and contributors rest on what sites report; one lying site can weaken them.");
  private static final String SEALED =
      "The model reached the sites sealed: coordinator, network, storage and other sites saw no"
          + " weights. Who administers a site that ran it could still copy it from memory; no"
          + " attested hardware was required.";
  private static final String UNSCORED =
      "Images were counted by their attributes and labels once their pixels were decoded. A later"
          + " study may still leave out images that its preprocessing refuses.";

  private final LockedStudies studies;
  private final ReportRepository reports;
  private final Clock clock;
  private final String softwareVersion;
  private final AgentVersions agents;
  private final ProofMaker proofs;

  public ReportPublisher(
      LockedStudies studies,
      ReportRepository reports,
      Clock clock,
      String softwareVersion,
      AgentVersions agents,
      ProofMaker proofs) {
    this.studies = studies;
    this.reports = reports;
    this.clock = clock;
    this.softwareVersion = softwareVersion;
    this.agents = agents;
    this.proofs = proofs;
  }

  /** What the coordinator signed in a session that pooled its sums. */
  SessionEvidence evidence(Sha256Digest sid) {
    return proofs.evidence(sid);
  }

  /**
   * Computes, writes both forms, signs and stores them. A report that is stored already stays: a
   * process may have ended between it and the study's last transition.
   *
   * @param evidence of every slot that has sums, in order
   */
  public void publish(
      ValidationStudy study, Roster roster, PooledStudy pooled, List<SessionEvidence> evidence)
      throws IOException {
    if (reports.find(study.digest()).isPresent()) {
      return;
    }
    SessionEvidence first = evidence.get(0);
    Certificate certificate = first.certificate();
    LockedStudy locked = studies.derive(study, roster);
    PooledResults results = ReportAssembler.assemble(pooled);
    ReportProof proof = proofs.proof(study, roster, locked, pooled, evidence);
    PrivacyStatement privacy = PrivacyFacts.of(locked, first.survivors().size());
    ValidationReport report =
        new ValidationReport(
            ValidationReport.SCHEMA,
            clock.instant().truncatedTo(ChronoUnit.SECONDS),
            study(locked, study),
            study.sealedBundle().isPresent() ? bundle(studies.bundle(study).model()) : null,
            new ValidationReport.RosterSummary(
                roster.rosterId(),
                roster.version(),
                roster.hash().hex(),
                roster.members().stream().map(Roster.Member::siteId).toList(),
                first.survivors().size()),
            new ValidationReport.Session(
                first.sid().hex(),
                certificate.h1().hex(),
                certificate.h2().hex(),
                certificate.h3().hex(),
                first.gateResult().signedHash().hex()),
            locked.plan().disclosure(),
            software(roster),
            results,
            notes(study, privacy, proof),
            privacy);
    byte[] json = ReportJson.write(report, proof);
    reports.add(
        study.digest(),
        new ReportRepository.StoredReport(
            json,
            proofs.sign(json),
            ReportHtml.render(report, proof).getBytes(StandardCharsets.UTF_8)),
        clock.instant());
  }

  private static ValidationReport.Bundle bundle(ModelDescription model) {
    return new ValidationReport.Bundle(
        model.modelName(),
        model.version(),
        model.bundleDigest().hex(),
        model.modelDigest().hex(),
        model.owner().fingerprint().text());
  }

  private static ValidationReport.Study study(LockedStudy locked, ValidationStudy study) {
    StudyPlan plan = locked.plan();
    return new ValidationReport.Study(
        plan.studyId(),
        plan.title(),
        Sha256Digest.of(study.digest()).hex(),
        Sha256Digest.hash(study.planYaml()).hex(),
        plan.analyses().isGateOnly() ? "feasibility" : "classification",
        "image",
        plan.findings(),
        plan.operatingPoints(),
        plan.subgroups(),
        locked.criteria().texts());
  }

  private Map<String, String> software(Roster roster) {
    Map<String, String> software = new LinkedHashMap<>();
    software.put("fedval", softwareVersion);
    software.put("java", Runtime.version().toString());
    software.put(
        "agents", agents.among(roster.members().stream().map(Roster.Member::siteId).toList()));
    return software;
  }

  private static List<String> notes(
      ValidationStudy study, @Nullable PrivacyStatement privacy, ReportProof proof) {
    List<String> notes = new ArrayList<>(NOTES);
    notes.add(study.sealedBundle().isPresent() ? SEALED : UNSCORED);
    notes.addAll(PrivacyText.notes(privacy));
    for (SessionProof session : proof.sessions()) {
      if (session.isFinal()) {
        continue;
      }
      notes.add(
          "Only %d of %d sites have confirmed the coordinator's log behind this report; %d make it final."
              .formatted(session.cosignatures(), session.witnesses(), session.quorum()));
      break;
    }
    return notes;
  }
}
