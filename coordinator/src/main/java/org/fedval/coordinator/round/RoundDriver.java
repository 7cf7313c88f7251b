package org.fedval.coordinator.round;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.fedval.coordinator.config.Deadlines;
import org.fedval.coordinator.store.SessionBodyRepository;
import org.fedval.coordinator.store.SessionBodyRepository.StoredBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.secagg.AbortPhase;
import org.fedval.crypto.secagg.Quorum;
import org.fedval.crypto.secagg.SessionFailed;
import org.fedval.crypto.secagg.SessionTerms;
import org.fedval.crypto.secagg.body.BlameProof;
import org.fedval.crypto.secagg.body.Result;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SubmitOutcome;

/**
 * Drives one session from the proposal to the opened sums, or to a certified abort. Every message
 * is stored before it is acted on. A phase closes when every site of it has answered, or without
 * the missing ones once none of them need be waited for; a phase that cannot close so asks the
 * sites to void the session. In a later slot the set of sites is fixed: until their vectors are all
 * there, nobody may be missing. Lives on the event loop only.
 */
public final class RoundDriver {
  private final SessionTerms terms;
  private final SiteNames names;
  private final boolean fixedSites;
  private final Clock clock;
  private final Outboxes outboxes;
  private final VectorUploads uploads;
  private final SortedSet<Integer> leftOut;
  private final RoundEvents events;
  private final SessionJournal journal;
  private final Liveness liveness;
  private final List<Stage> entered = new ArrayList<>();
  private final Map<Step, SignedBody> taken = new HashMap<>();
  private final SortedSet<Integer> lost = new TreeSet<>();

  private Stage stage;
  private Instant stageStarted;
  private String trouble = "";
  private boolean over;

  RoundDriver(
      SessionTerms terms,
      SlotBasis basis,
      AdvertiseStage first,
      VectorUploads uploads,
      SortedSet<Integer> leftOut,
      RoundServices services,
      RoundEvents events) {
    this.terms = terms;
    this.names = new SiteNames(terms.roster());
    this.fixedSites = basis.isLater();
    this.stage = first;
    this.uploads = uploads;
    this.leftOut = Collections.unmodifiableSortedSet(new TreeSet<>(leftOut));
    this.clock = services.clock();
    this.outboxes = services.outboxes();
    this.events = events;
    this.journal = new SessionJournal(terms, services.bodies(), clock);
    this.stageStarted = clock.instant();
    this.liveness = new Liveness(services.deadlines(), stageStarted);
    entered.add(first);
  }

  /** What rounds share. */
  public record RoundServices(
      Deadlines deadlines, Clock clock, Outboxes outboxes, SessionBodyRepository bodies) {}

  private record Step(int site, String name) {}

  /** The session's id. */
  public Sha256Digest sid() {
    return terms.sid();
  }

  /** Roster indices that were not invited. */
  public SortedSet<Integer> leftOut() {
    return leftOut;
  }

  /** Stores the new session and sends the proposal to every invited site. */
  public void start() {
    journal.opened(terms.proposal().attempt(), leftOut);
    stage.said().forEach(journal::said);
    tell();
  }

  /** Goes through the stored events to where an earlier process stood, and on from there. */
  public void goOn() {
    for (StoredBody event : journal.events()) {
      replay(event);
    }
    stageStarted = clock.instant();
    if (stage.isLast()) {
      end();
    } else {
      tell();
      advance();
    }
  }

  /** Says again what one site needs to go on, after it attached anew. */
  public void remind(int site) {
    if (over || !stage.isLast() && !stage.missing().contains(site)) {
      return;
    }
    for (Stage s : entered) {
      if ((s == stage || s.isRepeatedLater()) && s.addressed().contains(site)) {
        outboxes.send(names.of(site), s.instruction(site));
      }
    }
  }

  /** True while the site has not answered the proposal and so could still start anew. */
  public boolean awaitsJoin(int site) {
    return !over && stage instanceof AdvertiseStage && stage.missing().contains(site);
  }

  /** Ids of the sites whose answer the phase lacks, ascending; none once the session is over. */
  public List<String> waitedFor() {
    return over || stage.isLast()
        ? List.of()
        : stage.missing().stream().map(names::of).sorted().toList();
  }

