package org.fedval.cli.simulate;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;

/** Nanoseconds of every site's step and of the coordinator's work, phase by phase. */
final class PhaseTimes {
  /** The steps of a session in order. */
  enum Phase {
    ADVERTISE,
    SHARE_KEYS,
    MASK,
    VOTE,
    REVEAL_GATE,
    REVEAL_UNITS,
    FINISH;

    String key() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private static final double NANOS_PER_MILLI = 1e6;

  private final Map<Phase, List<Long>> sites = new EnumMap<>(Phase.class);
  private final Map<Phase, Long> coordinator = new EnumMap<>(Phase.class);

  /** Does one site's step. */
  <T> T site(Phase phase, Supplier<T> step) {
    long start = System.nanoTime();
    T done = step.get();
    sites.computeIfAbsent(phase, p -> new ArrayList<>()).add(System.nanoTime() - start);
    return done;
  }

  /** Does a part of the coordinator's work. */
  <T> T coordinator(Phase phase, Supplier<T> step) {
    long start = System.nanoTime();
    T done = step.get();
    coordinator.merge(phase, System.nanoTime() - start, Long::sum);
    return done;
  }

  /** Milliseconds of the median site by phase. */
  Map<String, Double> medianSite() {
    Map<String, Double> medians = new LinkedHashMap<>();
    sites.forEach(
        (phase, nanos) ->
            medians.put(
                phase.key(),
                nanos.stream().sorted().toList().get(nanos.size() / 2) / NANOS_PER_MILLI));
    return medians;
  }

  /** Milliseconds of the coordinator over all sites by phase. */
  Map<String, Double> coordinatorTotal() {
    Map<String, Double> totals = new LinkedHashMap<>();
    coordinator.forEach((phase, nanos) -> totals.put(phase.key(), nanos / NANOS_PER_MILLI));
    return totals;
  }
}
