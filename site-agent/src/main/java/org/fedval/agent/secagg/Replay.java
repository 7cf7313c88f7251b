package org.fedval.agent.secagg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.fedval.crypto.secagg.ProtocolViolation;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;

/**
 * Takes one stored step again: the stored instruction passes the same checks, and the stored answer
 * stands in for what was random. Gives the answer that follows, which must be the stored one.
 */
final class Replay implements SiteInstruction.Cases {
  private final SecAggSession session;
  private final SessionSteps steps;
  private final FrozenSlots frozen;
  private final SessionRecord record;
  private List<SiteMessage> answers = List.of();

  Replay(SecAggSession session, SessionSteps steps, FrozenSlots frozen, SessionRecord record) {
    this.record = record;
    this.session = session;
    this.steps = steps;
    this.frozen = frozen;
  }

  List<SiteMessage> answers() throws IOException {
    try {
      record.instruction().match(this);
    } catch (UncheckedIOException e) {
      throw new IOException(e);
    }
    return answers;
  }

  @Override
  public void advertiseSetClosed(SiteInstruction.AdvertiseSetClosed i) {
    if (record.answers().size() != 1
        || !(record.answers().get(0) instanceof SiteMessage.SharesDealt before)) {
      throw damaged();
    }
    answers = List.of(steps.share(i, before));
  }

  @Override
  public void sharesDelivered(SiteInstruction.SharesDelivered i) {
    if (record.answers().size() == 1
        && record.answers().get(0) instanceof SiteMessage.Masked before) {
      FrozenSlot slot = frozen();
      session.restore(slot.cohort());
      answers = steps.mask(i, slot.vector(), before);
    } else {
      answers = steps.complaints(i);
    }
  }

  @Override
  public void survivorsNamed(SiteInstruction.SurvivorsNamed i) {
    if (steps.hasMasked() && !steps.hasPledged()) {
      answers = steps.decide(i, session.index()).stream().toList();
    }
  }

  @Override
  public void committed(SiteInstruction.Committed i) {
    answers = List.of(steps.revealGate(i));
    session.recommitted(i);
  }

  @Override
  public void gateOpened(SiteInstruction.GateOpened i) {
    answers = List.of(steps.revealMetrics(i, record.earlierAllowed()));
  }

  @Override
  public void abortAsked(SiteInstruction.AbortAsked i) {
    answers = List.of(steps.pledge());
  }

  @Override
  public void aborted(SiteInstruction.Aborted i) {
    session.voided(i);
  }

  @Override
  public void rosterPublished(SiteInstruction.RosterPublished i) {
    throw damaged();
  }

  @Override
  public void rotationPublished(SiteInstruction.RotationPublished i) {
    throw damaged();
  }

  @Override
  public void studyOffered(SiteInstruction.StudyOffered i) {
    throw damaged();
  }

  @Override
  public void sessionProposed(SiteInstruction.SessionProposed i) {
    throw damaged();
  }

  @Override
  public void resultPublished(SiteInstruction.ResultPublished i) {
    throw damaged();
  }

  @Override
  public void dealerBlamed(SiteInstruction.DealerBlamed i) {
    throw damaged();
  }

  @Override
  public void studyEnded(SiteInstruction.StudyEnded i) {
    throw damaged();
  }

  private FrozenSlot frozen() {
    try {
      return frozen
          .load(session.study(), session.slot(), session.layout())
          .orElseThrow(Replay::damaged);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static ProtocolViolation damaged() {
    return new ProtocolViolation(
        ProtocolViolation.Code.DAMAGED_RECORD, "A stored step of a session is damaged.");
  }
}
