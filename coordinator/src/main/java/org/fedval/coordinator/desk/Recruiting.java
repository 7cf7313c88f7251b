package org.fedval.coordinator.desk;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import org.fedval.coordinator.round.RoundDriver;
import org.fedval.coordinator.store.StudyRepository;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.study.ValidationStudy;

/**
 * From the locked study to its first round: offers it to the sites, and begins when every site has
 * answered or the time for it is over. Lives on the event loop only.
 */
final class Recruiting {
  private final RunningStudies running;
  private final StudyRepository studies;
  private final SiteNotices notices;
  private final Duration limit;
  private final Clock clock;

  /**
   * @param limit how long a study waits for the sites' answers, for the sentence that says so
   */
  Recruiting(
      RunningStudies running,
      StudyRepository studies,
      SiteNotices notices,
      Duration limit,
      Clock clock) {
    this.running = running;
    this.studies = studies;
    this.notices = notices;
    this.limit = limit;
    this.clock = clock;
  }

  /** Offers a locked study, or again one that was being offered when an earlier process ended. */
  void recruit(ValidationStudy locked) {
    ValidationStudy study = locked;
    if (locked.state() == StudyState.LOCKED) {
      study = locked.become(StudyState.RECRUITING, "Waiting for every site's approval.");
      studies.save(study, clock.instant());
    }
    RunningStudy r = running.run(study);
    r.roster().members().forEach(member -> remind(r, member.siteId()));
    startIfComplete(r);
  }

  /** A site that started anew knows nothing, so it hears the offer until it has joined a round. */
  void remind(RunningStudy r, String siteId) {
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

  /** Begins the first round when every site has said whether it takes part. */
  void startIfComplete(RunningStudy r) {
    if (r.isRecruiting() && r.round() == null && r.denials().keySet().containsAll(absent(r))) {
      r.slots().begin(absent(r));
    }
  }

  /** At the deadline a study goes on without those that did not answer, while its floors hold. */
  void tick(RunningStudy r, Instant now) {
    if (!r.isRecruiting() || !now.isAfter(r.recruitBy())) {
      return;
    }
    Set<Integer> absent = absent(r);
    if (r.slots().canLose(absent)) {
      r.slots().begin(absent);
      return;
    }
    running.end(
        r,
        StudyState.ABORTED,
        "No answer from %s within %d s of recruiting: nobody has decided there, or the agent is stopped. Ask there, and submit under another id."
            .formatted(r.named(absent), limit.toSeconds()));
  }

  /** Roster indices of the sites that denied or have not approved. */
  Set<Integer> absent(RunningStudy r) {
    return r.absent(studies.approvedBy(r.study().digest()));
  }
}
