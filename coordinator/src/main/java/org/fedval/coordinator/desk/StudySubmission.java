package org.fedval.coordinator.desk;

import java.io.IOException;
import java.time.Clock;
import java.util.Optional;
import org.fedval.coordinator.site.RosterBook;
import org.fedval.coordinator.store.BundleStore;
import org.fedval.coordinator.store.StudyRepository;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.wire.bundle.BundleException;
import org.fedval.wire.bundle.LockedBundle;
import org.fedval.wire.study.LockedStudy;
import org.fedval.wire.study.StudyPlanException;

/**
 * Locks a study: derives the StudyDefinition from plan, bundle and roster itself and takes the
 * vendor's only when it is the same and signed by the model's owner.
 */
public final class StudySubmission {
  private final RosterBook rosters;
  private final BundleStore bundles;
  private final StudyRepository studies;
  private final SigningKey coordinatorKey;
  private final Clock clock;

  public StudySubmission(
      RosterBook rosters,
      BundleStore bundles,
      StudyRepository studies,
      SigningKey coordinatorKey,
      Clock clock) {
    this.rosters = rosters;
    this.bundles = bundles;
    this.studies = studies;
    this.coordinatorKey = coordinatorKey;
    this.clock = clock;
  }

  /** How a submission ended. */
  public sealed interface Outcome {
    /** Stored in state LOCKED. */
    record Locked(ValidationStudy study) implements Outcome {}

    /** Why not, for the vendor. */
    record Refused(String code, String sentence) implements Outcome {}
  }

  /** Checks, signs and stores. */
  public Outcome submit(SignedBody byOwner, byte[] planYaml, Sha256Digest bundleDigest) {
    StudyDefinition definition;
    try {
      definition = StudyDefinition.decode(byOwner.body());
    } catch (MalformedBody e) {
      return new Outcome.Refused("MALFORMED", "The study definition is malformed.");
    }
    Optional<SignedBody> roster = rosters.current();
    if (roster.isEmpty()) {
      return new Outcome.Refused("NO_ROSTER", "No roster is published yet; ask the operator.");
    }
    if (!bundles.has(bundleDigest)) {
      return new Outcome.Refused("NO_BUNDLE", "The bundle is not here; upload it first.");
    }
    if (definition.expires() <= clock.instant().getEpochSecond()) {
      return new Outcome.Refused("EXPIRED", "The study's expiry lies in the past.");
    }
    if (studies.hasStudyId(definition.studyId())) {
      return new Outcome.Refused(
          "DUPLICATE", "A study of this id was submitted before; choose another id in the plan.");
    }
    return lock(definition, byOwner, planYaml, bundleDigest, roster.get());
  }

  private Outcome lock(
      StudyDefinition definition,
      SignedBody byOwner,
      byte[] planYaml,
      Sha256Digest bundleDigest,
      SignedBody roster) {
    LockedStudy own;
    try {
      own =
          LockedStudy.derive(
              planYaml,
              LockedBundle.read(bundles.path(bundleDigest)),
              Roster.decode(roster.body()),
              definition.expires());
    } catch (StudyPlanException | BundleException e) {
      return new Outcome.Refused("REFUSED", String.valueOf(e.getMessage()));
    } catch (IOException e) {
      return new Outcome.Refused("STORAGE", "The bundle cannot be read now; try again.");
    }
    if (!own.definition().equals(definition)) {
      return new Outcome.Refused(
          "DIFFERENT",
          "The signed definition does not follow from this plan, bundle and roster; fetch the"
              + " current roster and submit again.");
    }
    if (!byOwner.isSignedOutsideBy(definition.owner(), StudyDefinition.TYPE)) {
      return new Outcome.Refused(
          "SIGNATURE", "The definition is not signed by the owner of the bundle's model.");
    }
    byte[] body = byOwner.body();
    SignedBody byCoordinator =
        SignedBody.of(
            body, coordinatorKey.sign(SigInput.outsideByCoordinator(StudyDefinition.TYPE, body)));
    ValidationStudy study =
        new ValidationStudy(
            definition.studyId(),
            definition.hash().toByteArray(),
            StudyState.LOCKED,
            "The study is locked.",
            byCoordinator,
            byOwner.signature(),
            planYaml,
            bundleDigest.toByteArray(),
            Sha256Digest.hash(roster.body()).toByteArray());
    studies.add(study, clock.instant());
    return new Outcome.Locked(study);
  }
}
