package org.fedval.coordinator.desk;

import org.fedval.coordinator.store.RosterRepository;
import org.fedval.coordinator.store.SiteRepository;
import org.fedval.coordinator.store.SiteRepository.EnrolledSite;
import org.fedval.coordinator.store.StudyRepository;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.body.RosterApproval;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyApproval;
import org.fedval.wire.session.SubmitOutcome;

/** Checks and stores what sites approve; each approval is signed by the site's identity key. */
public final class Approvals {
  private final SiteRepository sites;
  private final RosterRepository rosters;
  private final StudyRepository studies;

  public Approvals(SiteRepository sites, RosterRepository rosters, StudyRepository studies) {
    this.sites = sites;
    this.rosters = rosters;
    this.studies = studies;
  }

  SubmitOutcome roster(String siteId, SignedBody signed) {
    try {
      RosterApproval approval = RosterApproval.decode(signed.body());
      if (!isOwn(siteId, approval.identity())
          || !signed.isSignedOutsideBy(approval.identity(), RosterApproval.TYPE)) {
        return notSigned();
      }
      if (rosters.find(approval.rosterHash().toByteArray()).isEmpty()) {
        return SubmitOutcome.refused("NO_ROSTER", "No such roster version.");
      }
      rosters.approve(approval.rosterHash().toByteArray(), siteId, signed);
      return SubmitOutcome.accepted();
    } catch (MalformedBody e) {
      return SubmitOutcome.refused("MALFORMED", "The approval is malformed.");
    }
  }

  SubmitOutcome study(String siteId, SignedBody signed) {
    try {
      StudyApproval approval = StudyApproval.decode(signed.body());
      if (!isOwn(siteId, approval.identity())
          || !signed.isSignedOutsideBy(approval.identity(), StudyApproval.TYPE)) {
        return notSigned();
      }
      if (studies.find(approval.studyHash().toByteArray()).isEmpty()) {
        return SubmitOutcome.refused("NO_STUDY", "No such study.");
      }
      studies.approve(approval.studyHash().toByteArray(), siteId, signed);
      return SubmitOutcome.accepted();
    } catch (MalformedBody e) {
      return SubmitOutcome.refused("MALFORMED", "The approval is malformed.");
    }
  }

  private boolean isOwn(String siteId, VerifyingKey key) {
    return sites
        .find(siteId)
        .map(EnrolledSite::identityKey)
        .map(VerifyingKey::of)
        .filter(key::equals)
        .isPresent();
  }

  private static SubmitOutcome notSigned() {
    return SubmitOutcome.refused(
        "SIGNATURE", "The approval is not signed by this site's identity key.");
  }
}
