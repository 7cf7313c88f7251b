package org.fedval.agent.worker;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.fedval.agent.inference.EngineFacts;
import org.fedval.agent.inference.ProviderException;
import org.jspecify.annotations.Nullable;

/** Starts workers in the isolation that this host was found to give. Immutable. */
public final class WorkerLauncher {
  private static final int CHECK_HEAP_MIB = 96;

  private final WorkerSettings settings;
  private final @Nullable Sandbox sandbox;
  private final String mainClass;
  private final String runtime;

  private WorkerLauncher(
      WorkerSettings settings, @Nullable Sandbox sandbox, String mainClass, String runtime) {
    this.settings = settings;
    this.sandbox = sandbox;
    this.mainClass = mainClass;
    this.runtime = runtime;
  }

  /**
   * Tries the isolation and the execution provider that the site asks for, without a model.
   *
   * @throws IsolationException when the isolation is not possible here
   * @throws ProviderException when the execution provider is not there
   */
  public static WorkerLauncher prepare(WorkerSettings settings)
      throws IsolationException, ProviderException {
    return prepare(settings, Sandbox.installed(), InferenceWorker.class.getName());
  }

  static WorkerLauncher prepare(WorkerSettings settings, List<Sandbox> tools, String mainClass)
      throws IsolationException, ProviderException {
    if (settings.isolation() != Isolation.PROCESS) {
      for (Sandbox tool : tools) {
        try {
          requireHidden(settings, tool, mainClass);
          return tried(settings, tool, mainClass);
        } catch (WorkerLostException e) {
          continue;
        }
      }
      if (settings.isolation() == Isolation.SANDBOX) {
        throw IsolationException.noSandbox(tools.stream().map(Sandbox::tool).toList());
      }
    }
    try {
      return tried(settings, null, mainClass);
    } catch (WorkerLostException e) {
      throw IsolationException.noProcess();
    }
  }

  private static WorkerLauncher tried(
      WorkerSettings settings, @Nullable Sandbox sandbox, String mainClass)
      throws WorkerLostException, ProviderException {
    WorkerCommand command =
        new WorkerCommand(sandbox, mainClass, CHECK_HEAP_MIB, settings.provider().isGpu());
    try (WorkerProcess worker = WorkerProcess.start(command)) {
      worker.check(settings.provider());
      return new WorkerLauncher(settings, sandbox, mainClass, worker.runtime());
    }
  }

  private static void requireHidden(WorkerSettings settings, Sandbox sandbox, String mainClass)
      throws IsolationException {
    try {
      List<Path> visible =
          new WorkerCommand(sandbox, mainClass, CHECK_HEAP_MIB, settings.provider().isGpu())
              .visible(settings.secret());
      if (!visible.isEmpty()) {
        throw IsolationException.visible(visible.get(0));
      }
    } catch (IOException e) {
      throw IsolationException.noProcess();
    }
  }

  WorkerProcess start(int modelBytes) throws WorkerLostException {
    return WorkerProcess.start(
        new WorkerCommand(
            sandbox, mainClass, CHECK_HEAP_MIB + heap(modelBytes), settings.provider().isGpu()));
  }

  WorkerSettings settings() {
    return settings;
  }

  /** What computes the scores, and how it is kept apart. */
  public EngineFacts facts() {
    return new EngineFacts(settings.provider(), runtime, isolation());
  }

  /** What stands between a model and this agent's files, in words. */
  private String isolation() {
    return sandbox == null
        ? "a process of its own, without a sandbox"
        : "a sandbox made by " + sandbox.tool();
  }

  /** True where a model can read none of this user's files. */
  public boolean sandboxed() {
    return sandbox != null;
  }

  /** The model's bytes, and the copy that the runtime makes of them while it loads. */
  private static int heap(int modelBytes) {
    return 2 * (modelBytes >> 20) + 2;
  }
}
