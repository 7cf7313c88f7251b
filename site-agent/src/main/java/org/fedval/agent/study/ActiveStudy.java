package org.fedval.agent.study;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.fedval.agent.secagg.FrozenSlot;
import org.fedval.wire.study.LockedStudy;
import org.jspecify.annotations.Nullable;

/**
 * A study that this site approved. The futures are completed by the cohort pass, the second one
 * also by numbers that were frozen before a restart: it is the first slot's; everything else is
 * touched on the thread of the steps only.
 */
final class ActiveStudy {
  final StudyRun run;
  final CompletableFuture<LockedStudy> locked = new CompletableFuture<>();
  final CompletableFuture<FrozenSlot> frozen = new CompletableFuture<>();
  private final Map<String, CompletableFuture<FrozenSlot>> later = new HashMap<>();
  @Nullable Future<?> cohort;

  /** Set before this site's vote is sent; from then on it cannot withdraw. */
  boolean committed;

  ActiveStudy(StudyRun run) {
    this.run = run;
  }

  /** The numbers of a slot; a later slot's are frozen before its session is joined. */
  CompletableFuture<FrozenSlot> frozen(String slot) {
    return later.getOrDefault(slot, frozen);
  }

  /** The numbers of a slot that were counted and passed on; empty before. */
  Optional<FrozenSlot> passed(String slot) {
    CompletableFuture<FrozenSlot> numbers =
        slot.equals(LockedStudy.FIRST_SLOT) ? frozen : later.get(slot);
    return numbers == null || !numbers.isDone() ? Optional.empty() : Optional.of(numbers.join());
  }

  /** Where the numbers of a later slot arrive. */
  CompletableFuture<FrozenSlot> later(String slot) {
    return later.computeIfAbsent(slot, name -> new CompletableFuture<>());
  }

  /** The study is over here, whether or not its images have all been read. */
  void stopCohort() {
    Future<?> pass = cohort;
    if (pass != null) {
      pass.cancel(true);
    }
  }
}
