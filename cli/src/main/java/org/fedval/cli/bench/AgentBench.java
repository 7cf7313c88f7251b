package org.fedval.cli.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.fedval.agent.dicom.DicomFault;
import org.fedval.agent.inference.LockedModel;
import org.fedval.agent.preprocess.InputTensor;
import org.fedval.agent.preprocess.RecipeException;
import org.fedval.agent.run.CaseOutcome;
import org.fedval.agent.run.EvaluationRun;
import org.fedval.agent.run.Progress;
import org.fedval.agent.run.RunSettings;
import org.fedval.cli.input.CliException;
import org.fedval.evaluation.counters.Accumulator;
import org.fedval.evaluation.counters.CaseRecord;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.ReferenceLabel;
import org.jspecify.annotations.Nullable;

/**
 * Images per second of the whole pass against bare ONNX Runtime on the same images, which lie in
 * memory as tensors. Every round measures each side once, in turn, so that a ratio compares
 * neighbours in time.
 */
final class AgentBench {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int WARM_ROUNDS = 2;

  private final BareRuntime bare;
  private final BareRuntime quiet;
  private final Map<String, LockedModel> engines;
  private final CounterLayout layout;
  private final int batch;
  private final RunSettings settings;

  /**
   * @param quiet the same without spinning threads
   * @param engines by the name that their figures get; all of the same model
   */
  AgentBench(
      BareRuntime bare,
      BareRuntime quiet,
      Map<String, LockedModel> engines,
      CounterLayout layout,
      int threads,
      int batch) {
    this.bare = bare;
    this.quiet = quiet;
    this.engines = engines;
    this.layout = layout;
    this.batch = batch;
    RunSettings usual = RunSettings.forCores(threads);
    this.settings =
        new RunSettings(usual.readerThreads(), Math.max(usual.queuedCases(), 2 * batch), batch);
  }

  /** One side of a comparison: does so many images, and gives how long it took. */
  @FunctionalInterface
  interface Side {
    void run(int images) throws Exception;
  }

  /**
   * @param seconds that a round of bare ONNX Runtime lasts, about
   * @param peer null when none is measured
   */
  Map<String, Object> run(BenchFiles files, int rounds, double seconds, @Nullable AgentPeer peer)
      throws Exception {
    List<InputTensor> tensors = tensors(files, 4 * batch);
    int images = images(tensors, seconds);
    List<InputTensor> batches = new ArrayList<>();
    for (int b = 0; b < images / batch; b++) {
      batches.add(tensors.get(b % tensors.size()));
    }
    Map<String, Side> sides = new LinkedHashMap<>();
    sides.put("bare_onnx_runtime", n -> bare.run(batches));
    sides.put("bare_without_spinning", n -> quiet.run(batches));
    engines.forEach((name, model) -> sides.put(name, n -> pass(model, files, n)));
    if (peer != null) {
      sides.put("python", peer::run);
    }
    Map<String, List<Double>> rates = new TreeMap<>();
    Map<String, List<Double>> cpu = new TreeMap<>();
    for (int round = -WARM_ROUNDS; round < rounds; round++) {
      for (Map.Entry<String, Side> side : sides.entrySet()) {
        long cpuBefore = CpuClock.nanos();
        long start = System.nanoTime();
        side.getValue().run(images);
        long elapsed = System.nanoTime() - start;
        long cpuNanos = CpuClock.nanos() - cpuBefore;
        if (round >= 0) {
          rates
              .computeIfAbsent(side.getKey(), k -> new ArrayList<>())
              .add(images * NANOS_PER_SECOND / elapsed);
          cpu.computeIfAbsent(side.getKey(), k -> new ArrayList<>())
              .add(cpuNanos / NANOS_PER_MILLI / images);
        }
      }
    }
    return figures(files, images, rates, cpu);
  }

