package org.fedval.agent.worker;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.FileDescriptor;
import java.io.FileInputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.FloatBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.fedval.agent.inference.ExecutionProvider;
import org.fedval.agent.inference.InferenceException;
import org.fedval.agent.inference.ModelRefusedException;
import org.fedval.agent.inference.OnnxEngine;
import org.fedval.agent.inference.OnnxProviders;
import org.fedval.agent.inference.ProviderException;
import org.fedval.agent.preprocess.InputTensor;
import org.fedval.wire.bundle.ModelSpec;
import org.jspecify.annotations.Nullable;

/**
 * The child process that a model runs in: reads questions from its input, answers on its output,
 * and ends when its input ends, whatever the model is doing then. It has no argument, no
 * environment and nothing to say but {@link WorkerFrames}.
 */
public final class InferenceWorker {
  private static final int BUFFER = 1 << 16;

  /** Raises the chance that the kernel ends this process, not the agent, when memory is short. */
  private static final Path KILL_FIRST = Path.of("/proc/self/oom_score_adj");

  private final DataInputStream in;
  private final DataOutputStream out;
  private final WorkerFrames.FloatBlock block = new WorkerFrames.FloatBlock();
  private @Nullable OnnxEngine engine;
  private ModelSpec.@Nullable Input input;
  private @Nullable InputTensor tensor;

  private InferenceWorker(DataInputStream in, DataOutputStream out) {
    this.in = in;
    this.out = out;
  }

  public static void main(String[] args) {
    DataInputStream in =
        new DataInputStream(
            new BufferedInputStream(new FileInputStream(FileDescriptor.in), BUFFER));
    DataOutputStream out =
        new DataOutputStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out), BUFFER));
    PrintStream nowhere =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    System.setOut(nowhere);
    System.setErr(nowhere);
    int code = 0;
    try {
      new InferenceWorker(in, out).serve();
    } catch (IOException | RuntimeException | ExecutionException | InterruptedException e) {
      code = 1;
    }
    PrivateFolder.deleteOwn();
    Runtime.getRuntime().halt(code);
  }

  /** Reads while the model computes, so that the end of the input is always seen. */
  private void serve() throws IOException, ExecutionException, InterruptedException {
    killFirst();
    out.writeInt(WorkerFrames.MAGIC);
    out.writeUTF(OnnxEngine.runtimeVersion());
    out.flush();
    ExecutorService model = Executors.newSingleThreadExecutor();
    Future<?> before = null;
    for (int question = in.read(); question >= 0; question = in.read()) {
      if (before != null) {
        before.get();
      }
      Answer answer = answer(question);
      before =
          model.submit(
              () -> {
                answer.give();
                return true;
              });
    }
  }

  /** What the model's thread does for one question. */
  @FunctionalInterface
  private interface Answer {
    void give() throws IOException;
  }

  private Answer answer(int question) throws IOException {
    switch (question) {
      case WorkerFrames.CHECK:
        ExecutionProvider provider = ExecutionProvider.parse(in.readUTF());
        return () -> check(provider);
      case WorkerFrames.LOAD:
        WorkerFrames.Load load = WorkerFrames.readLoad(in);
        return () -> load(load);
      case WorkerFrames.SCORE:
        InputTensor batch = readBatch();
        return () -> score(batch);
      default:
        throw new EOFException("no such question");
    }
  }

  private void check(ExecutionProvider provider) throws IOException {
    try {
      OnnxProviders.require(provider);
      out.writeByte(WorkerFrames.DONE);
    } catch (ProviderException e) {
      refuse(WorkerFrames.NO_PROVIDER, e.runtimeCode());
    }
    out.flush();
  }

  private void load(WorkerFrames.Load load) throws IOException {
    try {
      engine = OnnxEngine.open(load.onnx(), load.ports(), load.threads(), load.provider());
      input = load.ports().input();
      out.writeByte(WorkerFrames.DONE);
    } catch (ModelRefusedException e) {
      refuse(WorkerFrames.REFUSED, e.runtimeCode());
    } catch (ProviderException e) {
      refuse(WorkerFrames.NO_PROVIDER, e.runtimeCode());
    } finally {
      Arrays.fill(load.onnx(), (byte) 0);
    }
    out.flush();
  }

  private InputTensor readBatch() throws IOException {
    ModelSpec.Input shape = input;
    if (shape == null) {
      throw new IOException("there is no model yet");
    }
    int images = WorkerFrames.bounded(in.readInt(), WorkerFrames.MAX_IMAGES);
    InputTensor batch = tensor;
    if (batch == null || batch.capacity() < images) {
      batch = new InputTensor(shape, images);
      tensor = batch;
    }
    batch.clear();
    float[] plane = new float[shape.height() * shape.width()];
    for (int image = 0; image < images; image++) {
      block.read(in, plane);
      batch.add(plane);
    }
    return batch;
  }

  private void score(InputTensor batch) throws IOException {
    OnnxEngine loaded = engine;
    if (loaded == null) {
      throw new IOException("there is no model yet");
    }
    try {
      float[][] rows = loaded.score(batch);
      out.writeByte(WorkerFrames.DONE);
      for (float[] row : rows) {
        block.write(FloatBuffer.wrap(row), out);
      }
    } catch (InferenceException e) {
      out.writeByte(WorkerFrames.FAILED);
    }
    out.flush();
  }

  private void refuse(int status, int code) throws IOException {
    out.writeByte(status);
    out.writeInt(code);
  }

  private static void killFirst() {
    try {
      Files.writeString(KILL_FIRST, "800");
    } catch (IOException e) {
      // Not every system has it; the agent then has no more than its equal share of luck.
      return;
    }
  }
}
