package org.fedval.coordinator.site;

import java.util.List;
import java.util.Optional;
import org.fedval.coordinator.store.SessionBodyRepository;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SessionProposal;
import org.fedval.crypto.secagg.body.SignedBody;

/**
 * What a site itself signed in a session, told to that site alone: an agent that was put back to an
 * older state learns so that it forgot something.
 */
public final class OwnBodies {
  private final SessionBodyRepository bodies;
  private final RosterBook rosters;

  public OwnBodies(SessionBodyRepository bodies, RosterBook rosters) {
    this.bodies = bodies;
    this.rosters = rosters;
  }

  /** The site's bodies in the order they came; none of a session that it is not in. */
  public List<SignedBody> of(String siteId, Sha256Digest sid) {
    int index = index(siteId, sid);
    return bodies.bodies(sid.toByteArray()).stream()
        .filter(stored -> stored.signer() == index)
        .map(SessionBodyRepository.StoredBody::signed)
        .toList();
  }

  private int index(String siteId, Sha256Digest sid) {
    Optional<Roster> roster =
        bodies
            .body(sid.toByteArray(), SigInput.COORDINATOR, SessionProposal.TYPE)
            .map(proposal -> SessionProposal.decode(proposal.body()).rosterHash())
            .flatMap(rosters::roster);
    if (roster.isEmpty()) {
      return -1;
    }
    List<Roster.Member> members = roster.get().members();
    for (int i = 0; i < members.size(); i++) {
      if (members.get(i).siteId().equals(siteId)) {
        return i;
      }
    }
    return -1;
  }
}
