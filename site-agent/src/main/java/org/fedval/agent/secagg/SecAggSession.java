package org.fedval.agent.secagg;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.fedval.agent.journal.SessionJournal;
import org.fedval.agent.privacy.PrivacyLedger;
import org.fedval.agent.privacy.PrivacyRefused;
import org.fedval.crypto.primitive.Octets;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.CertifiedAbort;
import org.fedval.crypto.secagg.ProtocolViolation;
import org.fedval.crypto.secagg.SessionTerms;
import org.fedval.crypto.secagg.body.Layout;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.slot.Attempt;
import org.fedval.crypto.secagg.slot.CohortRecord;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.jspecify.annotations.Nullable;

/**
 * This site's part of one session. Every step asks the slot rule, is written to the journal, and
 * only then given to be sent. The coordinator may say a step again, after a lost connection or a
 * restart of either side: then the stored answer is given again, never a new one. {@link
 * SessionShelf} begins and resumes sessions. Not thread-safe.
 */
public final class SecAggSession {
  private final SessionStart start;
  private final SessionTerms terms;
  private final int index;
  private final SessionSteps steps;
  private final SlotBook slots;
  private final PrivacyLedger privacy;
  private final SessionJournal journal;
  private final SessionShelf shelf;
  private final Map<Class<?>, List<SiteMessage>> said = new HashMap<>();
  private Octets certificate = Octets.empty();
  private @Nullable CohortRecord cohort;
  private boolean over;
  private boolean unwritten;

  SecAggSession(
      SessionStart start,
      SessionTerms terms,
      int index,
      SessionSteps steps,
      SlotBook slots,
      PrivacyLedger privacy,
      SessionJournal journal,
      SessionShelf shelf) {
    this.start = start;
    this.terms = terms;
    this.index = index;
    this.steps = steps;
    this.slots = slots;
    this.privacy = privacy;
    this.journal = journal;
    this.shelf = shelf;
  }

  public Sha256Digest sid() {
    return terms.sid();
  }

  /** Roster index of this site. */
  public int index() {
    return index;
  }

  /** The digest of the session's study. */
  public Sha256Digest study() {
    return terms.proposal().studyHash();
  }

  public String slot() {
    return terms.proposal().slot();
  }

  /** When nothing more may be opened, in Unix seconds. */
  public long expires() {
    return terms.proposal().deadlines().expire();
  }

  /** What the session began with. */
  public SessionStart start() {
    return start;
  }

  /** Whether the session has ended here; its keys are gone and it answers nothing. */
  public boolean isOver() {
    return over;
  }

  /** Whether this site voted for the sum; from then on it cannot withdraw. */
  public boolean hasVoted() {
    return steps.hasVoted();
  }

  /** Whether numbers of this site are masked in it. */
  public boolean hasMasked() {
    return steps.hasMasked();
  }

  /**
   * The cohort is counted: from now on the slot rule is asked at every step. Throws {@link
   * ProtocolViolation} when another session or study stands against taking part.
   */
  public void bind(CohortRecord counted) {
    slots.mayAdvertise(Attempt.of(terms, counted));
    cohort = counted;
  }

  /** AdvertiseKeys. */
  public SiteMessage advertise() {
    return new SiteMessage.Advertised(sid(), steps.advertise());
  }

  /** ShareKeys. */
  public List<SiteMessage> share(SiteInstruction.AdvertiseSetClosed closed) {
    return once(
        closed,
        () -> {
          CohortRecord known = cohort;
          if (known != null) {
            slots.mayShare(Attempt.of(terms, known), steps.advertisers(closed));
          }
          return List.of(steps.share(closed, null));
        });
  }

  /**
   * Masks the frozen numbers, once; the vector is {@link #maskedVector()}. Complaints come instead
   * when a dealer's shares cannot be used, and nothing when the session went on without this site.
   * The privacy ledger is charged before the step is written; throws {@code PrivacyRefused} when
   * the budget does not allow that the numbers leave.
   */
  public List<SiteMessage> mask(SiteInstruction.SharesDelivered delivered, FrozenSlot frozen) {
    if (!said.containsKey(delivered.getClass()) && (isLeftBehind() || steps.hasPledged())) {
      return List.of();
    }
    return once(
        delivered,
        () -> {
          Attempt attempt = Attempt.of(terms, frozen.cohort());
          cohort = frozen.cohort();
          slots.mayMask(attempt, steps.advertisers());
          privacy.requireRoom(terms, frozen.vector());
          List<SiteMessage> answers = steps.mask(delivered, frozen.vector(), null);
          if (steps.hasMasked()) {
            privacy.charge(terms, frozen.vector());
            slots.onMask(attempt, steps.advertisers());
          }
          return answers;
        });
  }

  /** The masked vector that {@link #mask} made. */
  public byte[] maskedVector() {
    return steps.maskedVector();
  }

  /** Votes to commit to the survivors; a site that is not among them helps and says nothing. */
  public List<SiteMessage> vote(SiteInstruction.SurvivorsNamed named) {
    return once(
        named,
        () -> {
          if (!steps.hasMasked() || steps.hasPledged()) {
            return List.of();
          }
          if (SessionSteps.survivors(named).contains(index)) {
            slots.mayVote(attempt(), steps.survivorKeys(named));
          }
          return steps.decide(named, index).stream().toList();
        });
  }

  /** Opens the gate. */
  public List<SiteMessage> revealGate(SiteInstruction.Committed committed) {
    if (isLeftBehind() || steps.hasPledged()) {
      return List.of();
    }
    List<SiteMessage> answers = once(committed, () -> List.of(steps.revealGate(committed)));
    slots.onCommit(steps.commit());
    certificate = Octets.of(committed.certificate().body());
    return answers;
  }

