package org.fedval.cli.simulate;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.fedval.cli.input.CliException;
import org.fedval.crypto.primitive.CryptoWarmup;
import org.fedval.crypto.secagg.PooledVector;
import org.fedval.crypto.secagg.SessionFailed;
import org.fedval.crypto.secagg.SessionTerms;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fedval simulate}: what a secure aggregation costs and that its sum is exact. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Run one secure aggregation with simulated sites in this process, through every check that"
          + " real sites make, and print times, bytes and whether the sum is exact.",
      "Above 256 sites the sparse graph is used; a run then takes minutes and much memory, because"
          + " all sites live in this process."
    },
    footer = {"", "Example:", "  fedval simulate --sites 10 --length 100000 --dropout 0.1 --json"})
public final class SimulateCommand implements Callable<Integer> {
  private static final int MAX_LENGTH = 10_000_000;
  private static final int COMPLETE_UP_TO = 256;
  private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(5);
  private static final String COVERS =
      "computed, not measured: the masked sum, the opened units as ring words and the same as"
          + " numbers, which is the most at one time; waiting vectors lie in files; keys, shares,"
          + " certificates and transcripts are not in it";

  @Option(names = "--sites", required = true, paramLabel = "N", description = "3 to 2000 sites.")
  private int sites;

  @Option(
      names = "--length",
      required = true,
      paramLabel = "L",
      description = "Counters of one site beside the gate, 3 to 10000000.")
  private int length;

  @Option(
      names = "--dropout",
      paramLabel = "P",
      description = "Share of the sites lost between dealing shares and masking; 0 if not given.")
  private double dropout;

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Which sites drop out and what they count; 1 if not given.")
  private long seed = 1;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public SimulateCommand() {}

  @Override
  public Integer call() throws Exception {
    Set<Integer> lost = lost();
    CryptoWarmup.Speed unused = CryptoWarmup.run(System::nanoTime);
    SimulationResult result = simulate(lost);
    PrintWriter screen = spec.commandLine().getOut();
    screen.println(
        json
            ? new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(result.json())
            : result.table());
    screen.flush();
    return result.exact() ? 0 : 1;
  }

  private Set<Integer> lost() throws CliException {
    if (sites < SimulatedStudy.MIN_SITES || sites > SessionTerms.MAX_SITES) {
      throw new CliException("--sites: a number from 3 to 2000 is needed.");
    }
    if (length < SimulatedStudy.CELLS || length > MAX_LENGTH) {
      throw new CliException("--length: a number from 3 to 10000000 is needed.");
    }
    if (!(dropout >= 0 && dropout < 1)) {
      throw new CliException("--dropout: a number from 0 up to, but not including, 1 is needed.");
    }
    int count = (int) Math.floor(sites * dropout + 1e-9);
    int most = sites - SimulatedStudy.floor(sites);
    if (count > most) {
      throw new CliException(
          most == 0
              ? sites + " sites: none may be lost; 4 or more for one dropout"
              : sites + " sites: at most " + most + " may be lost; give a smaller --dropout");
    }
    List<Integer> order = new ArrayList<>(IntStream.range(0, sites).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    return new TreeSet<>(order.subList(0, count));
  }

  private SimulationResult simulate(Set<Integer> lost) throws Exception {
    heapPools().forEach(MemoryPoolMXBean::resetPeakUsage);
    SimulatedStudy study = new SimulatedStudy(sites, length, seed);
    Wire wire = new Wire(sites);
    PhaseTimes times = new PhaseTimes();
    Simulation simulation = new Simulation(study, sites, lost, wire, times, progress());
    try (SpilledVectors store = new SpilledVectors()) {
      PooledVector pooled = simulation.run(store);
      long peak = heapPools().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
      int ringBytes = study.terms().proposal().ringBits().bytes();
      Map<String, Object> memory = new LinkedHashMap<>();
      memory.put("coordinator_vector_bytes", 3L * (length + 2 * SimulatedStudy.CELLS) * ringBytes);
      memory.put("coordinator_vector_covers", COVERS);
      memory.put("coordinator_file_bytes", store.bytes());
      memory.put("process_peak_heap_bytes", peak);
      return new SimulationResult(
          setting(study, lost),
          times.medianSite(),
          times.coordinatorTotal(),
          bytes(wire, lost),
          memory,
          simulation.isExact(pooled));
    } catch (SessionFailed e) {
      throw new CliException(
          "the session ended without a result: " + e.getMessage() + " Try another --seed.");
    }
  }

  private Map<String, Object> setting(SimulatedStudy study, Set<Integer> lost) {
    Map<String, Object> setting = new LinkedHashMap<>();
    setting.put("sites", sites);
    setting.put("length", length);
    setting.put("dropout", dropout);
    setting.put("seed", seed);
    setting.put("dropped", lost.size());
    setting.put("survivors", sites - lost.size());
    setting.put("faults", SimulatedStudy.faults(sites));
    setting.put("graph", sites > COMPLETE_UP_TO ? "sparse" : "complete");
    setting.put("ring_bits", study.terms().proposal().ringBits().bits());
    return setting;
  }

  private Map<String, Long> bytes(Wire wire, Set<Integer> lost) {
    Map<String, Long> bytes = new LinkedHashMap<>();
    long[] up = sorted(lost, wire::up);
    long[] down = sorted(lost, wire::down);
    bytes.put("up", up[up.length / 2]);
    bytes.put("down", down[down.length / 2]);
    bytes.put("up_max", up[up.length - 1]);
    bytes.put("down_max", down[down.length - 1]);
    return bytes;
  }

  private long[] sorted(Set<Integer> lost, IntToLongFunction count) {
    return IntStream.range(0, sites)
        .filter(site -> !lost.contains(site))
        .mapToLong(count)
        .sorted()
        .toArray();
  }

  private Consumer<String> progress() {
    PrintWriter err = spec.commandLine().getErr();
    long[] last = {System.nanoTime()};
    return text -> {
      long now = System.nanoTime();
      if (now - last[0] > PROGRESS_NANOS) {
        last[0] = now;
        err.println(text);
        err.flush();
      }
    };
  }

  private static List<MemoryPoolMXBean> heapPools() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .toList();
  }
}
