package org.fedval.coordinator.audit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.fedval.coordinator.round.Outboxes;
import org.fedval.coordinator.store.SiteRepository;
import org.fedval.coordinator.store.SiteRepository.EnrolledSite;
import org.fedval.crypto.log.NoteSignature;
import org.fedval.crypto.log.SignedCheckpoint;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SubmitOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers signed heads of the log to the sites and collects their cosignatures. A head is offered
 * where a session or a study ends, and otherwise when the log has grown for {@link #PERIOD}; only
 * the newest one is ever offered, so that no honest site is asked to go back. Lives on the event
 * loop only.
 */
public final class WitnessDesk {
  /** How long new entries wait at most for their head. */
  static final Duration PERIOD = Duration.ofMinutes(10);

  private static final Logger warning = LoggerFactory.getLogger(WitnessDesk.class);

  private final AuditLog log;
  private final SiteRepository sites;
  private final Outboxes outboxes;
  private Instant offered;

  public WitnessDesk(AuditLog log, SiteRepository sites, Outboxes outboxes, Clock clock) {
    this.log = log;
    this.sites = sites;
    this.outboxes = outboxes;
    this.offered = clock.instant();
  }

  /** The log behind the desk. */
  public AuditLog log() {
    return log;
  }

  /** Signs a head of the log as it is now and offers it to these sites. */
  public void offer(Collection<String> siteIds, Instant now) {
    SignedCheckpoint head = log.checkpoint();
    offered = now;
    for (String siteId : siteIds) {
      if (outboxes.isAttached(siteId)) {
        outboxes.send(siteId, offerTo(siteId, head));
      }
    }
  }

  /** A site attached: it hears of the newest head unless it has cosigned that. */
  public void attached(String siteId, Consumer<SiteInstruction> outbox) {
    Optional<SignedCheckpoint> head = log.lastCheckpoint();
    Optional<VerifyingKey> identity = identity(siteId);
    if (head.isPresent()
        && identity.isPresent()
        && head.get().cosigners(List.of(identity.get())).isEmpty()) {
      outbox.accept(offerTo(siteId, head.get()));
    }
  }

  /** Offers a head when the log has grown for long enough. */
  public void tick(Instant now) {
    long signed = log.lastCheckpoint().map(head -> head.checkpoint().size()).orElse(0L);
    if (now.isAfter(offered.plus(PERIOD)) && log.size() > signed) {
      offer(outboxes.attached(), now);
    }
  }

  /** A site's answer. */
  public SubmitOutcome accept(String siteId, SiteMessage.CheckpointCosigned message) {
    Optional<VerifyingKey> identity = identity(siteId);
    if (identity.isPresent() && message.size() > log.size()) {
      // One site's word cannot stop the coordinator, but its operator should hear it.
      warning
          .atError()
          .addKeyValue("site", siteId)
          .addKeyValue("confirmed", message.size())
          .addKeyValue("here", log.size())
          .log(
              "A site has confirmed a longer log than this one: was the database restored from an"
                  + " older backup? Such sites confirm nothing any more");
    }
    if (identity.isEmpty() || message.size() > log.size()) {
      return SubmitOutcome.refused("COSIGNATURE", "There is no such checkpoint.");
    }
    NoteSignature cosignature = message.cosignature();
    if (cosignature == null) {
      log.follow(siteId, message.size());
      log.lastCheckpoint()
          .filter(head -> message.size() <= head.checkpoint().size())
          .ifPresent(head -> outboxes.send(siteId, offerTo(siteId, head)));
      return SubmitOutcome.accepted();
    }
    if (!log.cosigned(message.size(), identity.get(), cosignature)) {
      return SubmitOutcome.refused(
          "COSIGNATURE", "The cosignature is not one of this site under such a checkpoint.");
    }
    log.follow(siteId, message.size());
    return SubmitOutcome.accepted();
  }

  private SiteInstruction offerTo(String siteId, SignedCheckpoint head) {
    long size = head.checkpoint().size();
    long from = log.followed(siteId).orElse(0);
    return new SiteInstruction.CheckpointOffered(
        head.withoutCosignatures().render(), log.consistency(from <= size ? from : 0, size));
  }

  private Optional<VerifyingKey> identity(String siteId) {
    return sites.find(siteId).map(EnrolledSite::identityKey).map(VerifyingKey::of);
  }
}
