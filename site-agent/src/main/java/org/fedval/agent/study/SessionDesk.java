package org.fedval.agent.study;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.fedval.agent.grpc.CoordinatorClient;
import org.fedval.agent.secagg.OwnBodies;
import org.fedval.agent.secagg.SecAggSession;
import org.fedval.agent.secagg.SessionStart;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.Blame;
import org.fedval.crypto.secagg.body.BlameProof;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SessionProposal;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sessions of this agent: joins them, takes their steps, sends the answers. A session that was
 * read back after a restart takes no step before the coordinator has shown this site's own messages
 * of it. In quarantine nothing is done. Touched on the thread of the steps only.
 */
final class SessionDesk {
  private static final Logger log = LoggerFactory.getLogger(SessionDesk.class);
  static final String QUARANTINED =
      "This agent is in quarantine and takes no step; look with 'fedval agent quarantine'.";

  private final SiteState state;
  private final CoordinatorClient coordinator;
  private final Replies replies;
  private final StatusBoard status;
  private final Set<Sha256Digest> checked = new HashSet<>();

  SessionDesk(SiteState state, CoordinatorClient coordinator, Replies replies, StatusBoard status) {
    this.state = state;
    this.coordinator = coordinator;
    this.replies = replies;
    this.status = status;
  }

  /** Whether no step may be taken; tells the site's people why nothing happens. */
  boolean isQuarantined() {
    boolean on = state.quarantine().isOn();
    if (on) {
      status.say(QUARANTINED);
    }
    return on;
  }

  /** Whether this site was in the session before. */
  boolean hasSeen(Sha256Digest sid) {
    return state.shelf().hasSeen(sid);
  }

  /** An open session that may take steps. */
  Optional<SecAggSession> find(Sha256Digest sid) throws InterruptedException {
    Optional<SecAggSession> session = state.shelf().find(sid);
    if (session.isEmpty() || isQuarantined()) {
      return Optional.empty();
    }
    if (checked.contains(sid)) {
      return session;
    }
    boolean forgotten = OwnBodies.hasForgotten(session.get(), own(), coordinator.ownBodies(sid));
    if (forgotten) {
      quarantine(sid);
      return Optional.empty();
    }
    checked.add(sid);
    return session;
  }

  /**
   * Joins a session; empty when the coordinator has messages of this site in it that it forgot.
   * Throws {@code ProtocolViolation} when the proposal fails a check.
   */
  Optional<SecAggSession> join(SessionStart start, int index, SiteInstruction.SessionProposed i)
      throws InterruptedException {
    Sha256Digest sid = i.proposal().hash();
    if (OwnBodies.hasForgotten(sid, index, own(), coordinator.ownBodies(sid))) {
      quarantine(sid);
      return Optional.empty();
    }
    try {
      SecAggSession session = state.shelf().join(start);
      checked.add(sid);
      return Optional.of(session);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes a step of a session and sends what it answers. */
  void answer(
      SiteInstruction.SessionInstruction step, Function<SecAggSession, List<SiteMessage>> taken)
      throws InterruptedException {
    Optional<SecAggSession> session = find(step.sid());
    if (session.isPresent()) {
      replies.send(session.get(), taken.apply(session.get()));
    }
  }

  /** The session that ended with a result that this site checked; empty when it is not open. */
  Optional<SecAggSession> finish(SiteInstruction.ResultPublished published)
      throws InterruptedException {
    Optional<SecAggSession> session = find(published.sid());
    session.ifPresent(s -> s.finish(published));
    return session;
  }

  void aborted(SiteInstruction.Aborted notice) throws InterruptedException {
    Optional<SecAggSession> session = find(notice.sid());
    if (session.isPresent()) {
      session.get().aborted(notice);
      status.say("A session was closed without a result; nothing of this site was opened.");
    }
  }

  /** Notes a dealer that signed bytes convict; a proof that does not hold is ignored. */
  void dealerBlamed(SiteInstruction.DealerBlamed notice, @Nullable Roster current) {
    BlameProof proof = BlameProof.decode(notice.proof().toByteArray());
    Sha256Digest wanted = SessionProposal.decode(proof.proposal().toByteArray()).rosterHash();
    Set<Roster> rosters = new HashSet<>();
    if (current != null) {
      rosters.add(current);
    }
    state.shelf().sessions().forEach(session -> rosters.add(session.start().roster()));
    for (Roster roster : rosters) {
      if (roster.hash().equals(wanted)) {
        state.slots().onBlame(Blame.check(proof, roster));
        return;
      }
    }
  }

  private void quarantine(Sha256Digest sid) {
    try {
      state
          .quarantine()
          .enter(
              "The coordinator holds a message that this site signed in session "
                  + sid.hex()
                  + " and does not remember; was a backup or a snapshot put back?");
      state.shelf().setAside(sid);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    log.atError().addKeyValue("session", sid.hex()).log("Quarantine: a message was forgotten");
    status.say(QUARANTINED);
  }

  private VerifyingKey own() {
    return state.identity().verifyingKey();
  }
}
