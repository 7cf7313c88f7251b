package org.fedval.coordinator.report.verify;

import static org.fedval.coordinator.report.verify.Findings.require;

import org.fedval.coordinator.report.ReportProof;
import org.fedval.coordinator.report.SessionProof;
import org.fedval.crypto.dp.account.ZeroConcentrated;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.sealed.BundleManifest;
import org.fedval.crypto.secagg.body.Layout;
import org.fedval.crypto.secagg.body.PrivacyTerms;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.SlotLayout;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.report.PooledResults;
import org.fedval.evaluation.report.PrivacyStatement;
import org.fedval.evaluation.report.ValidationReport;
import org.fedval.wire.bundle.BundleException;
import org.fedval.wire.sealed.DescribedBundle;
import org.fedval.wire.sealed.ModelDescription;
import org.fedval.wire.study.StudyCriteria;
import org.jspecify.annotations.Nullable;

/** Roster, study definition, model and layout: what was fixed before any result. */
final class StudyChecks {
  private static final double MICRO = 1e6;

  private final ValidationReport report;
  private final ReportProof proof;
  private final Roster roster;
  private final VerifyingKey coordinator;
  private final Pins pins;

  StudyChecks(
      ValidationReport report,
      ReportProof proof,
      Roster roster,
      VerifyingKey coordinator,
      Pins pins) {
    this.report = report;
    this.proof = proof;
    this.roster = roster;
    this.coordinator = coordinator;
    this.pins = pins;
  }

  void run(Findings findings) {
    findings.check("roster", this::roster);
    findings.check("study", this::study);
    findings.check("model", this::model);
    findings.check("layout", this::layout);
  }

  private String roster() {
    require(signed(proof.roster(), Roster.TYPE), "The roster is not signed by the coordinator.");
    ValidationReport.RosterSummary shown = report.roster();
    Sha256Digest hash = proof.roster().hash();
    require(
        shown.digest().equals(hash.hex())
            && shown.id().equals(roster.rosterId())
            && shown.version() == roster.version()
            && shown.sites().equals(roster.members().stream().map(Roster.Member::siteId).toList()),
        "The report's 'roster' differs from the signed roster.");
    require(
        pins.rosters().isEmpty() || pins.rosters().contains(hash),
        "The roster " + hash.hex() + " is none of the pinned ones.");
    return "%d sites in a roster that the coordinator signed%s."
        .formatted(
            roster.size(), pins.rosters().isEmpty() ? "; no roster is pinned" : " and you pinned");
  }

  private String study() {
    StudyDefinition study = StudyDefinition.decode(proof.study().body());
    require(
        study.coordinator().equals(coordinator) && signed(proof.study(), StudyDefinition.TYPE),
        "The study definition is not signed by the coordinator.");
    require(
        SignedBody.of(proof.study().body(), proof.ownerSignature())
            .isSignedOutsideBy(study.owner(), StudyDefinition.TYPE),
        "The study definition is not signed by the model's owner.");
    require(
        report.study().digest().equals(proof.study().hash().hex())
            && report.study().id().equals(study.studyId())
            && report.study().planDigest().equals(study.planHash().hex()),
        "The report's 'study' differs from the signed study definition.");
    DisclosureRules rules = report.disclosure();
    require(
        rules.minCell() == study.minCell()
            && rules.minSites() == study.minSites()
            && rules.corruptSites() == study.f()
            && rules.minContributors() == study.minContributors(),
        "The report's 'disclosure' differs from the signed study definition.");
    require(
        isStated(study.privacy(), report.privacy()),
        "The report's 'privacy' differs from the signed study definition.");
    return "Coordinator and model owner signed the study definition.";
  }

  /** The noise that the sites added and its loss, as the definition fixes them for every site. */
  private static boolean isStated(PrivacyTerms terms, @Nullable PrivacyStatement stated) {
    if (stated == null) {
      return !terms.on();
    }
    long rho = Math.addExact(terms.rhoGate(), terms.rhoMetric());
    return terms.on()
        && Math.round(stated.rhoGate() * MICRO) == terms.rhoGate()
        && Math.round(stated.rhoMetric() * MICRO) == terms.rhoMetric()
        && stated.epsilon() == ZeroConcentrated.epsilon(rho, stated.delta())
        && stated.imagesPerPatient() == terms.recordsPerPatient()
        && stated.touchedWords() == terms.touchedElements();
  }