  /** When the phase stops waiting; empty in masking, where cohorts run, and after the end. */
  public Optional<Instant> deadline() {
    return over || stage.isLast() ? Optional.empty() : liveness.deadline(stage, stageStarted);
  }

  /** The site lives. */
  public void signOfLife(int site) {
    liveness.sign(site, clock.instant());
  }

  /**
   * The site withdraws. Before the survivor set is fixed it is left out; before its commit vote the
   * session is voided; afterwards its numbers stay in. {@code why} is a clause that follows its
   * name.
   */
  public void leaves(int site, String why) {
    if (over || stage.isLast()) {
      return;
    }
    liveness.left(site, why);
    journal.left(site);
    if (!needsEverybody() && stage.withdraw(site)) {
      tick(clock.instant());
      advance();
    } else {
      lost.add(site);
      giveUp(names.of(site) + " " + why, clock.instant());
    }
  }

  /** A piece of a site's masked vector. */
  public SubmitOutcome chunk(int site, long offset, byte[] data) {
    if (!(stage instanceof MaskStage) || !stage.addressed().contains(site)) {
      return SubmitOutcome.refused("NOT_EXPECTED", "The session takes no masked vector now.");
    }
    signOfLife(site);
    return uploads.append(site, offset, data);
  }

  /** Bytes of the site's masked vector that are there already. */
  public long stored(int site) {
    return over ? 0 : uploads.stored(site);
  }

  /** One step of one site. */
  public SubmitOutcome accept(int site, SiteMessage.SessionStep step) {
    if (over) {
      return SubmitOutcome.refused("NO_SESSION", "This session is over.");
    }
    signOfLife(site);
    SubmitOutcome outcome = stage.accept(site, step);
    if (outcome instanceof SubmitOutcome.Refused refused
        && refused.code().equals(Stage.NOT_EXPECTED)) {
      return isRepeated(site, step) ? new SubmitOutcome.Accepted(true) : outcome;
    }
    if (outcome instanceof SubmitOutcome.Accepted accepted && !accepted.duplicate()) {
      taken.put(new Step(site, StepName.of(step)), step.signed());
      journal.taken(site, step);
      if (step instanceof SiteMessage.Complained) {
        liveness.left(site, "cannot use the shares that another site dealt to it");
      }
      advance();
    }
    return outcome;
  }

  /** The same bytes as in an earlier phase, whose answer may have been lost on its way. */
  private boolean isRepeated(int site, SiteMessage.SessionStep step) {
    SignedBody first = taken.get(new Step(site, StepName.of(step)));
    return first != null && first.equals(step.signed());
  }

  /** Goes on without the missing sites once none of them need be waited for. */
  public void tick(Instant now) {
    if (over || stage.isLast()) {
      return;
    }
    SortedMap<Integer, String> late = new TreeMap<>();
    for (int site : stage.missing()) {
      Optional<String> why = liveness.late(site, stage, stageStarted, now);
      why.ifPresent(clause -> late.put(site, clause));
    }
    boolean all = late.size() == stage.missing().size();
    if (late.isEmpty() || !all && couldClose(late.keySet())) {
      return;
    }
    lost.addAll(late.keySet());
    if (all && stage.enough() && !needsEverybody()) {
      events.says("The round goes on without: " + names.of(late) + ".");
      next();
      advance();
    } else {
      giveUp(names.of(late), now);
    }
  }

  /** Whether no site may be left out of the sums that are being made. */
  private boolean needsEverybody() {
    return fixedSites
        && (stage instanceof AdvertiseStage
            || stage instanceof ShareStage
            || stage instanceof MaskStage);
  }

  /** Forgets the session's masked vectors. */
  public void close() {
    over = true;
    uploads.close();
  }

  /** Whether the phase can close if everybody answers but those that are late. */
  private boolean couldClose(Set<Integer> late) {
    if (needsEverybody()) {
      return false;
    }
    return !(stage instanceof MaskStage)
        || stage.addressed().size() - late.size() >= survivorFloor(entered.get(1).addressed());
  }

  private int survivorFloor(Set<Integer> advertised) {
    return new Quorum(advertised.size(), terms.proposal().f())
        .survivorFloor(terms.proposal().minSites());
  }

