package org.fedval.cli.simulate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * Nanoseconds of every site's step and of the coordinator's work, and how long each phase lasted on
 * the simulated clock and on the real one; over all attempts. Thread-safe.
 */
final class PhaseTimes {
  private static final double NANOS_PER_MILLI = 1e6;

  private final Map<Phase, List<Long>> sites = new EnumMap<>(Phase.class);
  private final Map<Phase, Long> coordinator = new EnumMap<>(Phase.class);
  private final Map<Phase, Long> wall = new EnumMap<>(Phase.class);
  private final Map<Phase, Double> simulated = new EnumMap<>(Phase.class);

  /** Does one site's step. */
  <T> T site(Phase phase, Supplier<T> step) {
    long start = System.nanoTime();
    T done = step.get();
    long nanos = System.nanoTime() - start;
    synchronized (this) {
      sites.computeIfAbsent(phase, p -> new ArrayList<>()).add(nanos);
    }
    return done;
  }

  /** Does a part of the coordinator's work. */
  <T> T coordinator(Phase phase, Supplier<T> step) {
    long start = System.nanoTime();
    T done = step.get();
    long nanos = System.nanoTime() - start;
    synchronized (this) {
      coordinator.merge(phase, nanos, Long::sum);
    }
    return done;
  }

  /** A phase ended. */
  synchronized void lasted(Phase phase, long wallNanos, double simulatedSeconds) {
    wall.merge(phase, wallNanos, Long::sum);
    simulated.merge(phase, simulatedSeconds, Double::sum);
  }

  /** Milliseconds of the median site by phase. */
  synchronized Map<String, Double> medianSite() {
    Map<String, Double> medians = new LinkedHashMap<>();
    sites.forEach(
        (phase, nanos) ->
            medians.put(
                phase.key(),
                nanos.stream().sorted().toList().get(nanos.size() / 2) / NANOS_PER_MILLI));
    return medians;
  }

  /** Milliseconds of the coordinator over all sites by phase. */
  synchronized Map<String, Double> coordinatorTotal() {
    return millis(coordinator);
  }

  /** Milliseconds from the start of a phase to its end, all sites and the coordinator. */
  synchronized Map<String, Double> wallTotal() {
    return millis(wall);
  }

  /** Seconds on the simulated clock. */
  synchronized Map<String, Double> simulatedTotal() {
    Map<String, Double> totals = new LinkedHashMap<>();
    simulated.forEach((phase, seconds) -> totals.put(phase.key(), seconds));
    return totals;
  }

  private static Map<String, Double> millis(Map<Phase, Long> nanos) {
    Map<String, Double> totals = new LinkedHashMap<>();
    nanos.forEach((phase, sum) -> totals.put(phase.key(), sum / NANOS_PER_MILLI));
    return totals;
  }
}
