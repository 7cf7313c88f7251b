package org.fedval.coordinator.desk;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.fedval.coordinator.config.Deadlines;
import org.fedval.coordinator.round.Outboxes;
import org.fedval.coordinator.round.RoundDriver;
import org.fedval.coordinator.round.RoundEvents;
import org.fedval.coordinator.round.RoundFactory;
import org.fedval.coordinator.site.RosterBook;
import org.fedval.coordinator.store.SealedBundleRepository;
import org.fedval.coordinator.store.StudyRepository;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.study.StudyView;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.PooledVector;
import org.fedval.crypto.secagg.body.Roster;
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SitePhaseName;
import org.fedval.wire.session.SubmitOutcome;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where studies live: every call runs on one event loop, every transition is stored before it takes
 * effect. Thread-safe.
 */
public final class StudyDesk {
  private static final Logger log = LoggerFactory.getLogger(StudyDesk.class);

  private final EventLoop loop;
  private final StudyRepository studies;
  private final RosterBook rosters;
  private final SiteNotices notices;
  private final ModelCustody custody;
  private final Approvals approvals;
  private final StudySubmission submission;
  private final Outboxes outboxes;
  private final RoundFactory rounds;
  private final ReportPublisher publisher;
  private final Deadlines deadlines;
  private final Clock clock;
  private final Map<Sha256Digest, RunningStudy> running = new LinkedHashMap<>();

  /** What the desk works with. */
  public record Parts(
      EventLoop loop,
      StudyRepository studies,
      RosterBook rosters,
      SealedBundleRepository bundles,
      ModelCustody custody,
      Approvals approvals,
      StudySubmission submission,
      Outboxes outboxes,
      RoundFactory rounds,
      ReportPublisher publisher,
      Deadlines deadlines,
      Clock clock) {}

  public StudyDesk(Parts parts) {
    this.loop = parts.loop();
    this.studies = parts.studies();
    this.rosters = parts.rosters();
    this.notices =
        new SiteNotices(parts.outboxes(), parts.rosters(), parts.bundles(), parts.studies());
    this.custody = parts.custody();
    this.approvals = parts.approvals();
    this.submission = parts.submission();
    this.outboxes = parts.outboxes();
    this.rounds = parts.rounds();
    this.publisher = parts.publisher();
    this.deadlines = parts.deadlines();
    this.clock = parts.clock();
  }

  /** Takes up what an earlier process left: recruiting goes on, an open session cannot. */
  public void resume() {
    loop.call(
        () -> {
          for (ValidationStudy study : studies.list()) {
            if (study.state() == StudyState.LOCKED || study.state() == StudyState.RECRUITING) {
              recruit(study);
            } else if (!study.state().isFinal()) {
              studies.save(
                  study.become(
                      StudyState.ABORTED,
                      "The coordinator stopped during the session; submit the study again."),
                  clock.instant());
              custody.forget(study);
            }
          }
          return true;
        });
  }

  /** Locks a study and starts recruiting. */
  public StudySubmission.Outcome submit(Submission submitted) {
    return loop.call(
        () -> {
          StudySubmission.Outcome outcome = submission.submit(submitted);
          if (outcome instanceof StudySubmission.Outcome.Locked locked) {
            recruit(locked.study());
          }
          return outcome;
        });
  }

  /** A site's stream opened: it hears the roster and whatever is pending for it. */
  public void attach(String siteId, Consumer<SiteInstruction> outbox) {
    loop.execute(
        () -> {
          outboxes.attach(siteId, outbox);
          rosters.current().ifPresent(r -> outbox.accept(new SiteInstruction.RosterPublished(r)));
          notices.endedLately(siteId, outbox);
          running.values().forEach(r -> remind(r, siteId));
        });
  }

  public void detach(String siteId, Consumer<SiteInstruction> outbox) {
    outboxes.detach(siteId, outbox);
  }

  /** One message of a site. */
  public SubmitOutcome accept(String siteId, SiteMessage message) {
    return loop.call(() -> message.match(new Intake(siteId)));
  }

