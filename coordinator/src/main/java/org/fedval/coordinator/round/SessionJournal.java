package org.fedval.coordinator.round;

import java.time.Clock;
import java.util.List;
import java.util.SortedSet;
import org.fedval.coordinator.store.SessionBodyRepository;
import org.fedval.coordinator.store.SessionBodyRepository.OpenedSession;
import org.fedval.coordinator.store.SessionBodyRepository.StoredBody;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.secagg.SessionTerms;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SiteMessageWire;

/**
 * The events of one session, stored before anything is said because of them. Read back in order,
 * they lead the same stages to the same point, since no stage draws anything at random.
 */
final class SessionJournal {
  static final String LEFT = "Left";

  private final SessionBodyRepository bodies;
  private final Clock clock;
  private final byte[] sid;
  private final byte[] study;
  private final String slot;

  SessionJournal(SessionTerms terms, SessionBodyRepository bodies, Clock clock) {
    this.bodies = bodies;
    this.clock = clock;
    this.sid = terms.sid().toByteArray();
    this.study = terms.proposal().studyHash().toByteArray();
    this.slot = terms.proposal().slot();
  }

  void opened(long attempt, SortedSet<Integer> leftOut) {
    bodies.open(new OpenedSession(sid, study, slot, attempt, leftOut), clock.instant());
  }

  /** What the coordinator signed. */
  void said(Stage.Said said) {
    add(new StoredBody(SigInput.COORDINATOR, said.type(), said.signed(), null));
  }

  /** What the coordinator signs as a phase begins. */
  void entered(Stage stage) {
    if (stage instanceof PooledStage pooled) {
      bodies.addResult(sid, study, pooled::sign, clock.instant());
    } else {
      stage.said().forEach(this::said);
    }
  }

  /** A step of a site that was accepted. */
  void taken(int site, SiteMessage.SessionStep step) {
    byte[] message = SiteMessageWire.encode(step, site);
    add(new StoredBody(site, StepName.of(step), step.signed(), message));
  }

  /** A site that withdrew. */
  void left(int site) {
    add(new StoredBody(site, LEFT, Stage.Said.unsigned(LEFT, new byte[0]).signed(), null));
  }

  List<StoredBody> events() {
    return bodies.bodies(sid);
  }

  /** The step that a stored event of a site holds. */
  static SiteMessage.SessionStep step(StoredBody event) {
    byte[] message = event.message();
    if (message == null) {
      throw new IllegalStateException("A stored step of a site has lost its message.");
    }
    return (SiteMessage.SessionStep) SiteMessageWire.decode(message);
  }

  private void add(StoredBody body) {
    bodies.add(sid, study, body, clock.instant());
  }
}
