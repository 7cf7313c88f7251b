package org.fedval.agent.study;

import java.io.IOException;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.fedval.agent.admin.LocalStatus;
import org.fedval.agent.config.AgentConfig;
import org.fedval.agent.config.AgentHome;
import org.fedval.agent.config.ConfigException;
import org.fedval.agent.config.SealKeyPair;
import org.fedval.agent.config.TrustFiles;
import org.fedval.agent.grpc.CoordinatorClient;
import org.fedval.agent.identity.RosterShelf;
import org.fedval.agent.identity.RotationBook;
import org.fedval.agent.identity.Vouching;
import org.fedval.agent.privacy.PrivacyLedger;
import org.fedval.agent.privacy.PrivacyRefused;
import org.fedval.agent.privacy.RhoLedgerFile;
import org.fedval.agent.release.ApprovalPolicy;
import org.fedval.agent.release.ReleasedCounts;
import org.fedval.agent.secagg.SecAggSession;
import org.fedval.agent.secagg.SlotFreezer;
import org.fedval.crypto.primitive.MalformedBody;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.crypto.primitive.VerifyingKey;
import org.fedval.crypto.secagg.ProtocolViolation;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SessionProposal;
import org.fedval.wire.bundle.LockedBundle;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SitePhaseName;
import org.fedval.wire.study.LockedStudy;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The agent: hears what the coordinator says, judges it, and answers. Instructions are taken one
 * after the other on one thread; cohorts run on another, so that the agent stays answerable.
 */
public final class SiteAgent implements AutoCloseable {
  private static final Logger log = LoggerFactory.getLogger(SiteAgent.class);
  private static final String FAILED_CHECK =
      "A message of the coordinator failed a check of the protocol.";
  private static final String FAILED_STEP = "A step failed; the agent's log has the kind.";
  private static final Duration HEARTBEAT = Duration.ofSeconds(2);

