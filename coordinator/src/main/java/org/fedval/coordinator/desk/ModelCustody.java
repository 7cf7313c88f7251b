package org.fedval.coordinator.desk;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Optional;
import org.fedval.coordinator.site.RosterBook;
import org.fedval.coordinator.store.BundleStore;
import org.fedval.coordinator.store.SealedBundleRepository;
import org.fedval.coordinator.store.StudyRepository;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.sealed.SealingKey;
import org.fedval.crypto.sealed.attest.WrapRefused;
import org.fedval.crypto.sealed.attest.WrapRelease;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.wire.session.WrapOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps the sealed models and their key wraps while a study is open. A wrap goes to the roster site
 * that it was made for and that approved the study, and to nobody in a study that asks for attested
 * environments: this version has no verifier. The coordinator can open none of them. Thread-safe.
 */
public final class ModelCustody {
  private static final Logger log = LoggerFactory.getLogger(ModelCustody.class);

  private final StudyRepository studies;
  private final RosterBook rosters;
  private final SealedBundleRepository sealed;
  private final BundleStore files;
  private final Clock clock;

  public ModelCustody(
      StudyRepository studies,
      RosterBook rosters,
      SealedBundleRepository sealed,
      BundleStore files,
      Clock clock) {
    this.studies = studies;
    this.rosters = rosters;
    this.sealed = sealed;
    this.files = files;
    this.clock = clock;
  }

  /** The wrap of the site that its certificate names. */
  public WrapOutcome release(String siteId, Sha256Digest study) {
    Optional<ValidationStudy> open =
        studies.find(study.toByteArray()).filter(s -> !s.state().isFinal());
    if (open.isEmpty()) {
      return withheld("NO_STUDY", "This study is not open.");
    }
    if (open.get().sealedBundle().isEmpty()) {
      return withheld("NO_MODEL", "This study runs no model.");
    }
    Optional<SignedBody> approval = studies.approval(study.toByteArray(), siteId);
    Optional<SealingKey> key = rosters.sealingKey(siteId);
    if (approval.isEmpty() || key.isEmpty()) {
      return withheld("NOT_APPROVED", "The site has not approved this study.");
    }
    Instant now = clock.instant();
    try {
      var unused =
          new WrapRelease(
                  StudyDefinition.decode(open.get().definition().body()), roster(open.get()))
              .toVault(siteId, approval.get(), key.get(), now);
    } catch (WrapRefused e) {
      String code =
          e.reason() == WrapRefused.Reason.ATTESTATION_REQUIRED
              ? "TEE_REQUIRED"
              : e.reason().name();
      return withheld(code, String.valueOf(e.getMessage()));
    }
    Optional<SignedBody> wrap = sealed.release(study.toByteArray(), siteId, now);
    if (wrap.isEmpty()) {
      return withheld("NO_WRAP", "The model's owner wrapped no key for this site.");
    }
    log.atInfo().addKeyValue("site", siteId).addKeyValue("study", study.hex()).log("Wrap released");
    return new WrapOutcome.Released(wrap.get());
  }

  /**
   * Ends custody: the wraps and, when no other open study needs it, the sealed file are removed.
   */
  void forget(ValidationStudy study) {
    sealed.removeWraps(study.digest());
    study
        .sealedBundle()
        .filter(file -> !studies.openBundles().contains(file))
        .ifPresent(this::remove);
  }

  private void remove(Sha256Digest file) {
    try {
      files.remove(file);
    } catch (IOException e) {
      log.atWarn().addKeyValue("file", file.hex()).log("A sealed bundle could not be removed");
    }
  }

  private Roster roster(ValidationStudy study) {
    return rosters.roster(Sha256Digest.of(study.rosterHash())).orElseThrow();
  }

  private static WrapOutcome withheld(String code, String sentence) {
    return new WrapOutcome.Withheld(code, sentence);
  }
}
