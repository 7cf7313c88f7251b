package org.fedval.coordinator.site;

import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import org.fedval.coordinator.store.IdentityRepository;
import org.fedval.coordinator.store.SiteRepository;
import org.fedval.coordinator.store.SiteRepository.EnrolledSite;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.secagg.body.IdentityRotation;
import org.fedval.crypto.secagg.body.SignedRotation;
import org.fedval.wire.session.SubmitOutcome;

/** Takes a site's new identity key when the old and the new one signed the change. */
public final class IdentityChange {
  private final SiteRepository sites;
  private final IdentityRepository identities;
  private final Clock clock;

  public IdentityChange(SiteRepository sites, IdentityRepository identities, Clock clock) {
    this.sites = sites;
    this.identities = identities;
    this.clock = clock;
  }

  /** Stores the change; the same keys again are a duplicate. */
  public synchronized SubmitOutcome rotate(String callerSiteId, SignedRotation signed) {
    IdentityRotation rotation;
    try {
      rotation = signed.verified();
    } catch (MalformedBody e) {
      return SubmitOutcome.refused(
          "SIGNATURE", "The change of the identity key is not signed by both keys.");
    }
    Optional<EnrolledSite> site = sites.find(callerSiteId);
    if (site.isEmpty() || !rotation.siteId().equals(callerSiteId)) {
      return SubmitOutcome.refused(
          "OTHER_SITE", "The change of the identity key is for another site.");
    }
    byte[] enrolled = site.get().identityKey();
    byte[] newKey = rotation.newKey().toByteArray();
    if (Arrays.equals(enrolled, newKey) && identities.isSpent(rotation.oldKey().toByteArray())) {
      return new SubmitOutcome.Accepted(true);
    }
    if (!Arrays.equals(enrolled, rotation.oldKey().toByteArray())) {
      return SubmitOutcome.refused(
          "OTHER_IDENTITY", "The old key is not the identity key that this site is enrolled with.");
    }
    if (sites.hasIdentity(newKey) || identities.isSpent(newKey)) {
      return SubmitOutcome.refused("DUPLICATE", "The new identity key has been used before.");
    }
    identities.rotate(rotation, signed, clock.instant());
    return SubmitOutcome.accepted();
  }
}
