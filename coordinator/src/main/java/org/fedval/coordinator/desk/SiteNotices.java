package org.fedval.coordinator.desk;

import java.util.Optional;
import java.util.function.Consumer;
import org.fedval.coordinator.round.Outboxes;
import org.fedval.coordinator.round.RoundDriver;
import org.fedval.coordinator.round.SessionClosings;
import org.fedval.coordinator.site.RosterBook;
import org.fedval.coordinator.store.SealedBundleRepository;
import org.fedval.coordinator.store.StudyRepository;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.wire.session.SiteInstruction;
import org.jspecify.annotations.Nullable;

/** What sites hear of studies outside the rounds. */
final class SiteNotices {
  private static final int REMEMBERED = 16;

  private final Outboxes outboxes;
  private final RosterBook rosters;
  private final SealedBundleRepository bundles;
  private final StudyRepository studies;
  private final SessionClosings closings;

  SiteNotices(
      Outboxes outboxes,
      RosterBook rosters,
      SealedBundleRepository bundles,
      StudyRepository studies,
      SessionClosings closings) {
    this.outboxes = outboxes;
    this.rosters = rosters;
    this.bundles = bundles;
    this.studies = studies;
    this.closings = closings;
  }

  /** The study with the roster that it was locked on, which may be older than the current one. */
  void offer(ValidationStudy study, String siteId) {
    rosters
        .find(Sha256Digest.of(study.rosterHash()))
        .ifPresent(r -> outboxes.send(siteId, rosters.notice(r)));
    outboxes.send(
        siteId,
        new SiteInstruction.StudyOffered(
            study.definition(),
            Octets.of(study.ownerSignature()),
            Octets.of(study.planYaml()),
            study.sealedBundle().isPresent() ? model(study) : null));
  }

  private SiteInstruction.OfferedModel model(ValidationStudy study) {
    SealedBundleRepository.PublicParts bundle = bundles.find(study.digest()).orElseThrow();
    return new SiteInstruction.OfferedModel(
        bundle.manifest(), bundle.countersignature(), bundle.description());
  }

  /** Tells every site of the roster that the study is over. */
  void ended(ValidationStudy study, Roster roster) {
    roster.members().forEach(m -> outboxes.send(m.siteId(), endOf(study)));
  }

  /** Tells a site how the study's earlier sessions ended; it passes over what it knows. */
  void closings(
      ValidationStudy study,
      Roster roster,
      @Nullable RoundDriver open,
      String siteId,
      Consumer<SiteInstruction> outbox) {
    if (roster.indexOf(siteId).isPresent()) {
      closings.of(study.digest(), open == null ? null : open.sid()).forEach(outbox);
    }
  }

  /** Tells a site what ended while it may have been away; it passes over what it knows. */
  void endedLately(String siteId, Consumer<SiteInstruction> outbox) {
    for (ValidationStudy study : studies.ended(REMEMBERED)) {
      Optional<Roster> roster = rosters.roster(Sha256Digest.of(study.rosterHash()));
      if (roster.isPresent() && roster.get().indexOf(siteId).isPresent()) {
        closings.of(study.digest(), null).forEach(outbox);
        outbox.accept(endOf(study));
      }
    }
  }

  private static SiteInstruction endOf(ValidationStudy study) {
    return new SiteInstruction.StudyEnded(
        Sha256Digest.of(study.digest()), study.state() == StudyState.PUBLISHED, study.sentence());
  }
}
