package org.fedval.coordinator.desk;

import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.fedval.coordinator.audit.SessionEvidence;
import org.fedval.coordinator.round.Outboxes;
import org.fedval.coordinator.round.RoundFactory;
import org.fedval.coordinator.round.SlotBasis;
import org.fedval.coordinator.store.SlotRepository;
import org.fedval.coordinator.study.StudyState;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.crypto.secagg.OpenedSums;
import org.fedval.crypto.secagg.PooledVector;
import org.fedval.crypto.secagg.ProtocolViolation;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.wire.session.SiteInstructionWire;
import org.fedval.wire.study.LockedStudy;
import org.fedval.wire.study.PooledSlots;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Leads one study through its slots, one after the other, and hands what they opened to the
 * publisher. Every slot's end is stored before the next one begins. Lives on the event loop only.
 */
final class StudySlots implements SlotSequence {
  private static final Logger log = LoggerFactory.getLogger(StudySlots.class);

  private final RunningStudy r;
  private final Parts parts;
  private final StudyLife life;
  private final FirstRound first;

  /** What the slots of every study are led with. */
  record Parts(
      RoundFactory rounds,
      SlotRepository slots,
      ReportPublisher publisher,
      Publications publications,
      Outboxes outboxes,
      Clock clock) {}

  StudySlots(RunningStudy r, Parts parts, StudyLife life) {
    this.r = r;
    this.parts = parts;
    this.life = life;
    this.first = new FirstRound(r, parts.rounds(), parts.outboxes(), life, this);
  }

  /** Whether the study's floors hold without these sites. */
  boolean canLose(Set<Integer> sites) {
    return first.canLose(sites);
  }

  /** Opens the first session without the sites that do not take part. */
  void begin(Set<Integer> absent) {
    first.begin(absent);
  }

  /** Goes on where an earlier process stood. */
  void resume(Set<Integer> absent) {
    if (ended().pooled().isEmpty()) {
      first.resume(absent);
    } else {
      goOn();
    }
  }

  private SlotRepository.Ended ended() {
    return parts.slots().ended(r.study().digest());
  }

  @Override
  public void pooled(Sha256Digest sid, PooledVector sums) {
    SlotRepository.Ended before = ended();
    int slot = before.pooled().size();
    OpenedSums opened = parts.rounds().opened(sid, sums);
    List<OpenedSums> all = new ArrayList<>(before.sums());
    all.add(opened);
    try {
      PooledStudy unused =
          PooledSlots.of(
              parts.rounds().locked(r.study(), r.roster()), all, sums.survivors().size());
    } catch (ProtocolViolation e) {
      unusable(slot, e);
      return;
    } catch (IOException e) {
      cannotPublish(e);
      return;
    }
    parts
        .slots()
        .pooled(
            r.study().digest(),
            LockedStudy.slotName(slot),
            new SlotRepository.PooledSlot(sid, opened),
            parts.clock().instant());
    goOn();
  }

  private void unusable(int slot, ProtocolViolation e) {
    log.atWarn().addKeyValue("check", e.code().name()).log("Opened sums cannot be used");
    if (slot == 0) {
      cannotPublish(e);
    } else {
      absent(
          e.code() == ProtocolViolation.Code.COHORT_CHANGED
              ? SlotAbsence.cohortChanged(slot)
              : SlotAbsence.failed(slot));
    }
  }

  @Override
  public void absent(String reason) {
    parts
        .slots()
        .absent(
            r.study().digest(),
            LockedStudy.slotName(ended().pooled().size()),
            reason,
            parts.clock().instant());
    goOn();
  }

  /** The next slot, or the report when none follows. */
  private void goOn() {
    SlotRepository.Ended ended = ended();
    try {
      if (r.study().state() == StudyState.GATE) {
        life.reach(r, StudyState.METRICS, "The gate is open; sites release the allowed units.");
      }
      LockedStudy locked = parts.rounds().locked(r.study(), r.roster());
      Set<Integer> survivors = evidence(ended, 0).survivors();
      PooledStudy pooled = PooledSlots.of(locked, ended.sums(), survivors.size());
      if (pooled.isComplete() || ended.absence().isPresent()) {
        await(ended, ended.absence().map(pooled::without).orElse(pooled));
      } else {
        open(SlotBasis.after(locked, ended.sums(), pooled), locked.slots(), survivors);
      }
    } catch (IOException | RuntimeException e) {
      cannotPublish(e);
    }
  }

  private void open(SlotBasis basis, int slots, Set<Integer> survivors) {
    if (basis.tableBytes() > SiteInstructionWire.MAX_TABLE_BYTES
        || basis.sumBytes() > SiteInstructionWire.MAX_SUMS_BYTES) {
      absent(SlotAbsence.tooLarge(basis.slot()));
      return;
    }
    life.reach(
        r,
        StudyState.SECOND_ROUND,
        "Round %d of %d begins over the same sites.".formatted(basis.slot() + 1, slots));
    new LaterRound(r, parts.rounds(), parts.outboxes(), this, basis, survivors).lead();
  }

  private SessionEvidence evidence(SlotRepository.Ended ended, int slot) {
    return parts.publisher().evidence(ended.pooled().get(slot).sid());
  }

  private void await(SlotRepository.Ended ended, PooledStudy pooled) {
    List<SessionEvidence> evidence = new ArrayList<>();
    for (int slot = 0; slot < ended.pooled().size(); slot++) {
      evidence.add(evidence(ended, slot));
    }
    Optional<String> absence = pooled.absence();
    life.reach(
        r,
        StudyState.POOLED,
        absence.isEmpty()
            ? "The sums are in; the sites confirm the log, then comes the report."
            : "The report comes without a later round. " + absence.get() + ".");
    parts.publications().await(r.digest(), r.roster(), evidence, () -> publish(pooled, evidence));
  }

  private void publish(PooledStudy pooled, List<SessionEvidence> evidence) {
    try {
      parts.publisher().publish(r.study(), r.roster(), pooled, evidence);
      life.end(r, StudyState.PUBLISHED, "The report is published.");
    } catch (IOException | RuntimeException e) {
      cannotPublish(e);
    }
  }

  private void cannotPublish(Exception e) {
    log.atError().addKeyValue("error", e.getClass().getSimpleName()).log("No report written");
    life.end(r, StudyState.ABORTED, "The report could not be written; the coordinator's log says.");
  }
}
