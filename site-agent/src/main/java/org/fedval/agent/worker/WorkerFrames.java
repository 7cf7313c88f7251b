package org.fedval.agent.worker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.fedval.agent.inference.ExecutionProvider;
import org.fedval.agent.inference.GraphPorts;
import org.fedval.wire.bundle.LockedBundle;
import org.fedval.wire.bundle.ModelSpec;

/**
 * What agent and worker say to each other, over two pipes, one question at a time. Integers are big
 * endian, floats in the machine's own order; every length is bounded before anything is allocated.
 *
 * <pre>
 * worker, once:  {@link #MAGIC}, ONNX Runtime's version
 * {@link #CHECK}  provider                         answer: status
 * {@link #LOAD}   provider, threads, ports, model  answer: status
 * {@link #SCORE}  n, n planes of floats            answer: status, n rows of floats if {@link #DONE}
 * status:        {@link #DONE}; {@link #FAILED}; {@link #REFUSED} or {@link #NO_PROVIDER}, then a code
 * </pre>
 *
 * The worker ends when its input ends.
 */
final class WorkerFrames {
  static final int MAGIC = 0x46565731;
  static final int CHECK = 1;
  static final int LOAD = 2;
  static final int SCORE = 3;

  static final int DONE = 10;
  static final int FAILED = 11;
  static final int REFUSED = 12;
  static final int NO_PROVIDER = 13;

  /** Images a batch at most. */
  static final int MAX_IMAGES = 1024;

  private static final int MAX_SIDE = 1 << 14;
  private static final int MAX_OUTPUTS = 1 << 16;
  private static final int MAX_THREADS = 256;

  private WorkerFrames() {}

  /** What a worker is to run. */
  record Load(ExecutionProvider provider, int threads, GraphPorts ports, byte[] onnx) {}

  static void write(DataOutputStream out, Load load) throws IOException {
    out.writeByte(LOAD);
    out.writeUTF(load.provider().toString());
    out.writeInt(load.threads());
    ModelSpec.Input input = load.ports().input();
    out.writeUTF(input.name());
    out.writeInt(input.channels());
    out.writeInt(input.height());
    out.writeInt(input.width());
    out.writeUTF(load.ports().output().name());
    out.writeInt(load.ports().output().width());
    out.writeInt(load.ports().columns().size());
    for (int column : load.ports().columns()) {
      out.writeInt(column);
    }
    out.writeInt(load.onnx().length);
    out.write(load.onnx());
    out.flush();
  }

  static Load readLoad(DataInputStream in) throws IOException {
    ExecutionProvider provider = ExecutionProvider.parse(in.readUTF());
    int threads = bounded(in.readInt(), MAX_THREADS);
    ModelSpec.Input input =
        new ModelSpec.Input(
            in.readUTF(),
            bounded(in.readInt(), 3),
            bounded(in.readInt(), MAX_SIDE),
            bounded(in.readInt(), MAX_SIDE));
    ModelSpec.Output output =
        new ModelSpec.Output(in.readUTF(), bounded(in.readInt(), MAX_OUTPUTS));
    List<Integer> columns = new ArrayList<>();
    for (int n = bounded(in.readInt(), MAX_OUTPUTS); n > 0; n--) {
      columns.add(bounded(in.readInt() + 1, output.width()) - 1);
    }
    byte[] onnx = new byte[bounded(in.readInt(), LockedBundle.MAX_MODEL_BYTES)];
    in.readFully(onnx);
    return new Load(provider, threads, new GraphPorts(input, output, columns), onnx);
  }

  /** A number from 1 to {@code most}. */
  static int bounded(int value, int most) throws IOException {
    if (value < 1 || value > most) {
      throw new IOException("a length is outside its bounds");
    }
    return value;
  }

  /** Floats through a fixed block of bytes. */
  static final class FloatBlock {
    private static final int BYTES = 1 << 16;

    private final byte[] bytes = new byte[BYTES];
    private final FloatBuffer floats =
        ByteBuffer.wrap(bytes).order(ByteOrder.nativeOrder()).asFloatBuffer();

    /** Writes what remains in the buffer. */
    void write(FloatBuffer values, DataOutputStream out) throws IOException {
      while (values.hasRemaining()) {
        int count = Math.min(floats.capacity(), values.remaining());
        floats.clear().put(values.slice().limit(count));
        values.position(values.position() + count);
        out.write(bytes, 0, count * Float.BYTES);
      }
    }

    /** Fills the array. */
    void read(DataInputStream in, float[] into) throws IOException {
      for (int at = 0; at < into.length; ) {
        int count = Math.min(floats.capacity(), into.length - at);
        in.readFully(bytes, 0, count * Float.BYTES);
        floats.clear().get(into, at, count);
        at += count;
      }
    }
  }
}