  private void advance() {
    while (!over && !stage.isLast() && stage.isReady()) {
      next();
    }
  }

  private void next() {
    Stage next;
    try {
      next = stage.close();
    } catch (SessionFailed e) {
      cannotClose(e);
      return;
    }
    become(next);
    journal.entered(next);
    tell();
    if (next instanceof RevealBStage) {
      events.gateOpened();
    } else if (next.isLast()) {
      end();
    }
  }

  private void become(Stage next) {
    if (stage instanceof MaskStage masking) {
      lost.addAll(masking.faulty());
    }
    stage = next;
    stageStarted = clock.instant();
    entered.add(next);
  }

  private void tell() {
    for (int site : stage.addressed()) {
      outboxes.send(names.of(site), stage.instruction(site));
    }
  }

  /** Tells the study how the session ended; the session itself is over. */
  private void end() {
    over = true;
    if (stage instanceof PooledStage pooled) {
      events.pooled(pooled.sums(), pooled.transcript());
    } else {
      events.voided(lost, trouble.isEmpty() ? "the session could not go on" : trouble);
    }
  }

  private void cannotClose(SessionFailed e) {
    String sentence = String.valueOf(e.getMessage());
    if (e.blame().isPresent() && stageCommitted().isPresent()) {
      over = true;
      BlameProof proof = e.blame().get();
      journal.said(Stage.Said.unsigned(BlameProof.TYPE, proof.encode()));
      events.spoiled(proof, e.site().orElseThrow(), stageCommitted().orElseThrow().survivors());
      return;
    }
    e.site().ifPresent(lost::add);
    String why = e.site().isPresent() ? names.of(e.site().getAsInt()) + ": " + sentence : sentence;
    if (stageCommitted().isPresent()) {
      fail(why);
    } else {
      giveUp(why, clock.instant());
    }
  }

  private Optional<RevealAStage> stageCommitted() {
    return entered.stream()
        .filter(RevealAStage.class::isInstance)
        .map(RevealAStage.class::cast)
        .findFirst();
  }

  /** The phase cannot close: void the session where that is still possible, else wait. */
  private void giveUp(String why, Instant now) {
    if (trouble.isEmpty() || !(stage instanceof AbortStage)) {
      trouble = why;
    }
    Optional<AbortPhase> abort = stage.abort();
    if (abort.isPresent()) {
      AbortStage asked = new AbortStage(sid(), abort.get());
      become(asked);
      asked.said().forEach(journal::said);
      events.says("The session cannot go on and is being closed: " + why + ".");
      tell();
      advance();
    } else if (fixedSites || stage instanceof AdvertiseStage || isExpired(now)) {
      fail(why);
    } else {
      events.says("Waiting; nothing is lost: " + why + ". Start the agent there.");
    }
  }

  private boolean isExpired(Instant now) {
    return now.getEpochSecond() > terms.proposal().deadlines().expire();
  }

  private void fail(String why) {
    over = true;
    events.failed(why);
  }

  private void replay(StoredBody event) {
    if (event.type().equals(SessionJournal.LEFT)) {
      boolean unused = !needsEverybody() && stage.withdraw(event.signer());
      return;
    }
    if (event.signer() != SigInput.COORDINATOR) {
      SiteMessage.SessionStep step = SessionJournal.step(event);
      if (!(stage.accept(event.signer(), step) instanceof SubmitOutcome.Accepted)) {
        throw new IllegalStateException("A stored step is not accepted any more.");
      }
      taken.put(new Step(event.signer(), event.type()), event.signed());
      return;
    }
    Stage.Said said = new Stage.Said(event.type(), event.signed());
    if (stage.said().contains(said) || event.type().equals(BlameProof.TYPE)) {
      return;
    }
    become(
        event.type().equals(AbortStage.ASKED)
            ? new AbortStage(sid(), stage.abort().orElseThrow())
            : stage.close());
    if (stage instanceof PooledStage pooled) {
      SignedBody unused = pooled.sign(Result.decode(event.signed().body()).logIndex());
    }
    if (!stage.said().contains(said)) {
      throw new IllegalStateException("A stored session does not lead to its own stored bodies.");
    }
  }
}
