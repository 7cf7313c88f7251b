package org.fedval.cli.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.fedval.agent.dicom.FolderSource;
import org.fedval.agent.inference.ExecutionProvider;
import org.fedval.agent.inference.GraphPorts;
import org.fedval.agent.inference.LockedModel;
import org.fedval.agent.inference.OnnxEngine;
import org.fedval.agent.worker.Isolation;
import org.fedval.agent.worker.WorkerSettings;
import org.fedval.agent.worker.Workers;
import org.fedval.cli.input.CliException;
import org.fedval.cli.input.InputFile;
import org.fedval.cli.vendor.BundleMaker;
import org.fedval.crypto.primitive.SigningKey;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.wire.bundle.LockedBundle;
import org.fedval.wire.bundle.ModelSpec;
import org.fedval.wire.bundle.ModelSpecReader;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code fedval bench agent}: the whole pass beside bare ONNX Runtime. */
@Command(
    name = "agent",
    mixinStandardHelpOptions = true,
    description = {
      "Measure images per second of the agent's whole pass (read, decode, preprocess, infer, count)"
          + " beside bare ONNX Runtime on the same images as tensors in memory, with the same batch"
          + " and threads, in turn. A ratio is our speed over the other's: 1 is as fast."
    },
    footer = {
      "",
      "Example:",
      "  fedval bench agent --model net.onnx --model-spec net.yaml --data /data/dicom --json"
    })
final class BenchAgentCommand implements Callable<Integer> {
  static final String SCHEMA = "fedval.bench.agent/v1";
  private static final int BINS = 1024;

  @Option(names = "--model", paramLabel = "FILE", description = "ONNX model.")
  private @Nullable Path model;

  @Option(
      names = "--model-spec",
      paramLabel = "FILE",
      description = "How the model must be used (schema fedval.model/v1).")
  private @Nullable Path modelSpec;

  @Option(
      names = "--bundle",
      paramLabel = "FILE",
      description = "The .fvb file, in place of --model and --model-spec.")
  private @Nullable Path bundle;

