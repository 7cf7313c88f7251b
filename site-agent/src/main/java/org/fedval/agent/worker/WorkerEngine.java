package org.fedval.agent.worker;

import java.util.Arrays;
import java.util.function.Consumer;
import org.fedval.agent.inference.EngineFacts;
import org.fedval.agent.inference.EngineLostException;
import org.fedval.agent.inference.GraphPorts;
import org.fedval.agent.inference.InferenceException;
import org.fedval.agent.inference.ModelRefusedException;
import org.fedval.agent.inference.ProviderException;
import org.fedval.agent.inference.ScoringEngine;
import org.fedval.agent.preprocess.InputTensor;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Scores in a worker. One that is lost is started again and asked once more; a batch that loses two
 * fails, so that the run tries its images one by one. After {@link #MAX_LOST} lost workers no batch
 * is scored any more.
 */
public final class WorkerEngine implements ScoringEngine {
  /** Workers that may be lost: about four images that crash the model. */
  public static final int MAX_LOST = 16;

  private static final int TRIES = 2;

  private static final Logger log = LoggerFactory.getLogger(WorkerEngine.class);

  private final WorkerLauncher launcher;
  private final WorkerFrames.Load load;
  private final Consumer<String> told;
  private @Nullable WorkerProcess worker;
  private int lost;

  private WorkerEngine(WorkerLauncher launcher, WorkerFrames.Load load, Consumer<String> told) {
    this.launcher = launcher;
    this.load = load;
    this.told = told;
  }

  /**
   * Starts a worker and gives it the model.
   *
   * @param onnx kept for a restart and overwritten by {@link #close}
   * @param told hears one sentence for the site's people when a worker is lost
   */
  public static WorkerEngine start(
      WorkerLauncher launcher, byte[] onnx, GraphPorts ports, Consumer<String> told)
      throws ModelRefusedException, ProviderException, EngineLostException {
    WorkerSettings settings = launcher.settings();
    WorkerEngine engine =
        new WorkerEngine(
            launcher,
            new WorkerFrames.Load(settings.provider(), settings.threads(), ports, onnx),
            told);
    try {
      var unused = engine.running();
      return engine;
    } catch (WorkerLostException e) {
      engine.close();
      throw new EngineLostException(
          "The inference worker ended while it loaded the model; the agent is not affected. Check"
              + " free memory, then ask the model's owner.");
    } catch (ModelRefusedException | ProviderException e) {
      engine.close();
      throw e;
    }
  }

  @Override
  public float[][] score(InputTensor batch) throws InferenceException, EngineLostException {
    for (int attempt = 0; attempt < TRIES; attempt++) {
      try {
        return running().score(batch, launcher.settings().batchLimit());
      } catch (WorkerLostException e) {
        lose(e);
      } catch (ModelRefusedException | ProviderException e) {
        throw new EngineLostException(
            "The model loads no more after its worker ended: " + e.getMessage());
      }
    }
    throw new InferenceException();
  }

  /** The worker's process id, for tests that end it; 0 when none runs. */
  long pid() {
    return worker == null ? 0 : worker.pid();
  }

  /** Workers that were lost so far. */
  public int lost() {
    return lost;
  }

  @Override
  public EngineFacts facts() {
    return launcher.facts();
  }

  private WorkerProcess running()
      throws WorkerLostException, ModelRefusedException, ProviderException {
    WorkerProcess running = worker;
    if (running == null) {
      running = launcher.start(load.onnx().length);
      worker = running;
      running.load(load);
    }
    return running;
  }

  private void lose(WorkerLostException e) throws EngineLostException {
    stop();
    lost++;
    String sentence = String.valueOf(e.getMessage());
    log.atWarn().addKeyValue("lost", lost).addKeyValue("cause", sentence).log("Worker lost");
    if (lost >= MAX_LOST) {
      throw new EngineLostException(
          "The inference worker was lost "
              + lost
              + " times, the last time because it "
              + sentence.substring(
                  sentence.indexOf("worker ") + "worker ".length(), sentence.length() - 1)
              + "; no more images are scored. The agent and its keys are not affected: check free"
              + " memory, then ask the model's owner.");
    }
    told.accept(sentence + " It was started again; lost so far: " + lost + ".");
  }

  private void stop() {
    WorkerProcess running = worker;
    worker = null;
    if (running != null) {
      running.close();
    }
  }

  @Override
  public void close() {
    stop();
    Arrays.fill(load.onnx(), (byte) 0);
  }
}
