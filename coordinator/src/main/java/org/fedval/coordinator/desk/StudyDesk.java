package org.fedval.coordinator.desk;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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
import org.fedval.crypto.secagg.body.SignedBody;
import org.fedval.crypto.secagg.body.StudyApproval;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SiteMessage;
import org.fedval.wire.session.SitePhaseName;
import org.fedval.wire.session.SubmitOutcome;

/**
 * Where studies live: every call runs on one event loop, every transition is stored before it takes
 * effect. Thread-safe.
 */
public final class StudyDesk {
  private final EventLoop loop;
  private final StudyRepository studies;
  private final RosterBook rosters;
  private final SiteNotices notices;
  private final ModelCustody custody;
  private final Approvals approvals;
  private final StudySubmission submission;
  private final Outboxes outboxes;
  private final RoundFactory rounds;
  private final StudySlots.Parts slots;
  private final WitnessDesk witnesses;
  private final Publications publications;
  private final Deadlines deadlines;
  private final Clock clock;
  private final StudyLife life = new Life();
  private final Map<Sha256Digest, RunningStudy> running = new LinkedHashMap<>();
  private final OpenSessions sessions = new OpenSessions(running.values());
  private final LiveStudies live = new LiveStudies();

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
    this.rosters = parts.rosters();
    this.notices =
        new SiteNotices(
            parts.outboxes(),
            parts.rosters(),
            parts.bundles(),
            parts.studies(),
            parts.rounds().closings());
    this.custody = parts.custody();
    this.approvals = parts.approvals();
    this.submission = parts.submission();
    this.outboxes = parts.outboxes();
    this.rounds = parts.rounds();
    this.witnesses = parts.witnesses();
    this.publications =
        new Publications(witnesses, parts.outboxes(), parts.deadlines().phase(), parts.clock());
    this.slots =
        new StudySlots.Parts(
            rounds, parts.slots(), parts.publisher(), publications, outboxes, parts.clock());
    this.deadlines = parts.deadlines();
    this.clock = parts.clock();
  }

  /** Takes up what an earlier process left: recruiting and sessions go on where they stood. */
  public void resume() {
    loop.call(
        () -> {
          for (ValidationStudy study : studies.list()) {
            if (study.state() == StudyState.LOCKED || study.state() == StudyState.RECRUITING) {
              recruit(study);
            } else if (!study.state().isFinal()) {
              RunningStudy r = run(study);
              r.slots().resume(absent(r));
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
            recruit(locked.study());
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
            RunningStudy active =
                running.containsKey(study) ? running.get(study) : run(stored.get());
            end(active, StudyState.ABORTED, who.sentence());
            return new CancelOutcome.Over(active.study());
          }
          return CancelOutcome.ofEnded(stored);
        });
  }

  /** Notes of what runs, for readers on other threads. */
  public LiveStudies live() {
    return live;
  }

  /** A site's stream opened: it hears the roster and whatever is pending for it. */
  public void attach(String siteId, Consumer<SiteInstruction> outbox) {
    loop.execute(
        () -> {
          outboxes.attach(siteId, outbox);
          rosters.greeting().forEach(outbox);
          witnesses.attached(siteId, outbox);
          notices.endedLately(siteId, outbox);
          for (RunningStudy r : running.values()) {
            notices.closings(r.study(), r.roster(), r.round(), siteId, outbox);
            remind(r, siteId);
          }
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
    return loop.call(() -> sessions.chunk(siteId, sid, offset, data));
  }

  /** Bytes of the site's masked vector that are there already; 0 when no such session is open. */
  public long stored(String siteId, Sha256Digest sid) {
    return loop.call(() -> sessions.stored(siteId, sid));
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
                        r.study().sealedBundle().equals(Optional.of(bundle))
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
    publications.tick(now);
    witnesses.tick(now);
    for (RunningStudy r : new ArrayList<>(running.values())) {
      RoundDriver round = r.round();
      if (round != null) {
        round.tick(now);
      } else if (r.isRecruiting() && now.isAfter(r.recruitBy())) {
        recruitedTooFew(r);
      }
    }
    live.note(running.values());
  }

  /** At the deadline a study goes on without those that did not answer, while its floors hold. */
  private void recruitedTooFew(RunningStudy r) {
    Set<Integer> absent = absent(r);
    if (r.slots().canLose(absent)) {
      r.slots().begin(absent);
      return;
    }
    end(
        r,
        StudyState.ABORTED,
        "No answer from %s within %d s of recruiting; start the agent there and submit again."
            .formatted(r.named(absent), deadlines.recruiting().toSeconds()));
  }

  private void recruit(ValidationStudy locked) {
    ValidationStudy study = locked;
    if (locked.state() == StudyState.LOCKED) {
      study = locked.become(StudyState.RECRUITING, "Waiting for every site's approval.");
      studies.save(study, clock.instant());
    }
    RunningStudy r = run(study);
    r.roster().members().forEach(member -> remind(r, member.siteId()));
    startIfComplete(r);
  }

  private RunningStudy run(ValidationStudy study) {
    SignedBody roster = rosters.find(Sha256Digest.of(study.rosterHash())).orElseThrow();
    RunningStudy r =
        new RunningStudy(
            study, rosters.decoded(roster), clock.instant().plus(deadlines.recruiting()));
    r.leadWith(new StudySlots(r, slots, life));
    running.put(r.digest(), r);
    live.note(r);
    return r;
  }

  /** A site that started anew knows nothing, so it hears the offer until it has joined a round. */
  private void remind(RunningStudy r, String siteId) {
    if (r.indexOf(siteId).isEmpty()) {
      return;
    }
    int index = r.indexOf(siteId).getAsInt();
    RoundDriver round = r.round();
    if (round == null ? r.isRecruiting() : round.awaitsJoin(index)) {
      notices.offer(r.study(), siteId);
    }
    if (round != null) {
      round.remind(index);
    }
  }

  /** Roster indices of the sites that denied or have not approved. */
  private Set<Integer> absent(RunningStudy r) {
    return r.absent(studies.approvedBy(r.study().digest()));
  }

  private void startIfComplete(RunningStudy r) {
    if (r.isRecruiting() && r.round() == null && r.denials().keySet().containsAll(absent(r))) {
      r.slots().begin(absent(r));
    }
  }

  private void transition(RunningStudy r, StudyState next, String sentence) {
    ValidationStudy study = r.study().become(next, sentence);
    studies.save(study, clock.instant());
    r.update(study);
    live.note(r);
  }

  private void end(RunningStudy r, StudyState last, String sentence) {
    RoundDriver round = r.round();
    if (round != null) {
      round.close();
    }
    transition(r, last, sentence);
    running.remove(r.digest());
    live.forget(r.digest());
    publications.withdraw(r.digest());
    custody.forget(r.study());
    if (round != null) {
      publications.over(r.roster());
    }
    notices.ended(r.study(), r.roster());
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
        for (RunningStudy r : new ArrayList<>(running.values())) {
          if (r.round() == null && isOf(r, message.approval())) {
            r.indexOf(siteId).ifPresent(r::approves);
          }
          startIfComplete(r);
        }
      }
      return outcome;
    }

    @Override
    public SubmitOutcome studyDenied(SiteMessage.StudyDenied message) {
      RunningStudy r = running.get(message.study());
      if (r == null || r.indexOf(siteId).isEmpty()) {
        return SubmitOutcome.refused("NO_STUDY", "This study is not open.");
      }
      String why = "does not take part: " + DenialWords.of(message.code());
      int index = r.indexOf(siteId).getAsInt();
      r.denies(index, why);
      RoundDriver round = r.round();
      if (round != null) {
        round.leaves(index, why);
      } else if (r.isRecruiting() && !r.slots().canLose(r.denials().keySet())) {
        end(r, StudyState.ABORTED, siteId + " " + why + ".");
      } else {
        startIfComplete(r);
      }
      return SubmitOutcome.accepted();
    }

    @Override
    public SubmitOutcome checkpointCosigned(SiteMessage.CheckpointCosigned message) {
      SubmitOutcome outcome = witnesses.accept(siteId, message);
      publications.tick(clock.instant());
      return outcome;
    }

    @Override
    public SubmitOutcome sessionStep(SiteMessage.SessionStep message) {
      return sessions.step(siteId, message);
    }
  }

  private static boolean isOf(RunningStudy r, SignedBody approval) {
    return StudyApproval.decode(approval.body()).studyHash().equals(r.digest());
  }

  /** Moves studies as their rounds say. */
  private final class Life implements StudyLife {
    @Override
    public void reach(RunningStudy r, StudyState state, String sentence) {
      if (r.study().state() != state) {
        transition(r, state, sentence);
      }
    }

    @Override
    public void end(RunningStudy r, StudyState last, String sentence) {
      StudyDesk.this.end(r, last, sentence);
    }
  }
}