  /** A piece of a masked vector. */
  public SubmitOutcome chunk(String siteId, Sha256Digest sid, long offset, byte[] data) {
    return loop.call(
        () -> {
          Optional<RunningStudy> study = inSession(sid);
          if (study.isEmpty()) {
            return noSession();
          }
          RoundDriver round = study.get().round();
          int index = study.get().indexOf(siteId).orElse(-1);
          return round == null || index < 0 ? noSession() : round.chunk(index, offset, data);
        });
  }

  /** The site lives, and is in this phase. */
  public void signOfLife(String siteId, SitePhaseName phase) {
    loop.execute(
        () -> {
          for (RunningStudy r : running.values()) {
            if (r.indexOf(siteId).isPresent()) {
              r.phase(siteId, phase);
              RoundDriver round = r.round();
              if (round != null) {
                round.signOfLife(r.indexOf(siteId).getAsInt());
              }
            }
          }
        });
  }

  /** True when the site approved a study that names this bundle. */
  public boolean mayFetch(String siteId, Sha256Digest bundle) {
    return loop.call(
        () ->
            running.values().stream()
                .anyMatch(
                    r ->
                        Sha256Digest.of(r.study().bundleDigest()).equals(bundle)
                            && r.indexOf(siteId).isPresent()
                            && studies.approvedBy(r.study().digest()).contains(siteId)));
  }

  /** Tells the watcher the state now and at every change; false when there is no such study. */
  public boolean watch(Sha256Digest study, Consumer<StudyView> watcher) {
    return loop.call(
        () -> {
          RunningStudy active = running.get(study);
          if (active != null) {
            active.watch(watcher);
            return true;
          }
          Optional<ValidationStudy> stored = studies.find(study.toByteArray());
          stored.ifPresent(s -> watcher.accept(new StudyView(s.state(), s.sentence(), List.of())));
          return stored.isPresent();
        });
  }

  public void unwatch(Sha256Digest study, Consumer<StudyView> watcher) {
    loop.execute(
        () -> {
          RunningStudy active = running.get(study);
          if (active != null) {
            active.unwatch(watcher);
          }
        });
  }

  /** Ends what has waited too long; called again and again. */
  public void tick() {
    Instant now = clock.instant();
    for (RunningStudy r : new ArrayList<>(running.values())) {
      RoundDriver round = r.round();
      if (round != null) {
        round.tick(now);
      } else if (now.isAfter(r.recruitBy())) {
        Set<String> missing = missingApprovals(r);
        end(
            r,
            StudyState.ABORTED,
            "No answer from %s within %d s of recruiting; start the agent there and submit again."
                .formatted(String.join(", ", missing), deadlines.recruiting().toSeconds()));
      }
    }
  }

  private void recruit(ValidationStudy locked) throws IOException {
    SignedBody roster = rosters.find(Sha256Digest.of(locked.rosterHash())).orElseThrow();
    ValidationStudy study = locked;
    if (locked.state() == StudyState.LOCKED) {
      study = locked.become(StudyState.RECRUITING, "Waiting for every site's approval.");
      studies.save(study, clock.instant());
    }
    RunningStudy r =
        new RunningStudy(
            study, Roster.decode(roster.body()), clock.instant().plus(deadlines.recruiting()));
    running.put(r.digest(), r);
    r.roster().members().forEach(member -> remind(r, member.siteId()));
    startIfComplete(r);
  }

  /** A site that started anew knows nothing, so it hears the offer until it has joined a round. */
  private void remind(RunningStudy r, String siteId) {
    if (r.indexOf(siteId).isEmpty()) {
      return;
    }
    int index = r.indexOf(siteId).getAsInt();
    RoundDriver round = r.round();
    if (round == null || round.awaitsJoin(index)) {
      notices.offer(r.study(), siteId);
    }
    if (round != null) {
      round.remind(index);
    }
  }

  private Set<String> missingApprovals(RunningStudy r) {
    Set<String> approved = studies.approvedBy(r.study().digest());
    return r.roster().members().stream()
        .map(Roster.Member::siteId)
        .filter(id -> !approved.contains(id))
        .collect(Collectors.toCollection(java.util.TreeSet::new));
  }

