package org.fedval.agent.study;

import java.io.IOException;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.fedval.agent.cohort.CohortFiles;
import org.fedval.agent.cohort.LabelsException;
import org.fedval.agent.config.ConfigException;
import org.fedval.agent.config.TrustFiles;
import org.fedval.agent.identity.RosterShelf;
import org.fedval.agent.identity.Vouching;
import org.fedval.agent.release.ApprovalPolicy;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.sealed.BundleManifest;
import org.fedval.crypto.sealed.BundleRefused;
import org.fedval.crypto.sealed.SealingKey;
import org.fedval.crypto.secagg.TrustRules;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.wire.bundle.BundleException;
import org.fedval.wire.sealed.DescribedBundle;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.study.LockedStudy;
import org.fedval.wire.study.StudyDocument;
import org.fedval.wire.study.StudyPlanException;
import org.fedval.wire.study.StudyTerms;
import org.fedval.wire.study.StudyYaml;

/** Judges rosters and study offers by signatures, the operator's trust files and the policy. */
final class OfferCheck {
  private final VerifyingKey coordinatorKey;
  private final ApprovalPolicy policy;
  private final TrustFiles trust;
  private final Vouching vouching;
  private final VerifyingKey ownKey;
  private final SealingKey ownSeal;
  private final Clock clock;
  private final CohortFiles files;

  /**
   * @param files where this site says which attributes it maps
   */
  OfferCheck(
      VerifyingKey coordinatorKey,
      ApprovalPolicy policy,
      TrustFiles trust,
      Vouching vouching,
      VerifyingKey ownKey,
      SealingKey ownSeal,
      Clock clock,
      CohortFiles files) {
    this.files = files;
    this.coordinatorKey = coordinatorKey;
    this.policy = policy;
    this.trust = trust;
    this.vouching = vouching;
    this.ownKey = ownKey;
    this.ownSeal = ownSeal;
    this.clock = clock;
  }

  /** The roster, when the coordinator signed it. */
  Optional<Roster> roster(SignedBody signed) {
    return RosterShelf.verified(signed, coordinatorKey);
  }

  /** True when this site's operator approved exactly this version. */
  boolean approves(Roster roster) throws IOException {
    return trust.approvesRoster(roster.hash().hex());
  }

  /** The members whose fingerprints the operator checked, and those endorsed at this moment. */
  TrustRules trustIn(Roster roster) throws ConfigException, IOException {
    return new TrustRules(vouching.trusted(roster, ownKey), policy.trustedFloor());
  }

  /**
   * Checked again before a session is joined: no higher roster version was approved since the
   * offer, and whom the site trusted then it trusts still.
   */
  void requireStillTrusted(Roster roster, TrustRules atOffer) throws Denial {
    try {
      requireNewest(roster);
      if (!trustIn(roster).trusted().containsAll(atOffer.trusted())) {
        throw new Denial(
            Denial.Code.ROSTER,
            "A member of the roster is not vouched for any more, or its endorsement expired.");
      }
    } catch (ConfigException e) {
      throw new Denial(Denial.Code.INTERNAL, String.valueOf(e.getMessage()));
    } catch (IOException e) {
      throw new Denial(Denial.Code.INTERNAL, "The trust files cannot be read.");
    }
  }

  private void requireNewest(Roster roster) throws Denial, ConfigException, IOException {
    long highest = trust.highestApproved();
    if (roster.version() < highest) {
      throw new Denial(
          Denial.Code.ROSTER,
          "The study is over version %d of the roster, and this site's operator approved version %d; an older one is never taken."
              .formatted(roster.version(), highest));
    }
  }

  /** What an offer asks, once coordinator and owner are known to have signed it. */
  StudyTerms terms(SiteInstruction.StudyOffered offer) throws Denial {
    return StudyTerms.of(signed(offer), plan(offer));
  }

  private StudyDefinition signed(SiteInstruction.StudyOffered offer) throws Denial {
    StudyDefinition definition;
    try {
      definition = StudyDefinition.decode(offer.definition().body());
    } catch (MalformedBody e) {
      throw new Denial(Denial.Code.PROTOCOL, "The offered study definition is malformed.");
    }
    SignedBody byOwner = SignedBody.of(offer.definition().body(), offer.ownerSignature());
    if (!isCoordinators(offer.definition(), StudyDefinition.TYPE)
        || !byOwner.isSignedOutsideBy(definition.owner(), StudyDefinition.TYPE)) {
      throw new Denial(
          Denial.Code.PROTOCOL, "The offered study is not signed by coordinator and owner.");
    }
    if (!Sha256Digest.hash(offer.planYaml().toByteArray()).equals(definition.planHash())) {
      throw new Denial(Denial.Code.PROTOCOL, "The offered plan is not the one of the study.");
    }
    return definition;
  }

  /** The study, when everything that can be checked before the download is right. */
  CheckedOffer study(SiteInstruction.StudyOffered offer, Roster roster) throws Denial, IOException {
    StudyDefinition definition = signed(offer);
    requireApproved(roster);
    requireOwnEntry(roster);
    StudyDocument plan = plan(offer);
    requireAllowed(definition, plan);
    if (!definition.teePolicyHash().equals(Sha256Digest.ZERO)) {
      throw new Denial(
          Denial.Code.TEE_REQUIRED,
          "The study asks for an attested environment, and this agent has none.");
    }
    CheckedOffer checked = locked(offer, definition, roster);
    if (definition.expires() <= clock.instant().getEpochSecond()) {
      throw new Denial(Denial.Code.PROTOCOL, "The offered study has expired.");
    }
    try {
      files.requireDescribes(checked.locked().cohort());
    } catch (LabelsException e) {
      throw new Denial(Denial.Code.LABELS, String.valueOf(e.getMessage()));
    }
    requireAllowed(checked.locked());
    return checked;
  }

