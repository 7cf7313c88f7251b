package org.fedval.agent.study;

import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.fedval.agent.release.OpeningHours;
import org.fedval.agent.run.Progress;
import org.fedval.wire.session.SitePhaseName;
import org.jspecify.annotations.Nullable;

/**
 * Holds a cohort up outside the site's opening hours, before it begins and between two cases.
 * Called on the threads of the cohort.
 */
final class CohortHours {
  private static final long LOOK_MILLIS = 500;
  private static final DateTimeFormatter DAY_AND_TIME =
      DateTimeFormatter.ofPattern("EEEE HH:mm", Locale.ENGLISH);

  private final @Nullable OpeningHours hours;
  private final Clock clock;
  private final StatusBoard status;

  /**
   * @param hours null when it is always open
   */
  CohortHours(@Nullable OpeningHours hours, Clock clock, StatusBoard status) {
    this.hours = hours;
    this.clock = clock;
    this.status = status;
  }

  /** Returns once it is open, or at once when this thread is interrupted, and stays interrupted. */
  void await() {
    OpeningHours open = hours;
    if (open == null || open.isOpenAt(clock.instant())) {
      return;
    }
    SitePhaseName before = status.phase();
    status.phase(SitePhaseName.WAITING);
    while (!open.isOpenAt(clock.instant())) {
      status.say(sentence(open, clock.instant()));
      try {
        Thread.sleep(LOOK_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
    status.phase(before);
    status.say("Inside opening_hours again; the cohort goes on.");
  }

  /** Told the same as the given one, and holds the run up after each step until it is open. */
  Progress between(Progress progress) {
    return new Progress() {
      @Override
      public void advanced(long done, long excluded) {
        progress.advanced(done, excluded);
        await();
      }

      @Override
      public void resumed(long done, long excluded) {
        progress.resumed(done, excluded);
      }

      @Override
      public void left(long cases) {
        progress.left(cases);
      }
    };
  }

  private static String sentence(OpeningHours open, Instant now) {
    return "Outside opening_hours of policy.yaml; the cohort goes on at %s (%s)."
        .formatted(DAY_AND_TIME.format(open.nextOpening(now)), open.zone());
  }
}
