package org.fedval.coordinator.round;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fedval.coordinator.config.Deadlines;
import org.fedval.coordinator.store.SessionBodyRepository;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigInput;
import org.fedval.crypto.secagg.FinishedSession;
import org.fedval.crypto.secagg.SessionFailed;
import org.fedval.crypto.secagg.SessionTerms;
import org.fedval.crypto.secagg.body.Certificate;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SubmitOutcome;
import org.jspecify.annotations.Nullable;

/**
 * Drives one session from the proposal to the opened sums. Every message is stored before it is
 * acted on. A phase closes when every site of it has answered; a site that stays silent past the
 * deadline ends the round. Lives on the event loop only.
 */
public final class RoundDriver {
  private final SessionTerms terms;
  private final Deadlines deadlines;
  private final Clock clock;
  private final Outboxes outboxes;
  private final SessionBodyRepository bodies;
  private final VectorUploads uploads;
  private final RoundEvents events;
  private final Map<Integer, Instant> lastSign = new HashMap<>();
  private final Map<Step, SignedBody> taken = new HashMap<>();

  private Stage stage;
  private Instant stageStarted;
  private @Nullable Certificate certificate;
  private int survivors;
  private boolean over;

  RoundDriver(
      SessionTerms terms,
      AdvertiseStage first,
      VectorUploads uploads,
      RoundServices services,
      RoundEvents events) {
    this.terms = terms;
    this.stage = first;
    this.uploads = uploads;
    this.deadlines = services.deadlines();
    this.clock = services.clock();
    this.outboxes = services.outboxes();
    this.bodies = services.bodies();
    this.events = events;
    this.stageStarted = clock.instant();
  }

  /** What rounds share. */
  public record RoundServices(
      Deadlines deadlines, Clock clock, Outboxes outboxes, SessionBodyRepository bodies) {}

  /** The session's id. */
  public Sha256Digest sid() {
    return terms.sid();
  }

  /** Sends the proposal to every site. */
  public void start() {
    store(SigInput.COORDINATOR, "SessionProposal", terms.signedProposal());
    enter(stage);
  }

  /** Says again what one site is expected to answer, after it attached anew. */
  public void remind(int site) {
    if (!over && stage.missing().contains(site)) {
      outboxes.send(member(site).siteId(), stage.instruction(site));
    }
  }

  /** True while the site has not answered the proposal and so could still start anew. */
  public boolean awaitsJoin(int site) {
    return !over && stage instanceof AdvertiseStage && stage.missing().contains(site);
  }

  /** The site lives. */
  public void signOfLife(int site) {
    lastSign.put(site, clock.instant());
  }

