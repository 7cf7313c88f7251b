package org.fedval.agent.worker;

import java.util.function.Consumer;
import org.fedval.agent.inference.EngineFacts;
import org.fedval.agent.inference.EngineLostException;
import org.fedval.agent.inference.GraphPorts;
import org.fedval.agent.inference.ModelRefusedException;
import org.fedval.agent.inference.ProviderException;
import org.jspecify.annotations.Nullable;

/** This site's workers: what the host gives is tried once, then every study gets that. */
public final class Workers {
  private final WorkerSettings settings;
  private @Nullable WorkerLauncher launcher;

  public Workers(WorkerSettings settings) {
    this.settings = settings;
  }

  public WorkerSettings settings() {
    return settings;
  }

  /**
   * Tries the isolation and the execution provider that the site asks for.
   *
   * @throws IsolationException when the isolation is not possible here
   * @throws ProviderException when the execution provider is not there
   */
  public EngineFacts prepare() throws IsolationException, ProviderException {
    return launcher().facts();
  }

  private synchronized WorkerLauncher launcher() throws IsolationException, ProviderException {
    WorkerLauncher ready = launcher;
    if (ready == null) {
      ready = WorkerLauncher.prepare(settings);
      launcher = ready;
    }
    return ready;
  }

  /**
   * Starts a worker with a checked model.
   *
   * @param onnx kept for a restart and overwritten when the engine is closed
   * @param told hears one sentence for the site's people when a worker is lost
   */
  public WorkerEngine start(byte[] onnx, GraphPorts ports, Consumer<String> told)
      throws ModelRefusedException, ProviderException, EngineLostException {
    try {
      return WorkerEngine.start(launcher(), onnx, ports, told);
    } catch (IsolationException e) {
      throw new EngineLostException(String.valueOf(e.getMessage()));
    }
  }
}