  private Map<String, Object> figures(
      BenchFiles files,
      int images,
      Map<String, List<Double>> rates,
      Map<String, List<Double>> cpu) {
    Map<String, Object> figures = new LinkedHashMap<>();
    figures.put("files", files.files().size());
    figures.put("transfer_syntaxes", files.syntaxes());
    figures.put("images_a_round", images);
    Map<String, Object> speeds = new LinkedHashMap<>();
    rates.forEach((side, values) -> speeds.put(side, spread(values)));
    figures.put("images_per_second", speeds);
    Map<String, Object> ratios = new LinkedHashMap<>();
    rates.forEach(
        (name, ours) ->
            rates.forEach(
                (other, theirs) -> {
                  if (engines.containsKey(name) && !engines.containsKey(other)) {
                    ratios.put(name + "_over_" + other, spread(over(ours, theirs)));
                  }
                }));
    figures.put("ratio", ratios);
    Map<String, Object> costs = new LinkedHashMap<>();
    cpu.forEach((side, values) -> costs.put(side, spread(values)));
    figures.put("cpu_ms_an_image", costs);
    return figures;
  }

  private static List<Double> over(List<Double> ours, List<Double> theirs) {
    return IntStream.range(0, ours.size()).mapToObj(r -> ours.get(r) / theirs.get(r)).toList();
  }

  private static Map<String, Object> spread(List<Double> values) {
    List<Double> sorted = values.stream().sorted().toList();
    Map<String, Object> spread = new LinkedHashMap<>();
    spread.put("min", sorted.get(0));
    spread.put("median", sorted.get(sorted.size() / 2));
    spread.put("max", sorted.get(sorted.size() - 1));
    return spread;
  }

  /** The pass as the agent makes it: read, decode, preprocess, infer, count. */
  private void pass(LockedModel model, BenchFiles files, int images) throws Exception {
    Accumulator counts = new Accumulator(layout, new byte[32]);
    EvaluationRun.Summary summary =
        new EvaluationRun(model, settings)
            .run(files.feed(images), outcome -> count(counts, outcome), Progress.SILENT);
    var unused = counts.freeze();
    if (summary.scored() != images) {
      throw new CliException("--data: a file could be scored at first and not any more.");
    }
  }

  /** Every third image is positive: counting costs the same whatever the labels are. */
  private static void count(Accumulator counts, CaseOutcome<BenchFiles.Image> outcome)
      throws IOException {
    if (outcome instanceof CaseOutcome.Scored<BenchFiles.Image> scored) {
      int number = scored.subject().number();
      double[] scores = new double[scored.scores().length];
      ReferenceLabel[] labels = new ReferenceLabel[scores.length];
      for (int f = 0; f < scores.length; f++) {
        scores[f] = scored.scores()[f];
        labels[f] = number % 3 == 0 ? ReferenceLabel.POSITIVE : ReferenceLabel.NEGATIVE;
      }
      counts.add(new CaseRecord("patient-" + number, scores, labels, new int[0]));
    }
  }

  /** The first images as full batches. */
  private List<InputTensor> tensors(BenchFiles files, int images)
      throws DicomFault, RecipeException {
    LockedModel model = engines.values().iterator().next();
    List<InputTensor> batches = new ArrayList<>();
    float[] plane = new float[model.recipe().planeSize()];
    for (int n = 0; n < images; n++) {
      if (n % batch == 0) {
        batches.add(new InputTensor(model.spec().input(), batch));
      }
      model.recipe().apply(files.file(n).object().pixels(), plane);
      batches.get(n / batch).add(plane);
    }
    return batches;
  }

  /** Whole batches that bare ONNX Runtime does in about this time; at least two. */
  private int images(List<InputTensor> tensors, double seconds) throws Exception {
    double batchSeconds = Double.MAX_VALUE;
    for (InputTensor tensor : tensors) {
      long start = System.nanoTime();
      bare.run(List.of(tensor));
      batchSeconds = Math.min(batchSeconds, (System.nanoTime() - start) / NANOS_PER_SECOND);
    }
    return batch * (int) Math.max(2, Math.min(1000, Math.round(seconds / batchSeconds)));
  }
}
