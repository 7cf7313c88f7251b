package org.fedval.coordinator.desk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.fedval.coordinator.audit.WitnessDesk;
import org.fedval.coordinator.config.Deadlines;
import org.fedval.coordinator.round.Outboxes;
import org.fedval.coordinator.round.RoundDriver;
import org.fedval.coordinator.round.RoundFactory;
import org.fedval.coordinator.site.RosterBook;
import org.fedval.coordinator.store.SealedBundleRepository;
import org.fedval.coordinator.store.SlotRepository;
import org.fedval.coordinator.store.StudyRepository;
import org.fedval.coordinator.study.Canceller;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.study.StudyView;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SitePhaseName;
import org.fedval.wire.session.SubmitOutcome;

/**
 * Where studies live: every call runs on one event loop, every transition is stored before it takes
 * effect. {@link RunningStudies} has what runs, {@link Recruiting} leads to the first round, {@link
 * SiteIntake} takes what sites send. Thread-safe.
 */
public final class StudyDesk {
  private final EventLoop loop;
  private final StudyRepository studies;
  private final StudySubmission submission;
  private final RosterBook rosters;
  private final Outboxes outboxes;
  private final RoundFactory rounds;
  private final WitnessDesk witnesses;
  private final Clock clock;
  private final SiteNotices notices;
  private final Publications publications;
  private final RunningStudies running;
  private final Recruiting recruiting;
  private final OpenSessions sessions;
  private final SiteIntake intake;

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
      SlotRepository slots,
      ReportPublisher publisher,
      WitnessDesk witnesses,
      Deadlines deadlines,
      Clock clock) {}

  public StudyDesk(Parts parts) {
    this.loop = parts.loop();
    this.studies = parts.studies();
    this.submission = parts.submission();
    this.rosters = parts.rosters();
    this.outboxes = parts.outboxes();
    this.rounds = parts.rounds();
    this.witnesses = parts.witnesses();
    this.clock = parts.clock();
    this.notices = new SiteNotices(outboxes, rosters, parts.bundles(), studies, rounds.closings());
    this.publications = new Publications(witnesses, outboxes, parts.deadlines().phase(), clock);
    Duration recruitFor = parts.deadlines().recruiting();
    this.running =
        new RunningStudies(
            studies,
            rosters,
            notices,
            parts.custody(),
            new StudySlots.Parts(
                rounds, parts.slots(), parts.publisher(), publications, outboxes, clock),
            recruitFor,
            clock);
    this.recruiting = new Recruiting(running, studies, notices, recruitFor, clock);
    this.sessions = new OpenSessions(running);
    this.intake =
        new SiteIntake(
            running, recruiting, sessions, parts.approvals(), witnesses, publications, clock);
  }

  /** Takes up what an earlier process left: recruiting and sessions go on where they stood. */
  public void resume() {
    loop.call(
        () -> {
          for (ValidationStudy study : studies.list()) {
            if (study.state() == StudyState.LOCKED || study.state() == StudyState.RECRUITING) {
              recruiting.recruit(study);
            } else if (!study.state().isFinal()) {
              RunningStudy r = running.run(study);
              r.slots().resume(recruiting.absent(r));
            }
          }
          rounds.discardLeftovers(sessions.ids());
          return true;
        });
  }

  /** Locks a study and starts recruiting. */
  public StudySubmission.Outcome submit(Submission submitted) {
    return loop.call(
        () -> {
          StudySubmission.Outcome outcome = submission.submit(submitted);
          if (outcome instanceof StudySubmission.Outcome.Locked locked
              && locked.study().state() == StudyState.LOCKED) {
            recruiting.recruit(locked.study());
          }
          return outcome;
        });
  }

  /** Ends a study that is not published; whoever asks again hears the same. */
  public CancelOutcome cancel(Sha256Digest study, Canceller who) {
    return loop.call(
        () -> {
          Optional<ValidationStudy> stored = studies.find(study.toByteArray());
          if (stored.isPresent() && !stored.get().state().isFinal()) {
            RunningStudy active = running.find(study).orElseGet(() -> running.run(stored.get()));
            running.end(active, StudyState.ABORTED, who.sentence());
            return new CancelOutcome.Over(active.study());
          }
          return CancelOutcome.ofEnded(stored);
        });
  }

  /** Notes of what runs, for readers on other threads. */
  public LiveStudies live() {
    return running.live();
  }

  /** A site's stream opened: it hears the roster and whatever is pending for it. */
  public void attach(String siteId, Consumer<SiteInstruction> outbox) {
    loop.execute(
        () -> {
          outboxes.attach(siteId, outbox);
          rosters.greeting().forEach(outbox);
          witnesses.attached(siteId, outbox);
          notices.endedLately(siteId, outbox);
          for (RunningStudy r : running.all()) {
            notices.closings(r.study(), r.roster(), r.round(), siteId, outbox);
            recruiting.remind(r, siteId);
          }
        });
  }

  public void detach(String siteId, Consumer<SiteInstruction> outbox) {
    outboxes.detach(siteId, outbox);
  }

  /** One message of a site. */
  public SubmitOutcome accept(String siteId, SiteMessage message) {
    return loop.call(() -> intake.accept(siteId, message));
  }

  /** A piece of a masked vector. */
  public SubmitOutcome chunk(String siteId, Sha256Digest sid, long offset, byte[] data) {
    return loop.call(() -> sessions.chunk(siteId, sid, offset, data));
  }

  /** Bytes of the site's masked vector that are there already; 0 when no such session is open. */
  public long stored(String siteId, Sha256Digest sid) {
    return loop.call(() -> sessions.stored(siteId, sid));
  }

  /** The site lives, and is in this phase. */
  public void signOfLife(String siteId, SitePhaseName phase) {
    loop.execute(() -> intake.signOfLife(siteId, phase));
  }

  /** True when the site approved a study that names this bundle. */
  public boolean mayFetch(String siteId, Sha256Digest bundle) {
    return loop.call(
        () ->
            running.all().stream()
                .anyMatch(
                    r ->
                        r.study().sealedBundle().equals(Optional.of(bundle))
                            && r.indexOf(siteId).isPresent()
                            && studies.approvedBy(r.study().digest()).contains(siteId)));
  }

  /** Tells the watcher the state now and at every change; false when there is no such study. */
  public boolean watch(Sha256Digest study, Consumer<StudyView> watcher) {
    return loop.call(
        () -> {
          Optional<RunningStudy> active = running.find(study);
          if (active.isPresent()) {
            active.get().watch(watcher);
            return true;
          }
          Optional<ValidationStudy> stored = studies.find(study.toByteArray());
          stored.ifPresent(s -> watcher.accept(new StudyView(s.state(), s.sentence(), List.of())));
          return stored.isPresent();
        });
  }

  public void unwatch(Sha256Digest study, Consumer<StudyView> watcher) {
    loop.execute(() -> running.find(study).ifPresent(active -> active.unwatch(watcher)));
  }

  /** Ends what has waited too long; called again and again, on the event loop. */
  public void tick() {
    Instant now = clock.instant();
    publications.tick(now);
    witnesses.tick(now);
    for (RunningStudy r : running.all()) {
      RoundDriver round = r.round();
      if (round != null) {
        round.tick(now);
      } else {
        recruiting.tick(r, now);
      }
    }
    running.noteAll();
  }
}
