package org.fedval.coordinator.web.sites;

import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.fedval.coordinator.store.SiteRepository.EnrolledSite;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.body.Roster;

/**
 * The current roster, asked about each site of a long list.
 *
 * @param published whether there is a roster
 * @param keys of its members by site id
 */
record RosterKeys(boolean published, Map<String, VerifyingKey> keys) {
  static RosterKeys of(Optional<Roster> roster) {
    return new RosterKeys(
        roster.isPresent(),
        roster.stream()
            .flatMap(r -> r.members().stream())
            .collect(Collectors.toMap(Roster.Member::siteId, Roster.Member::identity)));
  }

  /** The key that the site has now; a roster's was checked before, and checking one is slow. */
  VerifyingKey key(EnrolledSite site) {
    VerifyingKey member = keys.get(site.siteId());
    return member != null && isKeyOf(member, site) ? member : VerifyingKey.of(site.identityKey());
  }

  String standing(EnrolledSite site) {
    VerifyingKey member = keys.get(site.siteId());
    if (member == null) {
      return published ? "not yet; publish a version" : "no roster yet";
    }
    return isKeyOf(member, site) ? "member" : "member, with its old key";
  }

  private static boolean isKeyOf(VerifyingKey member, EnrolledSite site) {
    return Arrays.equals(member.toByteArray(), site.identityKey());
  }
}
