package org.fedval.agent.inference;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.FloatBuffer;
import java.util.Map;
import java.util.Set;
import org.fedval.agent.preprocess.InputTensor;
import org.fedval.wire.bundle.ModelSpec;

/**
 * ONNX Runtime on the CPU: one session, sequential execution, deterministic kernels where the
 * runtime offers them. One batch at a time from one thread; the runtime uses the threads it was
 * given inside.
 */
public final class OnnxEngine implements AutoCloseable {
  /** What computes the scores. */
  public static final String PROVIDER = "cpu";

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final ModelSpec spec;

  private OnnxEngine(OrtEnvironment environment, OrtSession session, ModelSpec spec) {
    this.environment = environment;
    this.session = session;
    this.spec = spec;
  }

  /** The version of ONNX Runtime in this process, such as {@code 1.28.0}. */
  public static String runtimeVersion() {
    return environment().getVersion();
  }

  private static OrtEnvironment environment() {
    return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "fedval");
  }

  /**
   * Checks the model and loads it.
   *
   * @param threads threads inside an operator, at least 1
   * @throws ModelRefusedException when {@link OnnxModelCheck} or ONNX Runtime refuses the model
   */
  public static OnnxEngine load(byte[] onnx, ModelSpec spec, int threads)
      throws ModelRefusedException {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1");
    }
    OnnxModelCheck.check(onnx, spec);
    OrtEnvironment environment = environment();
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
      options.setOptimizationLevel(OrtSession.SessionOptions.OptLevel.ALL_OPT);
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      options.setDeterministicCompute(true);
      // Readers decode while a batch runs; spinning would take their cores.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      return new OnnxEngine(environment, environment.createSession(onnx, options), spec);
    } catch (OrtException e) {
      throw new ModelRefusedException(
          "ONNX Runtime cannot load model.onnx (error code "
              + e.getCode()
              + "); check the model with the ONNX checker.");
    }
  }

  /**
   * Scores of a batch: one row an image, one column a finding in the specification's order. Values
   * are what the graph gave, unchecked.
   *
   * @throws InferenceException when the runtime failed on this batch
   */
  public float[][] score(InputTensor batch) throws InferenceException {
    ModelSpec.Input in = spec.input();
    long[] shape = {batch.size(), in.channels(), in.height(), in.width()};
    String output = spec.output().name();
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, batch.values(), shape);
        OrtSession.Result result = session.run(Map.of(in.name(), tensor), Set.of(output))) {
      OnnxTensor scores = (OnnxTensor) result.get(0);
      FloatBuffer values = scores.getFloatBuffer();
      int width = spec.output().width();
      if (values.remaining() != batch.size() * width) {
        throw new InferenceException();
      }
      float[][] rows = new float[batch.size()][spec.findings().size()];
      for (int image = 0; image < rows.length; image++) {
        for (int f = 0; f < rows[image].length; f++) {
          rows[image][f] = values.get(image * width + spec.findings().get(f).output());
        }
      }
      return rows;
    } catch (OrtException e) {
      throw new InferenceException();
    }
  }

  @Override
  public void close() {
    try {
      session.close();
    } catch (OrtException e) {
      throw new AssertionError("an open session closes", e);
    }
  }
}
