package org.fedval.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.fedval.cli.input.CliException;
import org.fedval.evaluation.plan.Analyses;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fedval bench metrics}: AUROC and DeLong beside scikit-learn and pROC. */
@Command(
    name = "metrics",
    mixinStandardHelpOptions = true,
    description = {
      "Measure AUROC and DeLong's variance on the scores themselves and on 1024 bins, beside"
          + " scikit-learn and pROC on the same scores, and the accumulator of 60 strata. A ratio"
          + " is the peer's time over ours: above 1 ours is faster. Exit code 1 if the values do"
          + " not agree."
    },
    footer = {"", "Example:", "  fedval bench metrics --sizes 1e4,1e6 --json"})
final class BenchMetricsCommand implements Callable<Integer> {
  static final String SCHEMA = "fedval.bench.metrics/v1";

  private static final double FEWEST_ROWS = 1e3;
  private static final double MOST_ROWS = 1e9;
  private static final int MOST_ACCUMULATED = 10_000_000;
  private static final double SECONDS = 20;
  private static final int MOST_ROUNDS = 1000;
  private static final int MOST_MINUTES = 600;

  @Option(
      names = "--sizes",
      paramLabel = "N,...",
      split = ",",
      defaultValue = "1e4,1e5,1e6,1e7",
      description = "Numbers of rows, 1e3 to 1e9; ${DEFAULT-VALUE} if not given.")
  private double[] sizes = {};

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds to take medians of, fewer where 20 s are over; 15 if not given.")
  private int rounds = 15;

  @Option(
      names = "--peers",
      paramLabel = "NAME,...",
      split = ",",
      defaultValue = "scikit-learn,pROC",
      description = "scikit-learn, pROC or none; both if not given.")
  private String[] peers = {};

  @Option(
      names = "--peer-rows",
      paramLabel = "N",
      description =
          "Most rows that a peer gets; 1e7 if not given. a million need about 0.1 GB in scikit-learn and 0.25 GB in pROC.")
  private double peerRows = 1e7;

  @Option(
      names = "--peer-minutes",
      paramLabel = "N",
      description = "Minutes after which a peer's script is ended; 10 if not given.")
  private int peerMinutes = 10;

  @Option(
      names = "--accumulate-rows",
      paramLabel = "N",
      description = "Rows of the accumulator's pass, 1000 to 10 million; 100000 if not given.")
  private int accumulateRows = AccumulateBench.ROWS;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the field
  BenchMetricsCommand() {}

  @Override
  public Integer call() throws CliException, IOException, InterruptedException {
    check();
    MetricsBench bench =
        new MetricsBench(new Rounds(rounds, SECONDS), chosen(), (long) peerRows, peerMinutes);
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("schema", SCHEMA);
    root.put("cores", Runtime.getRuntime().availableProcessors());
    root.put("max_heap_mb", Heap.limit());
    root.put("accumulate", accumulate(Analyses.counts()));
    root.put("accumulate_exact", accumulate(Analyses.standard()));
    List<Map<String, Object>> figures = new ArrayList<>();
    for (double size : sizes) {
      figures.add(bench.run((long) size));
    }
    root.put("sizes", figures);
    root.put("agrees", bench.differences().isEmpty());
    root.put("differences", bench.differences());
    PrintWriter screen = spec.commandLine().getOut();
    if (json) {
      screen.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(root));
    } else {
      MetricsText.lines(root).forEach(screen::println);
    }
    screen.flush();
    return bench.differences().isEmpty() ? 0 : 1;
  }

  private Map<String, Object> accumulate(Analyses analyses) {
    return new AccumulateBench(accumulateRows, analyses).run();
  }

  private void check() throws CliException {
    if (Arrays.stream(sizes).anyMatch(s -> !(s >= FEWEST_ROWS && s <= MOST_ROWS))) {
      throw new CliException("--sizes: numbers from 1e3 to 1e9 are needed, such as 1e4,1e6.");
    }
    if (accumulateRows < FEWEST_ROWS || accumulateRows > MOST_ACCUMULATED) {
      throw new CliException("--accumulate-rows: a number from 1000 to 10000000 is needed.");
    }
    if (rounds < 1 || rounds > MOST_ROUNDS) {
      throw new CliException("--rounds: a number from 1 to 1000 is needed.");
    }
    if (!(peerRows >= 0 && peerRows <= MOST_ROWS)) {
      throw new CliException("--peer-rows: a number from 0 to 1e9 is needed.");
    }
    if (peerMinutes < 1 || peerMinutes > MOST_MINUTES) {
      throw new CliException("--peer-minutes: a number from 1 to 600 is needed.");
    }
  }

  private List<MetricsPeer> chosen() throws CliException {
    List<MetricsPeer> chosen = new ArrayList<>();
    for (String name : peers) {
      if (!name.equals("none")) {
        chosen.add(
            MetricsPeer.ALL.stream()
                .filter(p -> p.key().equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(
                    () -> new CliException("--peers: scikit-learn, pROC or none is needed.")));
      }
    }
    return chosen;
  }
}