  private String model() {
    StudyDefinition study = StudyDefinition.decode(proof.study().body());
    ReportProof.Bundle signed = proof.bundle();
    ValidationReport.Bundle shown = report.bundle();
    require(
        report.study().task().equals(study.isFeasibility() ? "feasibility" : "classification"),
        "The report's task is not the one of the signed study definition.");
    if (study.isFeasibility()) {
      return withoutModel(signed, shown);
    }
    if (signed == null || shown == null) {
      throw new Findings.Wrong("The report has no 'bundle', and the study ran a model.");
    }
    StudyDefinition.Model model = study.models().get(0);
    require(
        signed.manifest().hash().equals(model.manifestHash())
            && signed.manifest().isSignedOutsideBy(model.owner(), BundleManifest.TYPE),
        "The bundle's manifest is not the signed one of the study definition.");
    ModelDescription described;
    try {
      described =
          DescribedBundle.of(
                  BundleManifest.decode(signed.manifest().body()),
                  signed.description().toByteArray())
              .model();
    } catch (BundleException e) {
      throw new Findings.Wrong(String.valueOf(e.getMessage()));
    }
    require(
        shown.name().equals(described.modelName())
            && shown.version().equals(described.version())
            && shown.digest().equals(described.bundleDigest().hex())
            && shown.modelDigest().equals(described.modelDigest().hex())
            && shown.signerFingerprint().equals(model.owner().fingerprint().text())
            && described.bundleDigest().equals(model.plainHash()),
        "The report's 'bundle' is not the model of the signed study definition.");
    require(
        described.findings().containsAll(report.study().findings())
            && described.operatingPoints().containsAll(report.study().operatingPoints()),
        "The report's findings or thresholds are not the ones that the model's owner signed.");
    return "The model is the one of the study definition, with its owner's thresholds.";
  }

  private String withoutModel(
      ReportProof.@Nullable Bundle signed, ValidationReport.@Nullable Bundle shown) {
    PooledResults results = report.results();
    require(
        signed == null
            && shown == null
            && report.study().operatingPoints().isEmpty()
            && results.endpoints().isEmpty()
            && results.curves().isEmpty()
            && results.estimates().stream().allMatch(row -> row.metric().equals("prevalence")),
        "The report tells of a model, and the study ran none.");
    return "The study ran no model; the report has counts alone.";
  }

  private String layout() {
    StudyDefinition study = StudyDefinition.decode(proof.study().body());
    Layout layout = Layout.decode(proof.first().layout().toByteArray());
    require(
        SlotLayout.hash(study.slots().get(0), layout, new byte[0]).equals(study.layoutHash()),
        "The layout of the counts is not the one of the study definition.");
    StudyCriteria criteria = StudyCriteria.decode(proof.criteria().toByteArray());
    require(
        criteria.hash().equals(study.datasetCriteriaHash())
            && criteria.slots().size() == study.slots().size()
            && proof.sessions().size() <= study.slots().size(),
        "The criteria of the cohort and of the rounds are not those of the study definition.");
    require(
        report.study().cohort().equals(criteria.texts()),
        "The report's 'cohort' differs from the criteria of the study definition.");
    for (int slot = 0; slot < proof.sessions().size(); slot++) {
      SessionProof session = proof.sessions().get(slot);
      require(
          session.slot().equals(study.slots().get(slot))
              && Layout.decode(session.layout().toByteArray())
                  .hash()
                  .equals(criteria.slots().get(slot).layout()),
          "The layout of a round is not the one of the study definition.");
    }
    return "%d cells, as the study definition fixed them; %d of %d rounds have sums."
        .formatted(layout.cells(), proof.sessions().size(), study.slots().size());
  }

  private boolean signed(SignedBody body, String type) {
    return body.isSignedBy(coordinator, type, Sha256Digest.ZERO, SigInput.COORDINATOR);
  }
}
