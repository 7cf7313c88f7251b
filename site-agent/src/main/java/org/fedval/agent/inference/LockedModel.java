package org.fedval.agent.inference;

import org.fedval.agent.preprocess.PreprocessingRecipe;
import org.fedval.wire.bundle.LockedBundle;
import org.fedval.wire.bundle.ModelSpec;

/**
 * A verified bundle whose model is loaded and whose canaries passed on this machine: the only thing
 * that an {@code EvaluationRun} accepts.
 */
public final class LockedModel implements AutoCloseable {
  private final ModelSpec spec;
  private final PreprocessingRecipe recipe;
  private final ScoringEngine engine;
  private final CanaryCheck.Passed canaries;

  private LockedModel(ModelSpec spec, ScoringEngine engine, CanaryCheck.Passed canaries) {
    this.spec = spec;
    this.recipe = new PreprocessingRecipe(spec.preprocessing());
    this.engine = engine;
    this.canaries = canaries;
  }

  /** Starts an engine with a model that {@link OnnxModelCheck} let pass. */
  @FunctionalInterface
  public interface EngineStart {
    /**
     * @param onnx not copied; the engine may read it until it is closed
     */
    ScoringEngine start(byte[] onnx, GraphPorts ports)
        throws ModelRefusedException, ProviderException, EngineLostException;
  }

  /**
   * Checks the model, loads it into this process and runs the canaries, on the CPU.
   *
   * @param threads threads inside an operator, at least 1
   * @throws ModelRefusedException when the model may not or cannot run
   * @throws CanaryRefusedException when this machine's scores are not the owner's
   */
  public static LockedModel open(LockedBundle bundle, int threads)
      throws ModelRefusedException, CanaryRefusedException {
    try {
      return open(
          bundle, (onnx, ports) -> OnnxEngine.open(onnx, ports, threads, ExecutionProvider.CPU));
    } catch (ProviderException | EngineLostException e) {
      throw new AssertionError("the CPU is in this process", e);
    }
  }

  /**
   * Checks the model, starts an engine with it and runs the canaries. The bundle's model must stay
   * until this is closed.
   *
   * @throws ModelRefusedException when the model may not or cannot run
   * @throws CanaryRefusedException when this machine's scores are not the owner's
   * @throws ProviderException when the execution provider is not there
   * @throws EngineLostException when the engine ended
   */
  public static LockedModel open(LockedBundle bundle, EngineStart start)
      throws ModelRefusedException, CanaryRefusedException, ProviderException, EngineLostException {
    OnnxModelCheck.check(bundle.model(), bundle.spec());
    ScoringEngine engine = start.start(bundle.model(), GraphPorts.of(bundle.spec()));
    try {
      return new LockedModel(bundle.spec(), engine, CanaryCheck.check(engine, bundle.spec()));
    } catch (CanaryRefusedException | EngineLostException | RuntimeException e) {
      engine.close();
      throw e;
    }
  }

  public ModelSpec spec() {
    return spec;
  }

  public PreprocessingRecipe recipe() {
    return recipe;
  }

  public ScoringEngine engine() {
    return engine;
  }

  /** What the canary check found on this machine. */
  public CanaryCheck.Passed canaries() {
    return canaries;
  }

  @Override
  public void close() {
    engine.close();
  }
}