  /** A piece of a site's masked vector. */
  public SubmitOutcome chunk(int site, long offset, byte[] data) {
    if (!(stage instanceof MaskStage)) {
      return SubmitOutcome.refused("NOT_EXPECTED", "The session takes no masked vector now.");
    }
    signOfLife(site);
    return uploads.append(site, offset, data);
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
      taken.put(new Step(site, step.getClass()), step.signed());
      store(site, stage.name(), step.signed());
      advance();
    }
    return outcome;
  }

  /** The same bytes as in an earlier phase, whose answer may have been lost on its way. */
  private boolean isRepeated(int site, SiteMessage.SessionStep step) {
    SignedBody first = taken.get(new Step(site, step.getClass()));
    return first != null && first.equals(step.signed());
  }

  private record Step(int site, Class<?> kind) {}

  /** Ends the round when a missing site has been silent for too long. */
  public void tick(Instant now) {
    if (over) {
      return;
    }
    List<Integer> late = stage.missing().stream().filter(site -> isLate(site, now)).toList();
    if (!late.isEmpty()) {
      fail(silent(late));
    }
  }

  /** Forgets the session's masked vectors. */
  public void close() {
    over = true;
    uploads.close();
  }

  private boolean isLate(int site, Instant now) {
    if (stage instanceof MaskStage) {
      Instant sign = lastSign.getOrDefault(site, stageStarted);
      Instant since = sign.isAfter(stageStarted) ? sign : stageStarted;
      return now.isAfter(since.plus(deadlines.signOfLife()));
    }
    return now.isAfter(stageStarted.plus(deadlines.phase()));
  }

  private String silent(List<Integer> late) {
    Duration limit = stage instanceof MaskStage ? deadlines.signOfLife() : deadlines.phase();
    List<String> names = late.stream().map(site -> member(site).siteId()).toList();
    return "%s did not answer within %d s in phase %s, and every site must stay; start the agent there and submit the study again."
        .formatted(String.join(", ", names), limit.toSeconds(), stage.name());
  }

  private void advance() {
    while (!over && stage.missing().isEmpty()) {
      try {
        step();
      } catch (SessionFailed e) {
        fail(String.valueOf(e.getMessage()) + whose(e));
      }
    }
  }

  private void step() {
    if (stage instanceof AdvertiseStage s) {
      ShareStage next = s.close();
      store(SigInput.COORDINATOR, "AdvertiseSet", next.advertiseSet());
      enter(next);
    } else if (stage instanceof ShareStage s) {
      MaskStage next = s.close(uploads);
      store(SigInput.COORDINATOR, "ShareDelivery", next.shareDelivery());
      enter(next);
    } else if (stage instanceof MaskStage s) {
      VoteStage next = s.close();
      survivors = next.survivors();
      store(SigInput.COORDINATOR, "SurvivorSet", next.survivorSet());
      requireEverybody();
      enter(next);
    } else if (stage instanceof VoteStage s) {
      RevealAStage next = s.close();
      certificate = next.decodedCertificate();
      store(SigInput.COORDINATOR, "CommitCert", next.certificate());
      enter(next);
    } else if (stage instanceof RevealAStage s) {
      RevealBStage next = s.close();
      store(SigInput.COORDINATOR, "GateTranscript", next.gateTranscript());
      store(SigInput.COORDINATOR, "GateResult", next.gateResult());
      events.gateOpened();
      enter(next);
    } else if (stage instanceof RevealBStage s) {
      finish(s.close(), s.gateResult().hash());
    }
  }

  /** A site whose key confirmations contradict is left out of U3; every site must stay for now. */
  private void requireEverybody() {
    if (survivors < terms.roster().size()) {
      fail(
          "A site's key confirmations contradict the others'; it was left out, so the round ends.");
    }
  }

  private void enter(Stage next) {
    if (over) {
      return;
    }
    stage = next;
    stageStarted = clock.instant();
    Set<Integer> addressed = next.missing();
    for (int site : addressed) {
      outboxes.send(member(site).siteId(), next.instruction(site));
    }
  }

  private void finish(FinishedSession finished, Sha256Digest gateHash) {
    over = true;
    SignedBody result = finished.result(0);
    store(SigInput.COORDINATOR, "Result", result);
    for (Roster.Member member : terms.roster().members()) {
      outboxes.send(member.siteId(), new SiteInstruction.ResultPublished(sid(), result));
    }
    Certificate voted = certificate;
    if (voted == null) {
      throw new AssertionError("A session finished without a certificate.");
    }
    events.pooled(
        finished.pooled(),
        new RoundEvents.RoundTranscript(
            terms.sid(), voted.h1(), voted.h2(), voted.h3(), gateHash, survivors));
  }

  private void fail(String sentence) {
    over = true;
    events.failed(sentence);
  }

  private String whose(SessionFailed e) {
    return e.site().isPresent() ? " Site: " + member(e.site().getAsInt()).siteId() + "." : "";
  }

  private void store(int signer, String type, SignedBody signed) {
    bodies.add(
        terms.sid().toByteArray(),
        terms.proposal().studyHash().toByteArray(),
        signer,
        type,
        signed,
        clock.instant());
  }

  private Roster.Member member(int site) {
    return terms.roster().members().get(site);
  }
}
