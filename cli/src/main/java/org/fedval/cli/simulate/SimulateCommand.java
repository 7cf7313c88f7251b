package org.fedval.cli.simulate;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.fedval.cli.input.CliException;
import org.fedval.crypto.primitive.CryptoWarmup;
import org.fedval.crypto.secagg.SessionTerms;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fedval simulate}: what a secure aggregation costs and that its sum is exact. */
@Command(
    name = "simulate",
    mixinStandardHelpOptions = true,
    description = {
      "Run one secure aggregation with simulated sites in this process, on a simulated network and"
          + " clock, through the real state machines, and print times, bytes and whether the sum is"
          + " exact.",
      "Checks that every site would repeat over the same public bytes are done once and named in"
          + " the output; --no-memo does them all. Above 256 sites the sparse graph is used; 1000"
          + " sites take minutes and some gigabytes, because all sites live in this process.",
      "Keys come from the seed and protect nothing."
    },
    footer = {
      "",
      "Examples:",
      "  fedval simulate --sites 10 --length 100000 --dropout 0.1 --json",
      "  fedval simulate --sites 12 --length 1000 --liars 3 --lie bad_dealer --lie silent"
    })
public final class SimulateCommand implements Callable<Integer> {
  private static final int MAX_LENGTH = 10_000_000;
  private static final int MAX_SITES = SessionTerms.MAX_SITES;
  private static final int MAX_THREADS = 256;
  private static final long PROGRESS_NANOS = TimeUnit.SECONDS.toNanos(5);

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
      names = "--liars",
      paramLabel = "K",
      description = "Sites that lie, at most as many as are tolerated; 0 if not given.")
  private int liars;

  @Option(
      names = "--lie",
      paramLabel = "KIND",
      description =
          "What liars do, in turn; may be repeated; all kinds if not given: silent, wrong_rows,"
              + " bad_dealer, false_confirmations, other_vector, equivocates, false_complaints,"
              + " bad_reveal.")
  private List<String> lies = new ArrayList<>();

  @Option(
      names = "--seed",
      paramLabel = "S",
      description = "Who is lost, who lies, keys, delays and counters; 1 if not given.")
  private long seed = 1;

  @Option(
      names = "--threads",
      paramLabel = "T",
      description = "Threads for the sites' work; the number of processors if not given.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(
      names = "--no-memo",
      description = "Let every site do every check itself; the outcome is the same, only slower.")
  private boolean noMemo;

  @Option(
      names = "--keep-messages",
      paramLabel = "FOLDER",
      description = "Leave what the coordinator received in the first attempt in this folder.")
  private @Nullable Path keep;

  @Option(
      names = "--coordinator-only",
      paramLabel = "FOLDER",
      description =
          "Run only the coordinator, over a folder that --keep-messages filled with the same other"
              + " options; for a limit on its heap.")
  private @Nullable Path only;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  public SimulateCommand() {}

  @Override
  public Integer call() throws Exception {
    SimulationPlan plan = plan();
    Path folder = only;
    if (folder != null) {
      print(CoordinatorAlone.run(plan, folder));
      return 0;
    }
    CryptoWarmup.Speed unused = CryptoWarmup.run(System::nanoTime);
    SimulationResult result =
        new Simulator(plan, UnaryOperator.identity()).run(progress(), Optional.ofNullable(keep));
    if (json) {
      print(result.json());
    } else {
      spec.commandLine().getOut().println(result.table());
    }
    spec.commandLine().getOut().flush();
    return result.isExact() ? 0 : 1;
  }

  private void print(Map<String, Object> document) throws JsonProcessingException {
    PrintWriter screen = spec.commandLine().getOut();
    screen.println(
        new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(document));
    screen.flush();
  }

  private SimulationPlan plan() throws CliException {
    require(
        sites >= SimulatedStudy.MIN_SITES && sites <= MAX_SITES,
        "--sites: a number from 3 to 2000 is needed.");
    require(
        length >= SimulatedStudy.CELLS && length <= MAX_LENGTH,
        "--length: a number from 3 to 10000000 is needed.");
    require(
        dropout >= 0 && dropout < 1,
        "--dropout: a number from 0 up to, but not including, 1 is needed.");
    require(threads >= 1 && threads <= MAX_THREADS, "--threads: 1 to 256.");
    int faults = SimulatedStudy.faults(sites);
    require(
        liars >= 0 && liars <= faults,
        "--liars: " + sites + " sites tolerate at most " + faults + ".");
    SimulationPlan plan =
        new SimulationPlan(sites, length, dropout, liars, kinds(), seed, !noMemo, threads, true);
    int most = sites - SimulatedStudy.floor(sites);
    require(
        plan.lost() <= most,
        most == 0
            ? sites + " sites: none may be lost; 4 or more for one dropout"
            : sites + " sites: at most " + most + " may be lost; give a smaller --dropout");
    return plan;
  }

  private List<Lie> kinds() throws CliException {
    List<Lie> kinds = new ArrayList<>();
    for (String key : lies) {
      kinds.add(
          Lie.named(key)
              .orElseThrow(
                  () ->
                      new CliException("--lie: '" + key + "' is not one of " + everyKind() + ".")));
    }
    return kinds.isEmpty() ? List.of(Lie.values()) : kinds;
  }

  private static String everyKind() {
    return Arrays.stream(Lie.values()).map(Lie::key).collect(Collectors.joining(", "));
  }

  private static void require(boolean holds, String sentence) throws CliException {
    if (!holds) {
      throw new CliException(sentence);
    }
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
}
