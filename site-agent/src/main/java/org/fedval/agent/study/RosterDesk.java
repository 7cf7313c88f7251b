package org.fedval.agent.study;

import java.io.IOException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import org.fedval.agent.config.ConfigException;
import org.fedval.agent.config.TrustFiles;
import org.fedval.agent.identity.RosterShelf;
import org.fedval.agent.identity.RotationBook;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.wire.session.SiteInstruction;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the coordinator publishes between studies: keeps it for the operator, and tells the
 * coordinator once the operator has approved a version, without a restart. Used on the thread of
 * the steps only.
 */
final class RosterDesk {
  private static final Logger log = LoggerFactory.getLogger(RosterDesk.class);

  private final OfferCheck offers;
  private final TrustFiles trust;
  private final RosterShelf shelf;
  private final RotationBook rotations;
  private final Replies replies;
  private final StatusBoard status;
  private final Set<Sha256Digest> told = new HashSet<>();
  private @Nullable Roster last;
  private @Nullable Roster seenBefore;

  RosterDesk(
      OfferCheck offers,
      TrustFiles trust,
      RosterShelf shelf,
      RotationBook rotations,
      Replies replies,
      StatusBoard status) {
    this.offers = offers;
    this.trust = trust;
    this.shelf = shelf;
    this.rotations = rotations;
    this.replies = replies;
    this.status = status;
  }

  /** The roster that was published last, which the next offer is about. */
  @Nullable Roster last() {
    return last;
  }

  void published(SiteInstruction.RosterPublished i) {
    Optional<Roster> signed = offers.roster(i.roster());
    if (signed.isEmpty()) {
      status.say("A roster was not signed by this site's coordinator and is ignored.");
      return;
    }
    last = signed.get();
    try {
      shelf.put(i.roster(), i.endorsements(), trust.approvedRosters());
    } catch (IOException e) {
      log.warn("The roster could not be written into the home");
    }
  }

  void rotated(SiteInstruction.RotationPublished i) {
    try {
      Roster members = last == null ? shelf.latest().orElse(null) : last;
      if (members != null && rotations.add(i.rotation(), members)) {
        status.say("A member of the roster has a new identity key; see 'fedval roster show'.");
      }
    } catch (IOException e) {
      log.warn("A change of an identity key could not be written into the home");
    }
  }

  /** The operator's yes, once for each version. */
  void approve(Roster roster) {
    if (told.add(roster.hash())) {
      replies.approve(roster);
    }
  }

  /** Tells an approval that came after the roster; looked at again and again. */
  void look() {
    Roster roster = last;
    boolean settled = roster != null && roster.equals(seenBefore);
    seenBefore = roster;
    if (roster == null || !settled || told.contains(roster.hash())) {
      return;
    }
    try {
      if (offers.approves(roster) && roster.version() >= trust.highestApproved()) {
        approve(roster);
      }
    } catch (ConfigException e) {
      status.say(String.valueOf(e.getMessage()));
    } catch (IOException e) {
      log.warn("The trust files cannot be read");
    }
  }
}
