package org.fedval.coordinator.grpc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.fedval.coordinator.desk.EventLoop;
import org.fedval.coordinator.round.Outboxes;
import org.fedval.coordinator.site.Revocation;
import org.fedval.coordinator.site.RosterBook;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.SignedRotation;
import org.fedval.wire.session.SiteInstruction;

/**
 * Tells attached sites what changed between studies, and ends the streams of a revoked one. Speaks
 * on the loop, so that nothing comes between a study's roster and its offer.
 */
public final class Announcer {
  private final EventLoop loop;
  private final Outboxes outboxes;
  private final RosterBook rosters;
  private final Revocation revocation;
  private final Map<String, Runnable> hangUps = new ConcurrentHashMap<>();

  public Announcer(EventLoop loop, Outboxes outboxes, RosterBook rosters, Revocation revocation) {
    this.loop = loop;
    this.outboxes = outboxes;
    this.rosters = rosters;
    this.revocation = revocation;
  }

  /** A roster version was published, or there is another endorsement of its members. */
  public void roster(SignedBody signed) {
    send(rosters.notice(signed));
  }

  /** A site has a new identity key. */
  public void rotated(SignedRotation rotation) {
    send(new SiteInstruction.RotationPublished(rotation));
  }

  /** How to end the stream that a site has just opened; at once when it was revoked meanwhile. */
  void attached(String siteId, Runnable hangUp) {
    hangUps.put(siteId, hangUp);
    if (revocation.revoked().contains(siteId)) {
      hangUp(siteId);
    }
  }

  void detached(String siteId, Runnable hangUp) {
    hangUps.remove(siteId, hangUp);
  }

  /** Ends the site's stream, if it has one. */
  public void hangUp(String siteId) {
    Runnable hangUp = hangUps.remove(siteId);
    if (hangUp != null) {
      hangUp.run();
    }
  }

  private void send(SiteInstruction instruction) {
    loop.execute(
        () ->
            rosters
                .current()
                .ifPresent(
                    current ->
                        rosters
                            .decoded(current)
                            .members()
                            .forEach(m -> outboxes.send(m.siteId(), instruction))));
  }
}
