package org.fedval.agent.study;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.fedval.agent.admin.LocalStatus;
import org.fedval.agent.admin.LocalWord;
import org.fedval.agent.admin.Told;
import org.fedval.agent.audit.SiteAudit;
import org.fedval.agent.config.AgentConfig;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.ConfigException;
import org.fedval.agent.config.SealKeyPair;
import org.fedval.agent.config.TrustFiles;
import org.fedval.agent.grpc.CoordinatorClient;
import org.fedval.agent.identity.RosterShelf;
import org.fedval.agent.identity.RotationBook;
import org.fedval.agent.identity.Vouching;
import org.fedval.agent.privacy.PrivacyRefused;
import org.fedval.agent.release.ApprovalPolicy;
import org.fedval.agent.secagg.SecAggSession;
import org.fedval.agent.worker.Workers;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.ProtocolViolation;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SitePhaseName;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent: hears what the coordinator says, judges it, and answers. Instructions are taken one
 * after the other on one thread; cohorts run on another, so that the agent stays answerable. {@link
 * Instructions} says which part takes which instruction.
 */
public final class SiteAgent implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SiteAgent.class);
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);
  private static final Duration SWEEP = Duration.ofHours(1);

  private final Parts parts;
  private final StatusBoard status = new StatusBoard();
  private final SiteAudit audit;
  private final Replies replies;
  private final RosterDesk rosters;
  private final StudyBook studies;
  private final SessionDesk sessions;
  private final Instructions instructions;
  private final LocalRequests requests;
  private final AgentThreads threads = new AgentThreads();
  private final ExecutorService steps = threads.steps();

  /** What the agent works with. */
  public record Parts(
      AgentHome home,
      AgentConfig config,
      SigningKey identity,
      SealKeyPair seal,
      VerifyingKey coordinatorKey,
      ApprovalPolicy policy,
      CoordinatorClient coordinator,
      SecureRandom random,
      SiteState state,
      Clock clock,
      Workers workers) {}

  /** How a withdrawal ended. */
  public record Withdrawal(boolean done, String sentence) {}

  public SiteAgent(Parts parts) {
    this.parts = parts;
    this.audit =
        SiteAudit.of(parts.home(), parts.identity(), parts.coordinatorKey(), parts.clock());
    this.replies = new Replies(parts.coordinator(), parts.identity(), status, audit);
    TrustFiles trust = new TrustFiles(parts.home());
    RosterShelf shelf = new RosterShelf(parts.home(), parts.coordinatorKey());
    OfferCheck offers =
        new OfferCheck(
            parts.coordinatorKey(),
            parts.policy(),
            trust,
            new Vouching(trust, shelf, parts.clock()),
            parts.identity().verifyingKey(),
            parts.seal().publicKey(),
            parts.clock(),
            parts.config().cohortFiles(parts.home()));
    this.rosters =
        new RosterDesk(
            offers,
            trust,
            shelf,
            new RotationBook(parts.home()),
            parts.state().slots(),
            replies,
            status);
    Governance people = Governance.of(parts, audit, status);
    this.studies = StudyBook.of(parts, offers, rosters, people, replies, status, threads);
    this.requests =
        new LocalRequests(
            people,
            studies,
            new PreviewDesk(
                studies.active(), people.hold(), parts.state(), parts.home().receiptsFile()),
            steps);
    this.sessions = new SessionDesk(parts.state(), parts.coordinator(), replies, status);
    this.instructions = new Instructions(parts, rosters, studies, sessions, replies, status, audit);
  }

  /** Tells the site's people one sentence through the local channel. */
  public void tell(String sentence) {
    status.say(sentence);
  }

  /** What this site's people may ask on its host, by the word that is asked with. */
  public Map<String, LocalWord> localWords() {
    return requests.words();
  }

  /**
   * Takes this site's approval of a study back, before its vote is sent.
   *
   * @param study the study's id or the hexadecimal digest of its definition
   * @return what happened, in one sentence; empty when this site takes part in no such study
   */
  public Optional<Withdrawal> withdraw(String study) throws InterruptedException {
    try {
      return steps.submit(() -> studies.withdrawals().withdraw(study)).get();
    } catch (RejectedExecutionException | CancellationException e) {
      return Optional.of(new Withdrawal(false, LocalRequests.ENDED));
    } catch (ExecutionException e) {
      log.atError()
          .addKeyValue("error", e.getCause() == null ? "" : e.getCause().getClass().getSimpleName())
          .log("A withdrawal failed");
      return Optional.of(
          new Withdrawal(false, "The withdrawal failed; the agent's log has the kind."));
    }
  }

  /** What the local channel tells. */
  public LocalStatus status() {
    return status.snapshot();
  }

  /** The last sentences for this site's people, newest first. */
  public List<Told> told() {
    return status.told();
  }

  /** The study that the phase is about, by its own name; empty while the agent waits. */
  public String studyNow() {
    return status.study();
  }

  /**
   * Takes up what an earlier process left, then listens until interrupted.
   *
   * @throws ConfigException with one sentence when the coordinator does not admit this site
   */
  public void run(String softwareVersion) throws InterruptedException, ConfigException {
    studies.work().runOn(softwareVersion);
    ScheduledExecutorService heart = threads.heart();
    steps.execute(this::resume);
    var unusedSweep =
        heart.scheduleWithFixedDelay(
            () -> steps.execute(this::sweep), 0, SWEEP.toSeconds(), TimeUnit.SECONDS);
    var unused =
        heart.scheduleWithFixedDelay(
            () -> parts.coordinator().reportPhase(status.phase()),
            HEARTBEAT.toMillis(),
            HEARTBEAT.toMillis(),
            TimeUnit.MILLISECONDS);
    var watching =
        heart.scheduleWithFixedDelay(
            () -> steps.execute(rosters::look),
            HEARTBEAT.toMillis(),
            HEARTBEAT.toMillis(),
            TimeUnit.MILLISECONDS);
    parts.coordinator().listen(softwareVersion, i -> steps.execute(() -> take(i)));
  }

  /**
   * Takes the step at hand to its end and no further one, stops the cohort at once, and returns
   * when nothing of this agent runs any more. Whoever opens the site's state again goes on where
   * this agent was.
   *
   * @throws InterruptedException when this thread was interrupted; {@link #close} ends the rest
   */
  public void end() throws InterruptedException {
    threads.end(parts.coordinator()::close);
    status.phase(SitePhaseName.WAITING);
  }

  @Override
  public void close() {
    threads.stop();
    parts.coordinator().close();
    threads.awaitStopped();
  }

  private void resume() {
    try {
      rosters.resume();
      parts.state().resume();
      for (SecAggSession session : parts.state().shelf().sessions()) {
        Optional<SecAggSession> known = sessions.find(session.sid());
        if (known.isPresent()) {
          studies.offers().takeUp(known.get());
        }
      }
      var unused = sessions.isQuarantined();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (PrivacyRefused e) {
      status.say(e.sentence());
    } catch (IOException | RuntimeException e) {
      log.atError().addKeyValue("error", e.getClass().getSimpleName()).log("Sessions not resumed");
      status.say("The sessions of this site could not be taken up again; the log has the kind.");
    }
  }

  private void sweep() {
    try {
      parts.state().shelf().sweep(parts.clock().instant());
      parts.state().cases().sweep(parts.clock().instant());
      parts.state().journals().sweep(parts.clock().instant());
      parts.state().own().sweep(parts.clock().instant());
    } catch (IOException | RuntimeException e) {
      log.atWarn().addKeyValue("error", e.getClass().getSimpleName()).log("Keys not swept");
    }
  }

  private void take(SiteInstruction instruction) {
    try {
      instruction.match(instructions);
    } catch (PrivacyRefused e) {
      status.say(e.sentence());
      abandon(instruction, Denial.of(e));
    } catch (ProtocolViolation | MalformedBody e) {
      log.atWarn()
          .addKeyValue("check", e instanceof ProtocolViolation v ? v.code().name() : "MALFORMED")
          .log("Message refused");
      Denial denial = Denial.of(e);
      status.say(denial.sentence());
      abandon(instruction, denial);
    } catch (RuntimeException e) {
      log.atError().addKeyValue("error", e.getClass().getSimpleName()).log("Instruction failed");
      abandon(instruction, Denial.of(e));
    }
  }

  /**
   * A failure before anything was masked ends this site's part in the study. Afterwards the site
   * says nothing and waits: its data stays bound until it sees a certificate.
   */
  private void abandon(SiteInstruction instruction, Denial denial) {
    if (instruction instanceof SiteInstruction.SessionInstruction step) {
      Optional<SecAggSession> session = parts.state().shelf().find(step.sid());
      if (session.isPresent()
          && !session.get().hasMasked()
          && studies.active().find(session.get().study()).isPresent()) {
        studies.active().deny(session.get().study(), denial);
      }
    }
  }
}
