package org.fedval.agent.identity;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.fedval.agent.config.ConfigException;
import org.fedval.agent.config.TrustFiles;
import org.fedval.crypto.primitive.Fingerprint;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.body.Endorsement;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;

/**
 * Which members of a roster this site trusts: those whose fingerprint its operator compared, and
 * those that an office endorsed whose key the operator pinned, until the endorsement expires. No
 * member vouches for another: the keys of members and this site's own are no endorsers.
 */
public final class Vouching {
  private final TrustFiles trust;
  private final RosterShelf shelf;
  private final Clock clock;

  public Vouching(TrustFiles trust, RosterShelf shelf, Clock clock) {
    this.trust = trust;
    this.shelf = shelf;
    this.clock = clock;
  }

  /** What this site knows of a member. */
  public enum Standing {
    OWN("this site"),
    CHECKED("fingerprint checked here"),
    ENDORSED("endorsed by an office pinned here"),
    STRANGER("nobody here vouches for it");

    private final String words;

    Standing(String words) {
      this.words = words;
    }

    /** For people. */
    public String words() {
      return words;
    }

    /** Whether the member counts as trusted in the Sybil rules. */
    public boolean isTrusted() {
      return this == CHECKED || this == ENDORSED;
    }
  }

  /** Every member's standing, in the roster's order. */
  public Map<Roster.Member, Standing> of(Roster roster, VerifyingKey ownKey)
      throws ConfigException, IOException {
    Set<Fingerprint> checked = trust.fingerprints();
    Map<String, List<Endorsement>> endorsed = endorsements(roster);
    long now = clock.instant().getEpochSecond();
    Map<Roster.Member, Standing> standings = new LinkedHashMap<>();
    for (Roster.Member member : roster.members()) {
      Standing standing = Standing.STRANGER;
      if (member.identity().equals(ownKey)) {
        standing = Standing.OWN;
      } else if (checked.contains(member.identity().fingerprint())) {
        standing = Standing.CHECKED;
      } else if (endorsed.getOrDefault(member.siteId(), List.of()).stream()
          .anyMatch(e -> e.vouchesFor(member, now))) {
        standing = Standing.ENDORSED;
      }
      standings.put(member, standing);
    }
    return standings;
  }

  /** Keys of the trusted members, never this site's own. */
  public Set<VerifyingKey> trusted(Roster roster, VerifyingKey ownKey)
      throws ConfigException, IOException {
    return of(roster, ownKey).entrySet().stream()
        .filter(entry -> entry.getValue().isTrusted())
        .map(entry -> entry.getKey().identity())
        .collect(Collectors.toSet());
  }

  private Map<String, List<Endorsement>> endorsements(Roster roster)
      throws ConfigException, IOException {
    List<VerifyingKey> endorsers = new ArrayList<>(trust.endorsers());
    roster.members().forEach(member -> endorsers.remove(member.identity()));
    endorsers.remove(roster.coordinator());
    Map<String, List<Endorsement>> bySite = new HashMap<>();
    if (endorsers.isEmpty()) {
      return bySite;
    }
    for (SignedBody signed : shelf.endorsements()) {
      try {
        Endorsement endorsement = Endorsement.decode(signed.body());
        if (endorsers.stream().anyMatch(k -> signed.isSignedOutsideBy(k, Endorsement.TYPE))) {
          bySite.computeIfAbsent(endorsement.siteId(), id -> new ArrayList<>()).add(endorsement);
        }
      } catch (MalformedBody notOne) {
        // The coordinator forwards what it got; what cannot be read vouches for nobody.
      }
    }
    return bySite;
  }
}
