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
 * ONNX Runtime in this process: one session, sequential execution, deterministic kernels where the
 * runtime offers them. The runtime uses the threads it was given inside.
 */
public final class OnnxEngine implements ScoringEngine {
  private final OrtEnvironment environment;
  private final OrtSession session;
  private final GraphPorts ports;
  private final ExecutionProvider provider;

  private OnnxEngine(
      OrtEnvironment environment,
      OrtSession session,
      GraphPorts ports,
      ExecutionProvider provider) {
    this.environment = environment;
    this.session = session;
    this.ports = ports;
    this.provider = provider;
  }

  /** The version of ONNX Runtime in this process, such as {@code 1.28.0}. */
  public static String runtimeVersion() {
    return environment().getVersion();
  }

  private static OrtEnvironment environment() {
    return OrtEnvironment.getEnvironment(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL, "fedval");
  }

  /**
   * Checks the model and loads it on the CPU.
   *
   * @param threads threads inside an operator, at least 1
   * @throws ModelRefusedException when {@link OnnxModelCheck} or ONNX Runtime refuses the model
   */
  public static OnnxEngine load(byte[] onnx, ModelSpec spec, int threads)
      throws ModelRefusedException {
    OnnxModelCheck.check(onnx, spec);
    try {
      return open(onnx, GraphPorts.of(spec), threads, ExecutionProvider.CPU);
    } catch (ProviderException e) {
      throw new AssertionError("every runtime has the CPU", e);
    }
  }

  /**
   * Loads a model that was checked before.
   *
   * @param threads threads inside an operator, at least 1
   * @throws ModelRefusedException when ONNX Runtime refuses the model
   * @throws ProviderException when the provider is not there; none other is taken
   */
  public static OnnxEngine open(
      byte[] onnx, GraphPorts ports, int threads, ExecutionProvider provider)
      throws ModelRefusedException, ProviderException {
    if (threads < 1) {
      throw new IllegalArgumentException("threads must be at least 1");
    }
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
      OnnxProviders.choose(options, provider);
      return new OnnxEngine(environment, environment.createSession(onnx, options), ports, provider);
    } catch (OrtException e) {
      throw ModelRefusedException.byRuntime(RuntimeCodes.of(e));
    }
  }

  @Override
  public float[][] score(InputTensor batch) throws InferenceException {
    ModelSpec.Input in = ports.input();
    long[] shape = {batch.size(), in.channels(), in.height(), in.width()};
    String output = ports.output().name();
    try (OnnxTensor tensor = OnnxTensor.createTensor(environment, batch.values(), shape);
        OrtSession.Result result = session.run(Map.of(in.name(), tensor), Set.of(output))) {
      OnnxTensor scores = (OnnxTensor) result.get(0);
      FloatBuffer values = scores.getFloatBuffer();
      int width = ports.output().width();
      if (values.remaining() != batch.size() * width) {
        throw new InferenceException();
      }
      float[][] rows = new float[batch.size()][ports.columns().size()];
      for (int image = 0; image < rows.length; image++) {
        for (int f = 0; f < rows[image].length; f++) {
          rows[image][f] = values.get(image * width + ports.columns().get(f));
        }
      }
      return rows;
    } catch (OrtException e) {
      throw new InferenceException();
    }
  }

  @Override
  public EngineFacts facts() {
    return new EngineFacts(provider, runtimeVersion(), "in the same process");
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
