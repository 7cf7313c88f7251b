package org.fedval.agent.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.IntUnaryOperator;
import org.fedval.agent.dicom.GrayscaleImage;
import org.fedval.agent.inference.EngineLostException;
import org.fedval.agent.inference.ExecutionProvider;
import org.fedval.agent.inference.GraphPorts;
import org.fedval.agent.inference.InferenceException;
import org.fedval.agent.inference.LockedModel;
import org.fedval.agent.inference.OnnxEngine;
import org.fedval.agent.inference.TinyModels;
import org.fedval.agent.preprocess.InputTensor;
import org.fedval.agent.run.CaseFeed;
import org.fedval.agent.run.EvaluationRun;
import org.fedval.agent.run.Progress;
import org.fedval.agent.run.RunSettings;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.wire.bundle.LockedBundle;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(180)
class WorkerEngineTest {
  private static final RunSettings BATCHES_OF_FIVE = new RunSettings(2, 8, 5);
  private static final String REAL = InferenceWorker.class.getName();
  private static final String FRAGILE = FragileWorker.class.getName();

  @TempDir private Path folder;

  private final List<String> told = new ArrayList<>();

  @ParameterizedTest
  @ValueSource(strings = {"process", "bwrap", "unshare"})
  void scores_through_a_worker_are_bit_equal_to_those_in_this_process(String isolation)
      throws Exception {
    long seed = 4711;
    Random random = new Random(seed);
    List<Sandbox> tools =
        isolation.equals("process") ? List.of() : List.of(IsolationTest.working(isolation));
    try (OnnxEngine here = OnnxEngine.load(TinyModels.model(3), TinyModels.spec(3), 1);
        WorkerEngine there = engine(launcher(REAL, Duration.ofMinutes(1), tools))) {
      InputTensor batch = new InputTensor(TinyModels.spec(3).input(), 9);
      for (int round = 0; round < 20; round++) {
        batch.clear();
        for (int n = 0; n <= round % 9; n++) {
          float[] plane = new float[TinyModels.HEIGHT * TinyModels.WIDTH];
          for (int i = 0; i < plane.length; i++) {
            plane[i] = (float) random.nextGaussian();
          }
          batch.add(plane);
        }

        assertThat(Arrays.deepEquals(there.score(batch), here.score(batch)))
            .as("seed %d round %d", seed, round)
            .isTrue();
      }
      assertThat(there.lost()).isZero();
      assertThat(there.facts().runtime()).isEqualTo(OnnxEngine.runtimeVersion());
    }
  }

  @Test
  void a_worker_that_is_killed_in_the_middle_changes_no_score() throws Exception {
    List<String> undisturbed = outcomes(REAL, n -> 3 * n + 1, new int[0]);
    List<String> disturbed = outcomes(REAL, n -> 3 * n + 1, new int[] {9, 30, 44});

    assertThat(disturbed).isEqualTo(undisturbed).hasSize(60).allMatch(o -> o.contains("["));
    assertThat(told).hasSize(3);
    assertThat(told.get(0))
        .isEqualTo("The inference worker ended by itself. It was started again; lost so far: 1.");
  }

  @Test
  void an_image_that_crashes_the_model_is_excluded_and_all_others_are_scored() throws Exception {
    List<String> outcomes = outcomes(FRAGILE, n -> n == 17 ? 255 : 3 * n + 1, new int[0]);

    assertThat(outcomes).hasSize(60);
    assertThat(outcomes.get(17)).isEqualTo("17 " + Exclusion.INFERENCE_FAILED);
    assertThat(outcomes).filteredOn(o -> o.contains("[")).hasSize(59);
    List<String> real = outcomes(REAL, n -> 3 * n + 1, new int[0]);
    outcomes.remove(17);
    real.remove(17);
    assertThat(outcomes).isEqualTo(real);
  }

  @Test
  void a_model_that_crashes_on_everything_ends_the_run_and_not_the_agent() {
    assertThatThrownBy(() -> outcomes(FRAGILE, n -> 255, new int[0]))
        .isInstanceOf(EngineLostException.class)
        .hasMessageContaining("lost 16 times, the last time because it ended by itself")
        .hasMessageContaining("keys are not affected");
  }

