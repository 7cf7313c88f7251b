package org.fedval.agent.study;

import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.fedval.agent.admin.LocalStatus;
import org.fedval.agent.admin.Told;
import org.fedval.agent.run.Pace;
import org.fedval.agent.run.Progress;
import org.fedval.wire.session.SitePhaseName;

/** What the agent is doing, for the local channel and, the phase alone, for the coordinator. */
final class StatusBoard {
  private static final long UNKNOWN = -1;
  private static final int MOST_TOLD = 20;

  private final Clock clock;
  private SitePhaseName phase = SitePhaseName.WAITING;
  private long scored;
  private long excluded;
  private long left = UNKNOWN;
  private Pace pace = new Pace();
  private String sentence = "";
  private String engine = "";
  private String study = "";
  private final Deque<Told> told = new ArrayDeque<>();

  /** With the system's clock. */
  StatusBoard() {
    this(Clock.systemUTC());
  }

  StatusBoard(Clock clock) {
    this.clock = clock;
  }

  synchronized void phase(SitePhaseName next) {
    phase = next;
  }

  synchronized SitePhaseName phase() {
    return phase;
  }

  /** A new pass over a cohort; its cases so far stay on this host. */
  synchronized Progress progress() {
    scored = 0;
    excluded = 0;
    left = UNKNOWN;
    pace = new Pace();
    return new Cases();
  }

  private final class Cases implements Progress {
    @Override
    public void advanced(long done, long excludedCases) {
      synchronized (StatusBoard.this) {
        counted(done, excludedCases);
        pace.at(done);
      }
    }

    @Override
    public void resumed(long done, long excludedCases) {
      synchronized (StatusBoard.this) {
        counted(done, excludedCases);
        pace.from(done);
      }
    }

    @Override
    public void left(long cases) {
      synchronized (StatusBoard.this) {
        left = cases;
      }
    }

    private void counted(long done, long excludedCases) {
      scored = done - excludedCases;
      excluded = excludedCases;
    }
  }

  /**
   * The same from the thread of a cohort. A study that ended in the meantime interrupts it; then
   * the study's own last word stands.
   */
  void sayOfCohort(String words) {
    if (!Thread.currentThread().isInterrupted()) {
      say(words);
    }
  }

  synchronized void say(String words) {
    sentence = words;
    if (words.isEmpty()) {
      return;
    }
    told.removeIf(before -> before.words().equals(words));
    told.addFirst(new Told(clock.instant(), words));
    if (told.size() > MOST_TOLD) {
      told.removeLast();
    }
  }

  /** What was said last, newest first; what was said twice stands once. */
  synchronized List<Told> told() {
    return List.copyOf(told);
  }

  /** Which study the phase is about, by its own name. */
  synchronized void study(String id) {
    study = id;
  }

  /** The study that the phase is about; empty while the agent waits. */
  synchronized String study() {
    return phase == SitePhaseName.WAITING ? "" : study;
  }

  /** What computes the scores of the last study. */
  synchronized void engine(String words) {
    engine = words;
  }

  synchronized LocalStatus snapshot() {
    boolean runs = phase == SitePhaseName.RUNNING_COHORT;
    return new LocalStatus(
        phase.words(),
        scored,
        excluded,
        sentence,
        runs && left != UNKNOWN ? left : null,
        runs ? pace.perSecond() : 0,
        runs && left != UNKNOWN && pace.secondsFor(left).isPresent()
            ? pace.secondsFor(left).getAsLong()
            : null,
        engine);
  }
}
