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
  private final OnnxEngine engine;
  private final CanaryCheck.Passed canaries;

  private LockedModel(ModelSpec spec, OnnxEngine engine, CanaryCheck.Passed canaries) {
    this.spec = spec;
    this.recipe = new PreprocessingRecipe(spec.preprocessing());
    this.engine = engine;
    this.canaries = canaries;
  }

  /**
   * Checks the model, loads it and runs the canaries.
   *
   * @param threads threads inside an operator, at least 1
   * @throws ModelRefusedException when the model may not or cannot run
   * @throws CanaryRefusedException when this machine's scores are not the owner's
   */
  public static LockedModel open(LockedBundle bundle, int threads)
      throws ModelRefusedException, CanaryRefusedException {
    OnnxEngine engine = OnnxEngine.load(bundle.model(), bundle.spec(), threads);
    try {
      return new LockedModel(bundle.spec(), engine, CanaryCheck.check(engine, bundle.spec()));
    } catch (CanaryRefusedException | RuntimeException e) {
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

  public OnnxEngine engine() {
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