  private final AgentHome home;
  private final AgentConfig config;
  private final SigningKey identity;
  private final VerifyingKey coordinatorKey;
  private final ApprovalPolicy policy;
  private final OfferCheck offers;
  private final ModelVault vault;
  private final CoordinatorClient coordinator;
  private final SecureRandom random;
  private final PrivacyLedger privacy;
  private final SlotFreezer freezer;
  private final StatusBoard status = new StatusBoard();
  private final Replies replies;
  private final ExecutorService steps =
      Executors.newSingleThreadExecutor(DaemonThreads.named("steps"));
  private final ExecutorService cohorts =
      Executors.newSingleThreadExecutor(DaemonThreads.named("cohort"));
  private final ScheduledExecutorService heart =
      Executors.newSingleThreadScheduledExecutor(DaemonThreads.named("heartbeat"));
  private final Map<Sha256Digest, ActiveStudy> studies = new HashMap<>();
  private final RosterDesk rosters;
  private final WithdrawnStudies withdrawn;

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
      Clock clock) {
    /** With the system's clock. */
    public Parts(
        AgentHome home,
        AgentConfig config,
        SigningKey identity,
        SealKeyPair seal,
        VerifyingKey coordinatorKey,
        ApprovalPolicy policy,
        CoordinatorClient coordinator,
        SecureRandom random) {
      this(
          home,
          config,
          identity,
          seal,
          coordinatorKey,
          policy,
          coordinator,
          random,
          Clock.systemUTC());
    }
  }

  public SiteAgent(Parts parts) {
    this.home = parts.home();
    this.config = parts.config();
    this.identity = parts.identity();
    this.coordinatorKey = parts.coordinatorKey();
    this.policy = parts.policy();
    this.coordinator = parts.coordinator();
    this.random = parts.random();
    this.privacy =
        new PrivacyLedger(
            new RhoLedgerFile(home.privacyLedgerFile()),
            identity,
            config.siteId(),
            policy.privacyBudget());
    this.freezer = new SlotFreezer(privacy, random);
    this.replies = new Replies(coordinator, identity, status);
    TrustFiles trust = new TrustFiles(home);
    RosterShelf shelf = new RosterShelf(home, coordinatorKey);
    this.offers =
        new OfferCheck(
            coordinatorKey,
            policy,
            trust,
            new Vouching(trust, shelf, parts.clock()),
            identity.verifyingKey(),
            parts.seal().publicKey(),
            parts.clock());
    this.vault = new ModelVault(home, config.siteId(), parts.seal(), coordinatorKey);
    this.rosters = new RosterDesk(offers, trust, shelf, new RotationBook(home), replies, status);
    this.withdrawn = new WithdrawnStudies(home);
  }

  /** Tells the site's people one sentence through the local channel. */
  public void tell(String sentence) {
    say(sentence);
  }

  /**
   * Takes this site's approval of a study back, before its vote is sent.
   *
   * @param study the study's id or the hexadecimal digest of its definition
   * @return what happened, in one sentence; empty when this site takes part in no such study
   */
  public Optional<Withdrawal> withdraw(String study) throws InterruptedException {
    try {
      return steps.submit(() -> takeBack(study)).get();
    } catch (ExecutionException e) {
      log.atError()
          .addKeyValue("error", e.getCause() == null ? "" : e.getCause().getClass().getSimpleName())
          .log("A withdrawal failed");
      return Optional.of(
          new Withdrawal(false, "The withdrawal failed; the agent's log has the kind."));
    }
  }

  /** How a withdrawal ended. */
  public record Withdrawal(boolean done, String sentence) {}

  private Optional<Withdrawal> takeBack(String name) throws IOException {
    for (ActiveStudy study : studies.values()) {
      Sha256Digest digest = study.run.digest();
      if (!name.equals(study.run.studyId()) && !name.equals(digest.hex())) {
        continue;
      }
      if (study.committed) {
        return Optional.of(
            new Withdrawal(
                false,
                "This site has voted for the sum already, so its numbers are bound in it and cannot be taken back."));
      }
      withdrawn.add(digest);
      deny(digest, new Denial(Denial.Code.WITHDRAWN, "This site withdrew from " + name + "."));
      return Optional.of(
          new Withdrawal(true, "Withdrawn from %s; it is denied for good.".formatted(name)));
    }
    return Optional.empty();
  }

  /** What the local channel tells. */
  public LocalStatus status() {
    return status.snapshot();
  }

  /**
   * Listens until interrupted.
   *
   * @throws ConfigException with one sentence when the coordinator does not admit this site
   */
  public void run(String softwareVersion) throws InterruptedException, ConfigException {
    var unused =
        heart.scheduleWithFixedDelay(
            () -> coordinator.reportPhase(status.phase()),
            HEARTBEAT.toMillis(),
            HEARTBEAT.toMillis(),
            TimeUnit.MILLISECONDS);
    var watching =
        heart.scheduleWithFixedDelay(
            () -> steps.execute(rosters::look),
            HEARTBEAT.toMillis(),
            HEARTBEAT.toMillis(),
            TimeUnit.MILLISECONDS);
    coordinator.listen(softwareVersion, i -> steps.execute(() -> take(i)));
  }

  @Override
  public void close() {
    heart.shutdownNow();
    steps.shutdownNow();
    cohorts.shutdownNow();
    coordinator.close();
  }

  private void take(SiteInstruction instruction) {
    try {
      instruction.match(new Dispatch());
    } catch (ProtocolViolation | MalformedBody e) {
      log.atWarn()
          .addKeyValue("check", e instanceof ProtocolViolation v ? v.code().name() : "MALFORMED")
          .log("Message refused");
      say(FAILED_CHECK);
      abandon(instruction, new Denial(Denial.Code.PROTOCOL, FAILED_CHECK));
    } catch (RuntimeException e) {
      log.atError().addKeyValue("error", e.getClass().getSimpleName()).log("Instruction failed");
      abandon(instruction, new Denial(Denial.Code.INTERNAL, FAILED_STEP));
    }
  }

  /** A failure ends this site's part in the study that it belongs to. */
  private void abandon(SiteInstruction instruction, Denial denial) {
    if (instruction instanceof SiteInstruction.SessionInstruction step) {
      ActiveStudy study = inSession(step.sid());
      if (study != null) {
        deny(study.run.digest(), denial);
      }
    }
  }

  /** Does a step once what it needs is there; by then the study may have ended. */
  private <T> void when(CompletableFuture<T> ready, ActiveStudy study, Consumer<T> step) {
    var unused = ready.thenAcceptAsync(value -> doStep(study, () -> step.accept(value)), steps);
  }

  private void doStep(ActiveStudy study, Runnable step) {
    Sha256Digest digest = study.run.digest();
    if (studies.get(digest) != study) {
      return;
    }
    try {
      step.run();
    } catch (PrivacyRefused e) {
      deny(digest, new Denial(Denial.Code.PRIVACY_BUDGET, e.sentence()));
    } catch (ProtocolViolation | MalformedBody e) {
      deny(digest, new Denial(Denial.Code.PROTOCOL, FAILED_CHECK));
    } catch (RuntimeException e) {
      log.atError().addKeyValue("error", e.getClass().getSimpleName()).log("A step failed");
      deny(digest, new Denial(Denial.Code.INTERNAL, FAILED_STEP));
    }
  }

  /** Ends this site's part in a study; the cohort pass stops. */
  private boolean forget(Sha256Digest digest) {
    ActiveStudy study = studies.remove(digest);
    if (study != null) {
      study.stopCohort();
    }
    return study != null;
  }

  private void deny(Sha256Digest study, Denial denial) {
    say(denial.sentence());
    forget(study);
    replies.deny(study, denial);
    status.phase(SitePhaseName.WAITING);
  }

  private void say(String sentence) {
    status.say(sentence);
  }

  private @Nullable ActiveStudy inSession(Sha256Digest sid) {
    for (ActiveStudy study : studies.values()) {
      if (study.session != null && study.session.sid().equals(sid)) {
        return study;
      }
    }
    return null;
  }

  private void prepare(ActiveStudy study) {
    try {
      LockedBundle bundle = study.run.fetch(coordinator);
      study.locked.complete(study.run.locked());
      study.counts.complete(study.run.count(bundle, home, config, random));
    } catch (Denial denial) {
      failed(study, denial);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (IOException | RuntimeException | LinkageError | OutOfMemoryError e) {
      log.atError()
          .addKeyValue("error", e.getClass().getSimpleName())
          .log("The cohort pass failed");
      failed(
          study,
          new Denial(Denial.Code.DATA, "The cohort pass failed; the agent's log has the kind."));
    } finally {
      steps.execute(this::restIfIdle);
    }
  }

  private void failed(ActiveStudy study, Denial denial) {
    steps.execute(
        () -> {
          if (studies.get(study.run.digest()) == study) {
            deny(study.run.digest(), denial);
          }
        });
  }

  /** A pass that was stopped may have told its phase after the study's end. */
  private void restIfIdle() {
    if (studies.isEmpty() && status.phase() != SitePhaseName.DONE) {
      status.phase(SitePhaseName.WAITING);
    }
  }

  /** Answers a step of a session that this site takes part in. */
  private void answer(
      SiteInstruction.SessionInstruction step, Function<SecAggSession, SiteMessage> taken) {
    ActiveStudy study = inSession(step.sid());
    if (study != null && study.session != null) {
      replies.send(taken.apply(study.session), study.session.index());
    }
  }

  private final class Dispatch implements SiteInstruction.Cases {
    @Override
    public void rosterPublished(SiteInstruction.RosterPublished i) {
      rosters.published(i);
    }

    @Override
    public void rotationPublished(SiteInstruction.RotationPublished i) {
      rosters.rotated(i);
    }

    @Override
    public void studyOffered(SiteInstruction.StudyOffered i) {
      Sha256Digest digest = i.definition().hash();
      ActiveStudy known = studies.get(digest);
      if (known != null) {
        replies.approve(digest);
        return;
      }
      try {
        if (withdrawn.contains(digest)) {
          throw new Denial(Denial.Code.WITHDRAWN, "This site withdrew from the study before.");
        }
        Roster members = rosters.last();
        if (members == null) {
          throw new Denial(Denial.Code.ROSTER, "A study was offered before any roster.");
        }
        CheckedOffer offer = offers.study(i, members);
        privacy.requireRoom(offer.definition());
        ActiveStudy study =
            new ActiveStudy(
                new StudyRun(offer, members, offers.trustIn(members), policy, vault, status));
        studies.put(digest, study);
        rosters.approve(members);
        replies.approve(digest);
        study.cohort = cohorts.submit(() -> prepare(study));
      } catch (Denial denial) {
        deny(digest, denial);
      } catch (PrivacyRefused e) {
        deny(digest, new Denial(Denial.Code.PRIVACY_BUDGET, e.sentence()));
      } catch (ConfigException e) {
        deny(digest, new Denial(Denial.Code.INTERNAL, String.valueOf(e.getMessage())));
      } catch (IOException e) {
        deny(digest, new Denial(Denial.Code.INTERNAL, "The trust files cannot be read."));
      }
    }

    @Override
    public void sessionProposed(SiteInstruction.SessionProposed i) {
      SessionProposal proposal = SessionProposal.decode(i.proposal().body());
      ActiveStudy study = studies.get(proposal.studyHash());
      if (study == null) {
        return;
      }
      when(study.locked, study, locked -> join(study, locked, i));
    }

    private void join(
        ActiveStudy study, LockedStudy locked, SiteInstruction.SessionProposed proposed) {
      SecAggSession session = study.session;
      if (session == null) {
        try {
          offers.requireStillTrusted(study.run.roster(), study.run.trust());
        } catch (Denial denial) {
          deny(study.run.digest(), denial);
          return;
        }
        session = study.run.join(locked, proposed, identity, coordinatorKey, freezer, random);
        study.session = session;
      }
      replies.send(session.advertise(), session.index());
    }

    @Override
    public void advertiseSetClosed(SiteInstruction.AdvertiseSetClosed i) {
      answer(i, session -> session.share(i));
    }

    @Override
    public void sharesDelivered(SiteInstruction.SharesDelivered i) {
      ActiveStudy study = inSession(i.sid());
      if (study != null) {
        when(study.counts, study, counts -> mask(study, i, counts));
      }
    }

    private void mask(ActiveStudy study, SiteInstruction.SharesDelivered i, ReleasedCounts counts) {
      SecAggSession session = study.session;
      if (session == null) {
        return;
      }
      replies.sendMasked(session, session.mask(i, counts));
    }

    @Override
    public void survivorsNamed(SiteInstruction.SurvivorsNamed i) {
      ActiveStudy study = inSession(i.sid());
      if (study != null) {
        study.committed = true;
      }
      answer(i, session -> session.vote(i));
    }

    @Override
    public void committed(SiteInstruction.Committed i) {
      answer(i, session -> session.revealGate(i));
    }

    @Override
    public void gateOpened(SiteInstruction.GateOpened i) {
      answer(i, session -> session.revealMetrics(i));
    }

    @Override
    public void resultPublished(SiteInstruction.ResultPublished i) {
      ActiveStudy study = inSession(i.sid());
      if (study != null && study.session != null) {
        study.session.finish(i);
        status.phase(SitePhaseName.DONE);
        coordinator.reportPhase(SitePhaseName.DONE);
      }
    }

    @Override
    public void abortAsked(SiteInstruction.AbortAsked i) {
      // This site pledges nothing yet, so the session ends at its deadline.
    }

    @Override
    public void aborted(SiteInstruction.Aborted i) {
      ActiveStudy study = inSession(i.sid());
      if (study != null && study.session != null) {
        study.session.aborted(i).ifPresent(privacy::refund);
      }
    }

    @Override
    public void dealerBlamed(SiteInstruction.DealerBlamed i) {
      // No ledger is kept yet.
    }

    @Override
    public void studyEnded(SiteInstruction.StudyEnded i) {
      if (forget(i.study())) {
        say(i.sentence());
        status.phase(i.published() ? SitePhaseName.DONE : SitePhaseName.WAITING);
      }
    }
  }
}
