package org.fedval.coordinator.round;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.AbortPhase;
import org.fedval.crypto.secagg.Outcome;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SubmitOutcome;

/**
 * One phase of a session as the driver sees it: what each site is told, what it may answer, who is
 * missing, and what comes next. A message that belongs to another phase is refused.
 */
abstract class Stage implements SiteMessage.Steps<SubmitOutcome> {
  static final String NOT_EXPECTED = "NOT_EXPECTED";

  private final Sha256Digest sid;
  private int sender;

  Stage(Sha256Digest sid) {
    this.sid = sid;
  }

  /** A body that the coordinator signed for a session. */
  record Said(String type, SignedBody signed) {
    /** Something that is stored in its place but needs no signature. */
    static Said unsigned(String type, byte[] body) {
      return new Said(type, new SignedBody(body, new byte[VerifyingKey.SIGNATURE_BYTES]));
    }
  }

  final Sha256Digest sid() {
    return sid;
  }

  /** The phase's name as the protocol calls it. */
  abstract String name();

  /** What the coordinator signed when this phase began; never empty. */
  abstract List<Said> said();

  /** Roster indices of the sites that hear of this phase. */
  abstract Set<Integer> addressed();

  /** What a site is told in this phase. */
  abstract SiteInstruction instruction(int site);

  /** Roster indices of the sites that have not answered. */
  abstract Set<Integer> missing();

  /** Whether {@link #close} can succeed without those that are missing. */
  abstract boolean enough();

  /** The next phase; who is missing is left out. */
  abstract Stage close();

  /** Asks the sites to void the session; empty when no site is bound yet or none may be freed. */
  Optional<AbortPhase> abort() {
    return Optional.empty();
  }

  /**
   * Takes a site's withdrawal: it is not waited for and its numbers stay out of the sums. False
   * when only a void session can keep them out.
   */
  boolean withdraw(int site) {
    return true;
  }

  /** True when the phase need not wait for more answers than those that are there. */
  boolean isReady() {
    return missing().isEmpty();
  }

  /** True when a site that missed this phase must hear of it before any later one. */
  boolean isRepeatedLater() {
    return false;
  }

  /** True when nothing follows. */
  boolean isLast() {
    return false;
  }

  /** Takes one step of one site. */
  final SubmitOutcome accept(int site, SiteMessage.SessionStep step) {
    sender = site;
    try {
      return step.step(this);
    } catch (MalformedBody e) {
      return SubmitOutcome.refused("MALFORMED", "The message is malformed.");
    }
  }

  /** The site whose step is being taken. */
  final int sender() {
    return sender;
  }

  static SubmitOutcome outcome(Outcome outcome) {
    if (outcome instanceof Outcome.Refused refused) {
      return SubmitOutcome.refused(refused.code().name(), refused.sentence());
    }
    if (outcome instanceof Outcome.Equivocation) {
      return SubmitOutcome.refused(
          "EQUIVOCATION", "Another message of this kind was taken before; the first one stands.");
    }
    return new SubmitOutcome.Accepted(outcome instanceof Outcome.Duplicate);
  }

  private SubmitOutcome notExpected() {
    return SubmitOutcome.refused(
        NOT_EXPECTED, "The session is in phase " + name() + "; this message belongs to another.");
  }

  @Override
  public SubmitOutcome advertised(SiteMessage.Advertised step) {
    return notExpected();
  }

  @Override
  public SubmitOutcome sharesDealt(SiteMessage.SharesDealt step) {
    return notExpected();
  }

  @Override
  public SubmitOutcome masked(SiteMessage.Masked step) {
    return notExpected();
  }

  @Override
  public SubmitOutcome voted(SiteMessage.Voted step) {
    return notExpected();
  }

  @Override
  public SubmitOutcome revealedA(SiteMessage.RevealedA step) {
    return notExpected();
  }

  @Override
  public SubmitOutcome revealedB(SiteMessage.RevealedB step) {
    return notExpected();
  }

  @Override
  public SubmitOutcome complained(SiteMessage.Complained step) {
    return notExpected();
  }

  @Override
  public SubmitOutcome abortVoted(SiteMessage.AbortVoted step) {
    return notExpected();
  }
}
