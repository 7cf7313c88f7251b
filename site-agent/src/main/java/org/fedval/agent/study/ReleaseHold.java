package org.fedval.agent.study;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.fedval.agent.approval.ApprovalDesk;
import org.fedval.agent.approval.Person;
import org.fedval.agent.approval.StudyEntry;
import org.fedval.agent.secagg.FrozenSlot;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.wire.session.SitePhaseName;

/**
 * The gate between counted numbers and their mask: with {@code hold_before_release} a round's
 * numbers reach no session before people released them. Without it they pass at once. Thread-safe.
 */
final class ReleaseHold {
  private final ApprovalDesk desk;
  private final StatusBoard status;
  private final List<Held> held = new ArrayList<>();

  /** Frozen numbers, and who waits for them. */
  record Held(
      Sha256Digest study, String slot, FrozenSlot numbers, CompletableFuture<FrozenSlot> waiting) {}

  ReleaseHold(ApprovalDesk desk, StatusBoard status) {
    this.desk = desk;
    this.status = status;
  }

  /** Gives the numbers on when they are released, or keeps them until they are. */
  synchronized void pass(
      Sha256Digest study, String slot, FrozenSlot numbers, CompletableFuture<FrozenSlot> waiting)
      throws IOException {
    if (waiting.isDone()) {
      return;
    }
    if (desk.isReleased(study.hex(), slot)) {
      waiting.complete(numbers);
      return;
    }
    held.removeIf(h -> h.study().equals(study) && h.slot().equals(slot));
    held.add(new Held(study, slot, numbers, waiting));
    status.phase(SitePhaseName.WAITING);
    status.say(
        "The numbers are counted and held; 'fedval agent preview' shows them, 'fedval agent approve --release' lets them go.");
    desk.held(study.hex());
  }

  /** A person's yes to the numbers that are held of a study. */
  synchronized ApprovalDesk.Outcome release(StudyEntry study, Person person, String note)
      throws IOException {
    Optional<Held> first =
        held.stream().filter(h -> h.study().equals(study.terms().digest())).findFirst();
    if (first.isEmpty()) {
      return new ApprovalDesk.Outcome(false, "No numbers of the study are held now.");
    }
    Held numbers = first.get();
    ApprovalDesk.Outcome outcome = desk.release(study, numbers.slot(), person, note);
    if (desk.isReleased(study.terms().study(), numbers.slot())) {
      held.remove(numbers);
      desk.freed(study.terms().study());
      status.phase(SitePhaseName.AGGREGATING);
      numbers.waiting().complete(numbers.numbers());
    }
    return outcome;
  }

  /** What is held of a study. */
  synchronized Optional<Held> of(Sha256Digest study) {
    return held.stream().filter(h -> h.study().equals(study)).findFirst();
  }

  /** The study is over here. */
  synchronized void forget(Sha256Digest study) {
    held.removeIf(h -> h.study().equals(study));
  }
}
