package org.fedval.cli.bench;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.util.List;
import java.util.Map;
import org.fedval.agent.inference.GraphPorts;
import org.fedval.agent.preprocess.InputTensor;

/**
 * ONNX Runtime alone, with its own default settings but for the number of threads: what the agent's
 * whole pass is measured against.
 */
final class BareRuntime implements AutoCloseable {
  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final GraphPorts ports;

  /**
   * @param spinning as by default; without it, idle threads leave the cores to others, as the agent
   *     has it
   */
  BareRuntime(byte[] onnx, GraphPorts ports, int threads, boolean spinning) throws OrtException {
    this.ports = ports;
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      if (!spinning) {
        options.addConfigEntry("session.intra_op.allow_spinning", "0");
      }
      this.session = environment.createSession(onnx, options);
    }
  }

  /** Runs all batches once; scores are made and thrown away. */
  void run(List<InputTensor> batches) throws OrtException {
    for (InputTensor batch : batches) {
      long[] shape = {
        batch.size(), ports.input().channels(), ports.input().height(), ports.input().width()
      };
      try (OnnxTensor tensor = OnnxTensor.createTensor(environment, batch.values(), shape);
          OrtSession.Result result = session.run(Map.of(ports.input().name(), tensor))) {
        var unused = ((OnnxTensor) result.get(0)).getFloatBuffer().get(0);
      }
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
