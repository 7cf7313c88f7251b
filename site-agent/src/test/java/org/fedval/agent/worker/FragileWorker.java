package org.fedval.agent.worker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.FloatBuffer;
import org.fedval.agent.inference.OnnxEngine;
import org.fedval.agent.preprocess.InputTensor;
import org.fedval.wire.bundle.ModelSpec;

/**
 * A worker whose model crashes on an image that begins with {@link #CRASH} and never ends on one
 * that begins with {@link #HANG}. Reads and computes on one thread.
 */
final class FragileWorker {
  /** White and black after the recipe of the tests' model. */
  static final float CRASH = 2;

  static final float HANG = -2;

  private FragileWorker() {}

  public static void main(String[] args) throws Exception {
    DataInputStream in = new DataInputStream(System.in);
    DataOutputStream out = new DataOutputStream(System.out);
    WorkerFrames.FloatBlock block = new WorkerFrames.FloatBlock();
    out.writeInt(WorkerFrames.MAGIC);
    out.writeUTF(OnnxEngine.runtimeVersion());
    WorkerFrames.Load load = null;
    OnnxEngine engine = null;
    for (int question = in.read(); question >= 0; question = in.read()) {
      if (question == WorkerFrames.CHECK) {
        in.readUTF();
        out.writeByte(WorkerFrames.DONE);
      } else if (question == WorkerFrames.LOAD) {
        load = WorkerFrames.readLoad(in);
        engine = OnnxEngine.open(load.onnx(), load.ports(), load.threads(), load.provider());
        out.writeByte(WorkerFrames.DONE);
      } else {
        float[][] rows = engine.score(batch(in, load.ports().input(), block));
        out.writeByte(WorkerFrames.DONE);
        for (float[] row : rows) {
          block.write(FloatBuffer.wrap(row), out);
        }
      }
    }
  }

  private static InputTensor batch(
      DataInputStream in, ModelSpec.Input input, WorkerFrames.FloatBlock block)
      throws IOException, InterruptedException {
    int images = in.readInt();
    InputTensor batch = new InputTensor(input, images);
    float[] plane = new float[input.height() * input.width()];
    for (int image = 0; image < images; image++) {
      block.read(in, plane);
      batch.add(plane);
      if (plane[0] == CRASH) {
        Runtime.getRuntime().halt(139);
      }
      while (plane[0] == HANG) {
        Thread.sleep(1000);
      }
    }
    return batch;
  }
}
