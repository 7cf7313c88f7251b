package org.fedval.agent.study;

import java.io.IOException;
import java.util.Optional;
import org.fedval.agent.secagg.FrozenSlot;
import org.fedval.wire.bundle.LockedBundle;
import org.fedval.wire.session.SiteInstruction;
import org.fedval.wire.session.SitePhaseName;
import org.fedval.wire.study.LockedStudy;
import org.jspecify.annotations.Nullable;

/**
 * What an approved study counts here, each slot once: the first one from the images, the later ones
 * from the cases that were frozen then. Called on the thread of the cohorts.
 */
final class CohortPass {
  private final SiteAgent.Parts parts;
  private final StatusBoard status;
  private final LaterSlots later;
  private volatile String software = "";
  private final Governance people;

  CohortPass(SiteAgent.Parts parts, StatusBoard status, Governance people) {
    this.parts = parts;
    this.status = status;
    this.people = people;
    this.later = new LaterSlots(parts.state(), parts.random());
  }

  /** Names the software, on which kept scores depend. */
  void runOn(String version) {
    software = version;
  }

  /**
   * Fetches the model, if the study has one, and counts the cohort, unless its numbers were frozen
   * before.
   */
  void take(ActiveStudy study) throws Denial, IOException, InterruptedException {
    LockedStudy locked = study.run.locked();
    status.study(study.run.studyId());
    Optional<FrozenSlot> before = frozenBefore(study, locked);
    if (before.isPresent()) {
      study.locked.complete(locked);
      pass(study, before.get());
    } else {
      LockedBundle bundle =
          locked.definition().isFeasibility() ? null : study.run.fetch(parts.coordinator());
      study.locked.complete(locked);
      people.hours().await();
      pass(study, counted(study, locked, bundle));
    }
  }

  private void pass(ActiveStudy study, FrozenSlot numbers) throws IOException {
    people.hold().pass(study.run.digest(), LockedStudy.FIRST_SLOT, numbers, study.frozen);
  }

  /** Checks a proposal of a later slot and counts the slot; the first slot's numbers are there. */
  LaterSlots.Ready later(ActiveStudy study, SiteInstruction.SessionProposed proposed)
      throws Denial, IOException {
    return later.prepare(study.run.locked(), index(study), study.frozen.join(), proposed);
  }

  /** What was frozen before stands, whatever the data says now; so it is not counted again. */
  private Optional<FrozenSlot> frozenBefore(ActiveStudy study, LockedStudy locked)
      throws IOException {
    Optional<FrozenSlot> before =
        parts.state().frozen().load(study.run.digest(), LockedStudy.FIRST_SLOT, locked.layout());
    if (before.isPresent()) {
      status.phase(SitePhaseName.AGGREGATING);
    }
    return before;
  }

  /** The cases come first: whoever finds frozen numbers finds the cases behind them. */
  private FrozenSlot counted(ActiveStudy study, LockedStudy locked, @Nullable LockedBundle bundle)
      throws Denial, IOException, InterruptedException {
    SiteState state = parts.state();
    StudyRun.Place place =
        new StudyRun.Place(
            parts.home(),
            parts.config(),
            parts.workers(),
            state.cohortKey(),
            state.journals(),
            software,
            parts.random());
    StudyRun.Cohort cohort =
        bundle == null ? study.run.count(place) : study.run.count(bundle, place);
    if (locked.slots() > 1) {
      state.cases().keep(locked.definition().hash(), locked.definition().expires(), cohort.cases());
    }
    keepOwn(study, cohort);
    return state
        .frozen()
        .freezeOnce(
            locked.definition(),
            LockedStudy.FIRST_SLOT,
            locked.layout(),
            index(study),
            cohort.counts(),
            cohort.record());
  }

  /** It is for this hospital's own report only, so the study goes on without it. */
  private void keepOwn(ActiveStudy study, StudyRun.Cohort cohort) {
    try {
      parts.state().own().keep(study.run.own(cohort.cases()));
    } catch (IOException e) {
      status.sayOfCohort(
          "The cases for 'fedval agent report' could not be written into "
              + parts.home().ownStudies()
              + "; the study goes on.");
    }
  }

  private int index(ActiveStudy study) {
    return Math.max(0, study.run.index(parts.identity().verifyingKey()));
  }
}