  @Option(
      names = "--data",
      required = true,
      paramLabel = "DIR",
      description = "Any tree of DICOM files; those that cannot be decoded are left out.")
  private Path data;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "Threads inside an operator, and reader threads; all cores if not given.")
  private int threads = Runtime.getRuntime().availableProcessors();

  @Option(names = "--batch", paramLabel = "N", description = "Images a batch; 16 if not given.")
  private int batch = 16;

  @Option(
      names = "--rounds",
      paramLabel = "N",
      description = "Rounds to take medians of; 7 if not given.")
  private int rounds = 7;

  @Option(
      names = "--seconds",
      paramLabel = "S",
      description = "About how long a round of bare ONNX Runtime lasts; 2 if not given.")
  private double seconds = 2;

  @Option(
      names = "--files",
      paramLabel = "N",
      description = "Files at most, in the order of their names; 1000 if not given.")
  private int files = 1000;

  @Option(
      names = "--peer",
      paramLabel = "NETWORK",
      description =
          "Also measure a Python pipeline (pydicom, NumPy, PIL, torch) with this architecture and"
              + " weights that mean nothing: densenet121 or smallnet.")
  private @Nullable String peer;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Spec private CommandSpec spec;

  @SuppressWarnings("NullAway.Init") // picocli sets the fields
  BenchAgentCommand() {}

  @Override
  public Integer call() throws Exception {
    check();
    Path scratch = Files.createTempDirectory("fedval-bench");
    try {
      Map<String, Object> figures = measured(locked(scratch.resolve("bench.fvb")));
      PrintWriter screen = spec.commandLine().getOut();
      if (json) {
        screen.println(
            new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(figures));
      } else {
        MetricsText.lines(figures).forEach(screen::println);
      }
      screen.flush();
    } finally {
      Files.deleteIfExists(scratch.resolve("bench.fvb"));
      Files.deleteIfExists(scratch);
    }
    return 0;
  }

  /** The bundle, or one made of the model with a key that nobody keeps. */
  private LockedBundle locked(Path made) throws Exception {
    if (bundle != null) {
      return LockedBundle.read(bundle);
    }
    if (model == null || modelSpec == null) {
      throw new CliException("give --bundle, or --model and --model-spec.");
    }
    ModelSpec draft =
        ModelSpecReader.read(
            String.valueOf(modelSpec.getFileName()),
            InputFile.read(modelSpec, ModelSpecReader.MAX_BYTES));
    byte[] onnx = InputFile.read(model, LockedBundle.MAX_MODEL_BYTES);
    return BundleMaker.make(made, draft, onnx, SigningKey.generate(new SecureRandom()), threads);
  }

  private Map<String, Object> measured(LockedBundle locked) throws Exception {
    Workers workers =
        new Workers(
            new WorkerSettings(
                Isolation.STRONGEST,
                ExecutionProvider.CPU,
                threads,
                WorkerSettings.BATCH_LIMIT,
                List.of(data.toAbsolutePath())));
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("schema", SCHEMA);
    root.put("model", locked.spec().name());
    root.put("cores", Runtime.getRuntime().availableProcessors());
    root.put("max_heap_mb", Heap.limit());
    root.put("threads", threads);
    root.put("batch", batch);
    root.put("rounds", rounds);
    root.put("onnx_runtime", OnnxEngine.runtimeVersion());
    root.put("agent_runs_the_model_in", workers.prepare().isolation());
    GraphPorts ports = GraphPorts.of(locked.spec());
    try (BareRuntime bare = new BareRuntime(locked.model(), ports, threads, true);
        BareRuntime quiet = new BareRuntime(locked.model(), ports, threads, false);
        LockedModel here = LockedModel.open(locked, threads);
        LockedModel there =
            LockedModel.open(locked, (onnx, face) -> workers.start(onnx, face, lost -> {}))) {
      Map<String, LockedModel> engines = new LinkedHashMap<>();
      engines.put("agent", there);
      engines.put("in_process", here);
      AgentBench bench =
          new AgentBench(bare, quiet, engines, layout(locked.spec()), threads, batch);
      BenchFiles all = BenchFiles.of(new FolderSource(data), here.recipe(), files);
      for (Map.Entry<String, BenchFiles> set : all.sets().entrySet()) {
        boolean readable = !set.getKey().equals(BenchFiles.ALL);
        root.put(
            set.getKey(),
            measured(bench, locked.spec(), set.getValue(), readable ? peer : null, root));
      }
    }
    if (root.values().stream().noneMatch(Map.class::isInstance)) {
      throw new CliException("--data: no file of " + data + " can be scored.");
    }
    return root;
  }

  private Map<String, Object> measured(
      AgentBench bench,
      ModelSpec locked,
      BenchFiles set,
      @Nullable String network,
      Map<String, Object> root)
      throws Exception {
    if (network == null) {
      return bench.run(set, rounds, seconds, null);
    }
    try (AgentPeer python = AgentPeer.start(network, locked, data, set, threads, batch)) {
      root.put("python", python.versions());
      return bench.run(set, rounds, seconds, python);
    }
  }

  private static CounterLayout layout(ModelSpec locked) {
    List<String> findings = locked.findingNames();
    return CounterLayout.of(
        new StudyPlan(
            "bench",
            "Measurement of the whole pass",
            findings,
            List.of(new OperatingPoint("screening", 0.3)),
            List.of(),
            List.of(
                new Endpoint(
                    findings.get(0), "sensitivity", "screening", 0.7, 0.8, 0.025, 0.8, true)),
            new DisclosureRules(10, 3, 1, 3),
            BINS,
            BINS));
  }

  private void check() throws CliException {
    if (!Files.isDirectory(data)) {
      throw new CliException("--data: there is no such folder as " + data + ".");
    }
    if (threads < 1 || threads > 256) {
      throw new CliException("--threads: a number from 1 to 256 is needed.");
    }
    if (batch < 1 || batch > 256) {
      throw new CliException("--batch: a number from 1 to 256 is needed.");
    }
    if (rounds < 1 || rounds > 1000 || files < 1 || !(seconds > 0 && seconds <= 600)) {
      throw new CliException("--rounds, --files and --seconds: positive numbers are needed.");
    }
    if (peer != null && !AgentPeer.NETWORKS.contains(peer)) {
      throw new CliException("--peer: densenet121 or smallnet is needed.");
    }
  }
}
