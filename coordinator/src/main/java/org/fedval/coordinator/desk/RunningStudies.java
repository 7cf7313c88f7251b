package org.fedval.coordinator.desk;

import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.fedval.coordinator.round.RoundDriver;
import org.fedval.coordinator.site.RosterBook;
import org.fedval.coordinator.store.StudyRepository;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.study.ValidationStudy;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.body.Roster;

/**
 * Which studies run, how they move from state to state and how they end. Every move is stored
 * before anybody hears of it. Lives on the event loop only, but for the notes that {@link #live}
 * gives.
 */
final class RunningStudies implements StudyLife {
  private final StudyRepository studies;
  private final RosterBook rosters;
  private final SiteNotices notices;
  private final ModelCustody custody;
  private final StudySlots.Parts slots;
  private final Duration recruiting;
  private final Clock clock;
  private final Map<Sha256Digest, RunningStudy> running = new LinkedHashMap<>();
  private final LiveStudies live = new LiveStudies();

  /**
   * @param recruiting how long a study waits for the sites' answers
   */
  RunningStudies(
      StudyRepository studies,
      RosterBook rosters,
      SiteNotices notices,
      ModelCustody custody,
      StudySlots.Parts slots,
      Duration recruiting,
      Clock clock) {
    this.studies = studies;
    this.rosters = rosters;
    this.notices = notices;
    this.custody = custody;
    this.slots = slots;
    this.recruiting = recruiting;
    this.clock = clock;
  }

  /** All of them now, in the order in which they began. */
  List<RunningStudy> all() {
    return List.copyOf(running.values());
  }

  Optional<RunningStudy> find(Sha256Digest study) {
    return Optional.ofNullable(running.get(study));
  }

  /** Notes of what runs, for readers on other threads. */
  LiveStudies live() {
    return live;
  }

  /** Notes anew what changes with the time. */
  void noteAll() {
    live.note(running.values());
  }

  /** Begins to run a stored study that is not over. */
  RunningStudy run(ValidationStudy study) {
    Roster roster = rosters.roster(Sha256Digest.of(study.rosterHash())).orElseThrow();
    RunningStudy r = new RunningStudy(study, roster, clock.instant().plus(recruiting));
    r.leadWith(new StudySlots(r, slots, this));
    running.put(r.digest(), r);
    live.note(r);
    return r;
  }

  @Override
  public void reach(RunningStudy r, StudyState state, String sentence) {
    if (r.study().state() != state) {
      move(r, state, sentence);
    }
  }

  @Override
  public void end(RunningStudy r, StudyState last, String sentence) {
    RoundDriver round = r.round();
    if (round != null) {
      round.close();
    }
    move(r, last, sentence);
    running.remove(r.digest());
    live.forget(r.digest());
    slots.publications().withdraw(r.digest());
    custody.forget(r.study());
    if (round != null) {
      slots.publications().over(r.roster());
    }
    notices.ended(r.study(), r.roster());
  }

  private void move(RunningStudy r, StudyState next, String sentence) {
    ValidationStudy study = r.study().become(next, sentence);
    studies.save(study, clock.instant());
    r.update(study);
    live.note(r);
  }
}
