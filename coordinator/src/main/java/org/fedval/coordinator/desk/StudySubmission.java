package org.fedval.coordinator.desk;

import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.fedval.coordinator.site.RosterBook;
import org.fedval.coordinator.store.BundleStore;
import org.fedval.coordinator.store.SealedBundleRepository;
import org.fedval.coordinator.store.StudyRepository;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.sealed.BundleManifest;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.wire.sealed.DescribedBundle;
import org.fedval.wire.study.LockedStudy;
import org.fedval.wire.study.StudyPlanException;

/**
 * Locks a study: derives the StudyDefinition from plan, bundle description and roster itself and
 * takes the vendor's only when it is the same and signed by the model's owner. Countersigns it and
 * the bundle's manifest. A feasibility study has no bundle and is signed by whom it names its
 * owner; sites take it only if their policy has this owner.
 */
public final class StudySubmission {
  private final RosterBook rosters;
  private final BundleIntake intake;
  private final SealedBundleRepository sealed;
  private final StudyRepository studies;
  private final SigningKey coordinatorKey;
  private final Clock clock;

  public StudySubmission(
      RosterBook rosters,
      BundleStore bundles,
      SealedBundleRepository sealed,
      StudyRepository studies,
      SigningKey coordinatorKey,
      Clock clock) {
    this.rosters = rosters;
    this.intake = new BundleIntake(bundles);
    this.sealed = sealed;
    this.studies = studies;
    this.coordinatorKey = coordinatorKey;
    this.clock = clock;
  }

  /** How a submission ended. */
  public sealed interface Outcome {
    /** Stored in state LOCKED just now, or submitted before and in any state since. */
    record Locked(ValidationStudy study) implements Outcome {}

    /** Why not, for the vendor. */
    record Refused(String code, String sentence) implements Outcome {}
  }

  /** Checks, signs and stores. */
  public Outcome submit(Submission submission) {
    StudyDefinition definition;
    try {
      definition = StudyDefinition.decode(submission.definition().body());
    } catch (MalformedBody e) {
      return new Outcome.Refused("MALFORMED", "The study definition is malformed.");
    }
    Optional<ValidationStudy> before = studies.find(definition.hash().toByteArray());
    if (before.isPresent()
        && submission.definition().isSignedOutsideBy(definition.owner(), StudyDefinition.TYPE)) {
      return new Outcome.Locked(before.get());
    }
    Optional<SignedBody> roster = rosters.current();
    if (roster.isEmpty()) {
      return new Outcome.Refused("NO_ROSTER", "No roster is published yet; ask the operator.");
    }
    if (definition.expires() <= clock.instant().getEpochSecond()) {
      return new Outcome.Refused("EXPIRED", "The study's expiry lies in the past.");
    }
    if (studies.hasStudyId(definition.studyId())) {
      return new Outcome.Refused(
          "DUPLICATE", "A study of this id was submitted before; choose another id in the plan.");
    }
    if (!definition.teePolicyHash().equals(Sha256Digest.ZERO)) {
      return new Outcome.Refused(
          "TEE_REQUIRED",
          "The study asks for attested environments, and this coordinator has no verifier for any.");
    }
    try {
      return lock(submission, definition, roster.get());
    } catch (BundleIntake.Refused e) {
      return new Outcome.Refused(e.code(), e.sentence());
    } catch (StudyPlanException e) {
      return new Outcome.Refused("REFUSED", String.valueOf(e.getMessage()));
    }
  }

  private Outcome lock(Submission submission, StudyDefinition definition, SignedBody signedRoster)
      throws BundleIntake.Refused, StudyPlanException {
    Roster roster = rosters.decoded(signedRoster);
    byte[] plan = submission.planYaml().toByteArray();
    Submission.SealedModel model = submission.model();
    DescribedBundle bundle = model == null ? null : intake.described(model, definition);
    LockedStudy own =
        bundle == null
            ? LockedStudy.derive(plan, definition.owner(), roster, definition.expires())
            : LockedStudy.derive(plan, bundle, roster, definition.expires());
    if (!own.definition().equals(definition)) {
      return new Outcome.Refused(
          "DIFFERENT",
          "The signed definition does not follow from this plan, bundle and roster; fetch the"
              + " current roster and submit again.");
    }
    if (!submission.definition().isSignedOutsideBy(definition.owner(), StudyDefinition.TYPE)) {
      return new Outcome.Refused(
          "SIGNATURE",
          bundle == null
              ? "The definition is not signed by its owner."
              : "The definition is not signed by the owner of the bundle's model.");
    }
    byte[] sealedFile = ValidationStudy.NO_BUNDLE;
    if (model != null && bundle != null) {
      Map<String, SignedBody> wraps = intake.wraps(model, bundle.manifest(), definition, roster);
      store(definition, model, wraps);
      sealedFile = bundle.manifest().ciphertextHash().toByteArray();
    }
    return store(submission, definition, sealedFile, signedRoster.hash());
  }

  private void store(
      StudyDefinition definition, Submission.SealedModel model, Map<String, SignedBody> wraps) {
    sealed.add(
        definition.hash().toByteArray(),
        new SealedBundleRepository.PublicParts(
            model.manifest(),
            countersign(BundleManifest.TYPE, model.manifest()),
            model.description()),
        wraps);
  }

  private Outcome store(
      Submission submission,
      StudyDefinition definition,
      byte[] sealedFile,
      Sha256Digest rosterHash) {
    byte[] digest = definition.hash().toByteArray();
    ValidationStudy study =
        new ValidationStudy(
            definition.studyId(),
            digest,
            StudyState.LOCKED,
            "The study is locked.",
            SignedBody.of(
                submission.definition().body(),
                countersign(StudyDefinition.TYPE, submission.definition())),
            submission.definition().signature(),
            submission.planYaml().toByteArray(),
            sealedFile,
            rosterHash.toByteArray());
    studies.add(study, submission.party(), clock.instant());
    return new Outcome.Locked(study);
  }

  private Octets countersign(String type, SignedBody byOwner) {
    return coordinatorKey.sign(SigInput.outsideByCoordinator(type, byOwner.body()));
  }
}