  private void startIfComplete(RunningStudy r) {
    if (r.study().state() != StudyState.RECRUITING || !missingApprovals(r).isEmpty()) {
      return;
    }
    transition(r, StudyState.GATE, "Sites run the model; the gate comes first.");
    try {
      RoundDriver round = rounds.open(r.study(), r.roster(), new Progress(r));
      r.begin(round);
      round.start();
    } catch (IOException | RuntimeException e) {
      log.atError().addKeyValue("error", e.getClass().getSimpleName()).log("No session opened");
      end(r, StudyState.ABORTED, "The session could not be opened; the coordinator's log has it.");
    }
  }

  private void transition(RunningStudy r, StudyState next, String sentence) {
    ValidationStudy study = r.study().become(next, sentence);
    studies.save(study, clock.instant());
    r.update(study);
  }

  private void end(RunningStudy r, StudyState last, String sentence) {
    RoundDriver round = r.round();
    if (round != null) {
      round.close();
    }
    transition(r, last, sentence);
    running.remove(r.digest());
    custody.forget(r.study());
    notices.ended(r.study(), r.roster());
  }

  private Optional<RunningStudy> inSession(Sha256Digest sid) {
    return running.values().stream()
        .filter(r -> r.round() != null && r.round().sid().equals(sid))
        .findFirst();
  }

  private static SubmitOutcome noSession() {
    return SubmitOutcome.refused("NO_SESSION", "This session is not open.");
  }

  /** Takes the messages of one site, whose identity its certificate gave. */
  private final class Intake implements SiteMessage.Cases<SubmitOutcome> {
    private final String siteId;

    Intake(String siteId) {
      this.siteId = siteId;
    }

    @Override
    public SubmitOutcome rosterApproved(SiteMessage.RosterApproved message) {
      return approvals.roster(siteId, message.approval());
    }

    @Override
    public SubmitOutcome studyApproved(SiteMessage.StudyApproved message) {
      SubmitOutcome outcome = approvals.study(siteId, message.approval());
      if (outcome instanceof SubmitOutcome.Accepted) {
        new ArrayList<>(running.values()).forEach(StudyDesk.this::startIfComplete);
      }
      return outcome;
    }

    @Override
    public SubmitOutcome studyDenied(SiteMessage.StudyDenied message) {
      RunningStudy r = running.get(message.study());
      if (r == null || r.indexOf(siteId).isEmpty()) {
        return SubmitOutcome.refused("NO_STUDY", "This study is not open.");
      }
      end(
          r,
          StudyState.ABORTED,
          "%s does not take part: %s.".formatted(siteId, DenialWords.of(message.code())));
      return SubmitOutcome.accepted();
    }

    @Override
    public SubmitOutcome sessionStep(SiteMessage.SessionStep message) {
      Optional<RunningStudy> r = inSession(message.sid());
      int index = r.map(study -> study.indexOf(siteId).orElse(-1)).orElse(-1);
      if (r.isEmpty() || index < 0) {
        return noSession();
      }
      RoundDriver round = r.get().round();
      return round == null ? noSession() : round.accept(index, message);
    }
  }

  /** What a round tells its study. */
  private final class Progress implements RoundEvents {
    private final RunningStudy r;

    Progress(RunningStudy r) {
      this.r = r;
    }

    @Override
    public void gateOpened() {
      transition(r, StudyState.METRICS, "The gate is open; sites release the allowed units.");
    }

    @Override
    public void pooled(PooledVector sums, RoundTranscript transcript) {
      transition(r, StudyState.POOLED, "The sums are in; the report is being written.");
      try {
        publisher.publish(r.study(), r.roster(), sums, transcript);
        end(r, StudyState.PUBLISHED, "The report is published.");
      } catch (IOException | RuntimeException e) {
        log.atError().addKeyValue("error", e.getClass().getSimpleName()).log("No report written");
        end(r, StudyState.ABORTED, "The report could not be written; the coordinator's log says.");
      }
    }

    @Override
    public void failed(String sentence) {
      end(r, StudyState.ABORTED, sentence);
    }
  }
}
