package org.fedval.coordinator.round;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.fedval.coordinator.config.Deadlines;
import org.jspecify.annotations.Nullable;

/**
 * Which sites need not be waited for: those that left, those silent for too long, and in every
 * phase but masking, where cohorts run, those that let the phase's deadline pass.
 */
final class Liveness {
  private final Deadlines deadlines;
  private final Instant started;
  private final Map<Integer, Instant> lastSign = new HashMap<>();
  private final Map<Integer, String> left = new HashMap<>();

  Liveness(Deadlines deadlines, Instant started) {
    this.deadlines = deadlines;
    this.started = started;
  }

  void sign(int site, Instant now) {
    lastSign.put(site, now);
  }

  void left(int site, String why) {
    left.put(site, why);
  }

  /** Why a site that has not answered is not waited for any longer, in one clause. */
  Optional<String> late(int site, Stage stage, Instant stageStarted, Instant now) {
    String why = left.get(site);
    if (why != null) {
      return Optional.of(why);
    }
    Duration limit = null;
    if (now.isAfter(lastSign.getOrDefault(site, started).plus(deadlines.signOfLife()))) {
      limit = deadlines.signOfLife();
    }
    if (!(stage instanceof MaskStage) && now.isAfter(stageStarted.plus(deadlines.phase()))) {
      limit = shorter(limit, deadlines.phase());
    }
    return Optional.ofNullable(limit)
        .map(l -> "did not answer within %d s in phase %s".formatted(l.toSeconds(), stage.name()));
  }

  /** When a phase ends that has an end of its own. */
  Optional<Instant> deadline(Stage stage, Instant stageStarted) {
    return stage instanceof MaskStage
        ? Optional.empty()
        : Optional.of(stageStarted.plus(deadlines.phase()));
  }

  private static Duration shorter(@Nullable Duration a, Duration b) {
    return a == null || b.compareTo(a) < 0 ? b : a;
  }
}