  /** Checks the gate and opens what it allows. */
  public List<SiteMessage> revealMetrics(SiteInstruction.GateOpened gate) {
    if (isLeftBehind() || steps.hasPledged()) {
      return List.of();
    }
    List<SiteMessage> earlier = said.get(gate.getClass());
    if (earlier != null) {
      return earlier;
    }
    requireOpen();
    List<BitSet> allowedBefore = shelf.allowedBefore(study(), slot(), sid());
    List<SiteMessage> answers = List.of(steps.revealMetrics(gate, allowedBefore));
    write(new SessionRecord(gate, answers, allowedBefore));
    return answers;
  }

  /** Checks the signed result and destroys the session's keys. */
  public void finish(SiteInstruction.ResultPublished published) {
    requireOpen();
    steps.finish(published);
    end(EndedSession.End.RESULT, Octets.of(published.result().body()));
  }

  /** Pledges to open nothing, unless something was opened or nothing was dealt. */
  public List<SiteMessage> abort(SiteInstruction.AbortAsked asked) {
    if (!said.containsKey(asked.getClass()) && (!steps.hasShared() || steps.hasRevealed())) {
      return List.of();
    }
    return once(asked, () -> List.of(steps.pledge()));
  }

  /** Checks the abort certificate, frees the data set and destroys the session's keys. */
  public void aborted(SiteInstruction.Aborted notice) {
    if (!steps.hasShared()) {
      return;
    }
    requireOpen();
    var unused = steps.aborted(notice);
    write(SessionRecord.of(notice));
    voided(notice);
  }

  /** Leaves a session in which nothing was masked; it is never joined again. */
  public void leave() {
    if (steps.hasMasked()) {
      throw new IllegalStateException("A site that masked waits for a certificate.");
    }
    end(EndedSession.End.LEFT, Octets.empty());
  }

  /** Whether this site signed these bytes in this session, as far as its journal knows. */
  public boolean knows(SignedBody body) {
    return body.equals(steps.advertise())
        || said.values().stream()
            .flatMap(List::stream)
            .anyMatch(m -> m instanceof SiteMessage.SessionStep s && s.signed().equals(body));
  }

  /** The units that this session's checked gate allows; empty before. */
  Optional<BitSet> allowed() {
    return steps.allowed();
  }

  /** The layout of its slot. */
  public Layout layout() {
    return terms.layout();
  }

  /** Takes the stored records again; nothing is sent. */
  void replay(List<SessionRecord> records, FrozenSlots frozen) throws IOException {
    for (SessionRecord record : records) {
      if (over) {
        return;
      }
      List<SiteMessage> again = new Replay(this, steps, frozen, record).answers();
      if (!again.equals(record.answers())) {
        throw new ProtocolViolation(
            ProtocolViolation.Code.DAMAGED_RECORD,
            "A stored answer is not the one that follows from the stored instruction.");
      }
      said.put(record.instruction().getClass(), record.answers());
    }
  }

  /** The data set's record, once it is known again. */
  void restore(CohortRecord counted) {
    cohort = counted;
  }

  void recommitted(SiteInstruction.Committed committed) {
    slots.onCommit(steps.commit());
    certificate = Octets.of(committed.certificate().body());
  }

  void voided(SiteInstruction.Aborted notice) {
    CertifiedAbort abort = steps.aborted(notice);
    slots.onAbort(abort);
    if (terms.study().privacy().on()) {
      privacy.refund(abort);
    }
    certificate = Octets.of(notice.certificate().body());
    end(EndedSession.End.ABORTED, Octets.empty());
  }

  /** Ends the session here: its keys are destroyed, hashes and the certificate remain. */
  void end(EndedSession.End how, Octets result) {
    over = true;
    try {
      shelf.end(
          new EndedSession(sid(), study(), slot(), how, certificate, result, steps.allowed()),
          journal);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    start.root().erase();
  }

  /** The survivors were named before this site had masked: it is a dropout and stays one. */
  private boolean isLeftBehind() {
    return !steps.hasMasked() && said.containsKey(SiteInstruction.SurvivorsNamed.class);
  }

  private Attempt attempt() {
    CohortRecord known = cohort;
    if (known == null) {
      throw new IllegalStateException("A masked session knows its cohort.");
    }
    return Attempt.of(terms, known);
  }

  private List<SiteMessage> once(SiteInstruction instruction, Supplier<List<SiteMessage>> step) {
    List<SiteMessage> earlier = said.get(instruction.getClass());
    if (earlier != null) {
      return earlier;
    }
    requireOpen();
    List<SiteMessage> answers = taken(step);
    write(new SessionRecord(instruction, answers, List.of()));
    return answers;
  }

  /** A step whose traces could not be written has happened in memory only: nothing follows it. */
  private List<SiteMessage> taken(Supplier<List<SiteMessage>> step) {
    try {
      return step.get();
    } catch (PrivacyRefused e) {
      unwritten = steps.hasMasked();
      throw e;
    } catch (UncheckedIOException e) {
      unwritten = true;
      throw e;
    }
  }

  private void write(SessionRecord record) {
    try {
      journal.append(record.encode(index));
    } catch (IOException e) {
      unwritten = true;
      throw new UncheckedIOException(e);
    }
    said.put(record.instruction().getClass(), record.answers());
  }

  private void requireOpen() {
    if (over) {
      throw new ProtocolViolation(
          ProtocolViolation.Code.NOT_EXPECTED, "This session is over at this site.");
    }
    if (unwritten) {
      throw new IllegalStateException("A step was not written; start the agent again.");
    }
  }

  @Override
  public String toString() {
    return "SecAggSession[" + sid().hex() + "]";
  }
}