  @Test
  void a_model_that_never_ends_is_ended_at_its_time_limit() throws Exception {
    try (WorkerEngine engine = engine(launcher(FRAGILE, Duration.ofSeconds(3), List.of()))) {
      InputTensor batch = new InputTensor(TinyModels.spec(3).input(), 1);
      float[] plane = new float[TinyModels.HEIGHT * TinyModels.WIDTH];
      plane[0] = FragileWorker.HANG;
      batch.add(plane);

      assertThatThrownBy(() -> engine.score(batch)).isInstanceOf(InferenceException.class);

      assertThat(engine.lost()).isEqualTo(2);
      assertThat(told)
          .first()
          .isEqualTo(
              "The inference worker gave no answer within its time limit. It was started again;"
                  + " lost so far: 1.");
      batch.clear();
      batch.add(new float[TinyModels.HEIGHT * TinyModels.WIDTH]);
      assertThat(engine.score(batch)[0]).hasSize(2);
    }
  }

  @Test
  void a_worker_ends_with_its_agent_and_leaves_no_file() throws Exception {
    Path own = PrivateFolder.make();
    Process worker = new WorkerCommand(null, REAL, 64, false).builder(own).start();
    worker.getInputStream().readNBytes(4);
    assertThat(worker.isAlive()).isTrue();

    worker.getOutputStream().close();

    assertThat(worker.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(own).doesNotExist();
  }

  @Test
  void a_child_that_talks_nonsense_is_no_worker() {
    assertThatThrownBy(
            () -> launcher(ProbingWorker.class.getName(), Duration.ofSeconds(1), List.of()))
        .isInstanceOf(IsolationException.class)
        .hasMessageContaining("The inference worker does not start");
  }

  @Test
  void the_model_is_overwritten_when_the_engine_closes() throws Exception {
    byte[] onnx = TinyModels.model();
    WorkerEngine engine =
        WorkerEngine.start(
            launcher(REAL, Duration.ofMinutes(1), List.of()),
            onnx,
            GraphPorts.of(TinyModels.spec()),
            told::add);

    engine.close();

    assertThat(onnx).containsOnly(0);
  }

  private WorkerEngine engine(WorkerLauncher launcher) throws Exception {
    return WorkerEngine.start(
        launcher, TinyModels.model(3), GraphPorts.of(TinyModels.spec(3)), told::add);
  }

  private static WorkerLauncher launcher(String mainClass, Duration limit, List<Sandbox> tools)
      throws Exception {
    return WorkerLauncher.prepare(
        new WorkerSettings(
            tools.isEmpty() ? Isolation.PROCESS : Isolation.SANDBOX,
            ExecutionProvider.CPU,
            1,
            limit,
            List.of()),
        tools,
        mainClass);
  }

  /** How sixty grey images end; the worker is killed when these have ended. */
  private List<String> outcomes(String mainClass, IntUnaryOperator grey, int[] killAfter)
      throws Exception {
    LockedBundle bundle = TinyModels.bundle(Files.createTempDirectory(folder, "bundle"));
    WorkerLauncher launcher = launcher(mainClass, Duration.ofMinutes(1), List.of());
    WorkerEngine[] engine = new WorkerEngine[1];
    List<String> ends = new ArrayList<>();
    CaseFeed<Integer> feed =
        consumer -> {
          for (int n = 0; n < 60; n++) {
            int value = grey.applyAsInt(n);
            consumer.accept(new CaseFeed.Admitted<>(n, () -> image(value)));
          }
        };
    try (LockedModel model =
        LockedModel.open(
            bundle,
            (onnx, ports) -> engine[0] = WorkerEngine.start(launcher, onnx, ports, told::add))) {
      var unused =
          new EvaluationRun(model, BATCHES_OF_FIVE)
              .run(
                  feed,
                  outcome -> {
                    ends.add(
                        outcome.match(
                            s -> s.subject() + Arrays.toString(s.scores()),
                            e -> e.subject() + " " + e.reason()));
                    if (Arrays.stream(killAfter).anyMatch(k -> k == ends.size())) {
                      ProcessHandle.of(engine[0].pid()).orElseThrow().destroyForcibly();
                    }
                  },
                  Progress.SILENT);
    }
    return ends;
  }

  private static GrayscaleImage image(int value) {
    short[] stored = new short[64];
    Arrays.fill(stored, (short) value);
    return new GrayscaleImage(8, 8, 8, false, false, 1, 0, null, stored);
  }
}
