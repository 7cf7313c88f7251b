package org.fedval.agent.run;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * How fast a run is, over the last minute. Cases that ended in an earlier run do not count. Keeps
 * at most one point a second; not thread-safe.
 */
public final class Pace {
  private static final long WINDOW = TimeUnit.MINUTES.toNanos(1);
  private static final long STEP = TimeUnit.SECONDS.toNanos(1);

  private final LongSupplier nanos;
  private final Deque<Point> points = new ArrayDeque<>();
  private Point now;

  private record Point(long nanos, long done) {}

  /**
   * @param nanos a clock that only goes forward, in nanoseconds
   */
  public Pace(LongSupplier nanos) {
    this.nanos = nanos;
    this.now = new Point(nanos.getAsLong(), 0);
    points.add(now);
  }

  /** By the system's clock. */
  public Pace() {
    this(System::nanoTime);
  }

  /** So many cases have ended, some of them by this run. */
  public void at(long done) {
    now = new Point(nanos.getAsLong(), done);
    if (now.nanos() - points.getLast().nanos() >= STEP) {
      points.add(now);
      while (now.nanos() - points.getFirst().nanos() > WINDOW) {
        points.removeFirst();
      }
    }
  }

  /** So many cases have ended, none of them by this run: counting begins here. */
  public void from(long done) {
    now = new Point(nanos.getAsLong(), done);
    points.clear();
    points.add(now);
  }

  /** Cases a second; 0 before the first one ended. */
  public double perSecond() {
    long time = now.nanos() - points.getFirst().nanos();
    return time <= 0 ? 0 : (now.done() - points.getFirst().done()) * 1e9 / time;
  }

  /** Seconds that so many cases will take at this pace, rounded up; empty while there is none. */
  public OptionalLong secondsFor(long cases) {
    double rate = perSecond();
    return rate <= 0 ? OptionalLong.empty() : OptionalLong.of((long) Math.ceil(cases / rate));
  }
}
