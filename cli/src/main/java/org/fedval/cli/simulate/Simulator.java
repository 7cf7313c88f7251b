package org.fedval.cli.simulate;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.IntToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.fedval.crypto.ring.RingBits;
import org.fedval.crypto.secagg.SessionTerms;

/** Runs one simulation and puts its figures together. */
final class Simulator {
  private static final int COMPLETE_UP_TO = 256;

  private final SimulationPlan plan;
  private final SimulatedStudy study;
  private final Cast cast;

  /**
   * @param graph leaves the terms as they are, or in a test gives them a smaller sparse graph
   */
  Simulator(SimulationPlan plan, UnaryOperator<SessionTerms> graph) {
    this.plan = plan;
    this.study = new SimulatedStudy(plan.sites(), plan.length(), plan.seed(), graph);
    this.cast = Cast.draw(plan, study);
  }

  /**
   * @param keep where the messages of the first attempt stay; a temporary folder if empty
   */
  SimulationResult run(Consumer<String> progress, Optional<Path> keep) throws IOException {
    heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
    try (SimulationTools tools = new SimulationTools(plan, progress)) {
      Simulation simulation = new Simulation(plan, study, cast, tools, keep);
      Simulation.Result result = simulation.run();
      return new SimulationResult(
          setting(),
          times(tools.times()),
          bytes(tools.wire(), result.survivors()),
          memory(simulation),
          memoised(tools),
          liars(tools.findings()),
          ending(result, tools.wire()));
    }
  }

  private Map<String, Object> setting() {
    Map<String, Object> setting = new LinkedHashMap<>();
    setting.put("sites", plan.sites());
    setting.put("length", plan.length());
    setting.put("dropout", plan.dropout());
    setting.put("liars", plan.liars());
    setting.put("seed", plan.seed());
    setting.put("threads", plan.threads());
    setting.put("dropped", cast.lost().size());
    setting.put("faults", SimulatedStudy.faults(plan.sites()));
    setting.put("graph", plan.sites() > COMPLETE_UP_TO ? "sparse" : "complete");
    setting.put("ring_bits", RingBits.W64.bits());
    return setting;
  }

  private static Map<String, Map<String, Double>> times(PhaseTimes times) {
    Map<String, Map<String, Double>> all = new LinkedHashMap<>();
    all.put("site_ms", times.medianSite());
    all.put("coordinator_ms", times.coordinatorTotal());
    all.put("wall_ms", times.wallTotal());
    all.put("simulated_s", times.simulatedTotal());
    return all;
  }

  private Map<String, Long> bytes(Wire wire, Set<Integer> survivors) {
    Map<String, Long> bytes = new LinkedHashMap<>();
    long[] up = sorted(survivors, wire::up);
    long[] down = sorted(survivors, wire::down);
    bytes.put("up", up[up.length / 2]);
    bytes.put("down", down[down.length / 2]);
    bytes.put("up_max", up[up.length - 1]);
    bytes.put("down_max", down[down.length - 1]);
    return bytes;
  }

  /** Of the survivors, or of all sites if there are none. */
  private long[] sorted(Set<Integer> survivors, IntToLongFunction count) {
    return IntStream.range(0, plan.sites())
        .filter(site -> survivors.isEmpty() || survivors.contains(site))
        .mapToLong(count)
        .sorted()
        .toArray();
  }

  private static Map<String, Object> memory(Simulation simulation) {
    Map<String, Object> memory = new LinkedHashMap<>();
    memory.put("coordinator_live_peak_bytes", simulation.memory().peak());
    memory.put("coordinator_live_peak_phase", simulation.memory().peakPhase().key());
    memory.put("coordinator_live_covers", CoordinatorMemory.COVERS);
    memory.put("coordinator_file_bytes", simulation.fileBytes());
    memory.put(
        "process_peak_heap_bytes",
        heapPools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum());
    return memory;
  }

  private Map<String, Object> memoised(SimulationTools tools) {
    Map<String, Object> memoised = new LinkedHashMap<>();
    memoised.put("memoised", plan.memo() ? RememberedChecks.MEMOISED : List.of());
    memoised.put("memoised_checks", tools.remembered().counts());
    return memoised;
  }

  private List<Map<String, Object>> liars(Findings findings) {
    List<Map<String, Object>> liars = new ArrayList<>();
    cast.liars()
        .forEach(
            (site, liar) -> {
              Map<String, Object> entry = new LinkedHashMap<>();
              entry.put("site", site);
              entry.put("lie", liar.lie().key());
              entry.put("does", liar.does());
              entry.put("found", findings.of(site));
              liars.add(entry);
            });
    return liars;
  }

  private Map<String, Object> ending(Simulation.Result result, Wire wire) {
    Map<String, Object> ending = new LinkedHashMap<>();
    ending.put("attempts", result.attempts());
    ending.put("survivors", result.survivors().size());
    ending.put(
        "not_in_the_sum",
        IntStream.range(0, plan.sites())
            .filter(site -> !result.survivors().contains(site))
            .boxed()
            .toList());
    ending.put("messages_sha256", wire.transcript());
    ending.put(
        "sums_sha256", result.pooled().map(sums -> SumsDigest.of(study.layout(), sums)).orElse(""));
    ending.put("exact", result.exact());
    ending.put("reason", result.reason());
    return ending;
  }

  private static List<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }
}
