package org.fedval.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/**
 * Times one piece of work: first it runs without a clock until the compiler had its time, then so
 * many times with one. The median counts.
 */
final class Rounds {
  private static final long WARM_NANOS_A_ROUND = 100_000_000L;
  private static final int FEWEST_WARM = 2;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final double NANOS_PER_SECOND = 1e9;

  private final int most;
  private final double seconds;

  /**
   * @param most rounds with a clock
   * @param seconds after which no further round begins
   */
  Rounds(int most, double seconds) {
    this.most = most;
    this.seconds = seconds;
  }

  int most() {
    return most;
  }

  double seconds() {
    return seconds;
  }

  /** What the work gave and how long it takes. */
  record Timed<T>(T result, double millis, int rounds) {}

  <T> Timed<T> time(Supplier<T> work) {
    long warmUntil = System.nanoTime() + most * WARM_NANOS_A_ROUND;
    T result = work.get();
    for (int i = 1; i < FEWEST_WARM || System.nanoTime() < warmUntil; i++) {
      result = work.get();
    }
    List<Long> nanos = new ArrayList<>();
    long total = 0;
    do {
      long start = System.nanoTime();
      result = work.get();
      long took = System.nanoTime() - start;
      nanos.add(took);
      total += took;
    } while (nanos.size() < most && total < seconds * NANOS_PER_SECOND);
    return new Timed<>(result, median(nanos), nanos.size());
  }

  /** In milliseconds. */
  static double median(List<Long> nanos) {
    return nanos.stream().sorted().toList().get(nanos.size() / 2) / NANOS_PER_MILLI;
  }
}