  private void requireAllowed(StudyDefinition definition, StudyDocument plan) throws Denial {
    Set<String> attributes =
        plan.subgroups().stream().map(Subgroup::attribute).collect(Collectors.toSet());
    Optional<String> objection =
        policy
            .objection(
                definition.owner().fingerprint().text(),
                definition.minCell(),
                definition.minSites(),
                unmapped(attributes))
            .or(() -> policy.objection(plan.findings(), attributes));
    if (objection.isPresent()) {
      throw new Denial(Denial.Code.POLICY, "The study is denied: " + objection.get());
    }
  }

  private void requireAllowed(LockedStudy study) throws Denial {
    Optional<String> unwanted = policy.objection(study.plan().analyses());
    if (unwanted.isPresent()) {
      throw new Denial(Denial.Code.POLICY, "The study is denied: " + unwanted.get());
    }
  }

  /**
   * Asks the present policy about a study that was approved under another one.
   *
   * @param trust whom this site asked for then
   */
  void requireStillAllowed(SiteInstruction.StudyOffered offer, LockedStudy study, TrustRules trust)
      throws Denial {
    requireAllowed(study.definition(), plan(offer));
    requireAllowed(study);
    if (trust.minTrusted() < policy.trustedFloor()) {
      throw new Denial(
          Denial.Code.POLICY,
          "The study is denied: minimum_trusted of policy.yaml is higher now than when it was approved.");
    }
  }

  /** Keys of this site that are not its own would give the model to whoever wrote them there. */
  private void requireOwnEntry(Roster roster) throws Denial {
    boolean listed =
        roster.members().stream()
            .filter(member -> member.identity().equals(ownKey))
            .anyMatch(member -> ownSeal.isRosterKey(member.sealX(), member.sealKemHash()));
    if (!listed) {
      throw new Denial(
          Denial.Code.ROSTER,
          "The roster does not list this site with its own keys; ask the coordinator's operator.");
    }
  }

  /** Plan, description and roster must give the signed definition. */
  private CheckedOffer locked(
      SiteInstruction.StudyOffered offer, StudyDefinition definition, Roster roster) throws Denial {
    byte[] plan = offer.planYaml().toByteArray();
    SiteInstruction.OfferedModel model = offer.model();
    try {
      DescribedBundle bundle = model == null ? null : bundle(model, definition);
      LockedStudy own =
          bundle == null
              ? LockedStudy.derive(plan, definition.owner(), roster, definition.expires())
              : LockedStudy.derive(plan, bundle, roster, definition.expires());
      if (!own.definition().equals(definition)) {
        throw new Denial(
            Denial.Code.BUNDLE,
            "The signed study does not follow from its plan, bundle and roster.");
      }
      return new CheckedOffer(
          own, bundle == null ? null : new CheckedOffer.Bundle(bundle.manifest(), bundle.model()));
    } catch (MalformedBody e) {
      throw new Denial(Denial.Code.BUNDLE, "The bundle's manifest is malformed.");
    } catch (BundleRefused | BundleException e) {
      throw new Denial(Denial.Code.BUNDLE, String.valueOf(e.getMessage()));
    } catch (StudyPlanException e) {
      throw new Denial(Denial.Code.PROTOCOL, "The study's plan does not fit its bundle.");
    }
  }

  private DescribedBundle bundle(SiteInstruction.OfferedModel model, StudyDefinition definition)
      throws BundleException {
    BundleManifest manifest =
        BundleManifest.verified(
            model.manifest(), model.countersignature(), definition.owner(), coordinatorKey);
    manifest.requireValidAt(clock.instant().getEpochSecond());
    return DescribedBundle.of(manifest, model.description().toByteArray());
  }

  private void requireApproved(Roster roster) throws Denial, IOException {
    try {
      requireNewest(roster);
      if (!approves(roster)) {
        throw new Denial(
            Denial.Code.ROSTER,
            "This site's operator has not approved the roster; compare the fingerprints and run 'fedval roster approve'.");
      }
      trust.noteApproved(roster);
    } catch (ConfigException e) {
      throw new Denial(Denial.Code.INTERNAL, String.valueOf(e.getMessage()));
    }
  }

  /** An offer that this site approved before, read back: everything that follows from it. */
  CheckedOffer approvedBefore(SiteInstruction.StudyOffered offer, Roster roster) throws Denial {
    return locked(offer, StudyDefinition.decode(offer.definition().body()), roster);
  }

  private static StudyDocument plan(SiteInstruction.StudyOffered offer) throws Denial {
    try {
      return StudyYaml.parse(offer.planYaml().toByteArray());
    } catch (StudyPlanException e) {
      throw new Denial(Denial.Code.PROTOCOL, "The offered plan cannot be read: " + e.getMessage());
    }
  }

  /** The attributes without those that this site maps itself. */
  private Set<String> unmapped(Set<String> attributes) throws Denial {
    try {
      Set<String> left = new HashSet<>(attributes);
      left.removeAll(files.siteAttributes().mapped());
      return left;
    } catch (LabelsException e) {
      throw new Denial(Denial.Code.LABELS, String.valueOf(e.getMessage()));
    }
  }

  private boolean isCoordinators(SignedBody signed, String type) {
    return coordinatorKey.verifies(
        SigInput.outsideByCoordinator(type, signed.body()), signed.signatureOctets());
  }
}
