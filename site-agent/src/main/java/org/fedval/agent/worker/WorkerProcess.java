package org.fedval.agent.worker;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.fedval.agent.inference.ExecutionProvider;
import org.fedval.agent.inference.InferenceException;
import org.fedval.agent.inference.ModelRefusedException;
import org.fedval.agent.inference.ProviderException;
import org.fedval.agent.preprocess.InputTensor;
import org.jspecify.annotations.Nullable;

/**
 * One child process and its pipes. Every question has a deadline; when it passes, or the child says
 * what no worker says, the child and all that it started are killed. For one thread.
 */
final class WorkerProcess implements AutoCloseable {
  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration LOAD_LIMIT = Duration.ofMinutes(10);
  private static final String VERSION = "[0-9A-Za-z.+-]{1,32}";

  private final Path folder;
  private final ScheduledExecutorService watch;
  private final Process process;
  private final DataInputStream in;
  private final DataOutputStream out;
  private final WorkerFrames.FloatBlock block = new WorkerFrames.FloatBlock();
  private final String runtime;
  private volatile boolean late;
  private int columns;

  private WorkerProcess(Path folder, ScheduledExecutorService watch, Process process)
      throws WorkerLostException {
    this.folder = folder;
    this.watch = watch;
    this.process = process;
    this.in = new DataInputStream(process.getInputStream());
    this.out = new DataOutputStream(process.getOutputStream());
    this.runtime = within(START_LIMIT, this::hello);
  }

  /**
   * Starts a worker and hears its greeting. The process belongs to a thread that lives as long as
   * this object, because a sandbox dies with the thread that started it.
   */
  static WorkerProcess start(WorkerCommand command) throws WorkerLostException {
    ScheduledExecutorService watch =
        Executors.newSingleThreadScheduledExecutor(
            task -> {
              Thread thread = new Thread(task, "inference-worker");
              thread.setDaemon(true);
              return thread;
            });
    try {
      Path folder = PrivateFolder.make();
      Process process = null;
      try {
        process = watch.submit(() -> command.builder(folder).start()).get();
        return new WorkerProcess(folder, watch, process);
      } catch (ExecutionException | WorkerLostException e) {
        end(process, watch, folder);
        throw new WorkerLostException(WorkerLostException.Cause.NO_START);
      }
    } catch (IOException e) {
      watch.shutdownNow();
      throw new WorkerLostException(WorkerLostException.Cause.NO_START);
    } catch (InterruptedException e) {
      watch.shutdownNow();
      Thread.currentThread().interrupt();
      throw new WorkerLostException(WorkerLostException.Cause.NO_START);
    }
  }

  /** The version of ONNX Runtime in the worker. */
  String runtime() {
    return runtime;
  }

  long pid() {
    return process.pid();
  }

  /** Starts an execution provider without a model. */
  void check(ExecutionProvider provider) throws WorkerLostException, ProviderException {
    int[] answer =
        within(
            LOAD_LIMIT,
            () -> {
              out.writeByte(WorkerFrames.CHECK);
              out.writeUTF(provider.toString());
              out.flush();
              return status();
            });
    if (answer[0] == WorkerFrames.NO_PROVIDER) {
      throw ProviderException.of(provider, runtime, answer[1]);
    }
  }

  void load(WorkerFrames.Load load)
      throws WorkerLostException, ModelRefusedException, ProviderException {
    int[] answer =
        within(
            LOAD_LIMIT,
            () -> {
              WorkerFrames.write(out, load);
              return status();
            });
    if (answer[0] == WorkerFrames.REFUSED) {
      throw ModelRefusedException.byRuntime(answer[1]);
    }
    if (answer[0] == WorkerFrames.NO_PROVIDER) {
      throw ProviderException.of(load.provider(), runtime, answer[1]);
    }
    columns = load.ports().columns().size();
  }

  float[][] score(InputTensor batch, Duration limit)
      throws WorkerLostException, InferenceException {
    float[][] rows = new float[batch.size()][columns];
    int[] answer =
        within(
            limit,
            () -> {
              out.writeByte(WorkerFrames.SCORE);
              out.writeInt(batch.size());
              for (int image = 0; image < batch.size(); image++) {
                block.write(batch.plane(image), out);
              }
              out.flush();
              int[] status = status();
              if (status[0] == WorkerFrames.DONE) {
                for (float[] row : rows) {
                  block.read(in, row);
                }
              }
              return status;
            });
    if (answer[0] != WorkerFrames.DONE) {
      throw new InferenceException();
    }
    return rows;
  }

  private String hello() throws IOException {
    if (in.readInt() != WorkerFrames.MAGIC) {
      throw new IOException("this is no worker");
    }
    String version = in.readUTF();
    if (!version.matches(VERSION)) {
      throw new IOException("this is no version");
    }
    return version;
  }

  private int[] status() throws IOException {
    int status = in.readUnsignedByte();
    switch (status) {
      case WorkerFrames.DONE:
      case WorkerFrames.FAILED:
        return new int[] {status, 0};
      case WorkerFrames.REFUSED:
      case WorkerFrames.NO_PROVIDER:
        return new int[] {status, in.readInt()};
      default:
        throw new IOException("no worker says this");
    }
  }

  @FunctionalInterface
  private interface Talk<T> {
    T exchange() throws IOException;
  }

  /** A blocked read or write ends when the child is killed. */
  private <T> T within(Duration limit, Talk<T> talk) throws WorkerLostException {
    ScheduledFuture<?> deadline =
        watch.schedule(
            () -> {
              late = true;
              kill(process);
            },
            limit.toMillis(),
            TimeUnit.MILLISECONDS);
    try {
      return talk.exchange();
    } catch (IOException e) {
      kill(process);
      throw new WorkerLostException(
          late ? WorkerLostException.Cause.TIME_LIMIT : WorkerLostException.Cause.ENDED);
    } finally {
      deadline.cancel(false);
    }
  }

  private static void kill(Process process) {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }

  /** Ends the worker at once, whatever it does. */
  @Override
  public void close() {
    end(process, watch, folder);
  }

  private static void end(@Nullable Process process, ScheduledExecutorService watch, Path folder) {
    watch.shutdownNow();
    if (process != null) {
      kill(process);
      boolean interrupted = Thread.interrupted();
      try {
        process.waitFor();
      } catch (InterruptedException e) {
        interrupted = true;
      }
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
    PrivateFolder.delete(folder);
  }
}
