package org.fedval.agent.inference;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fedval.agent.preprocess.InputTensor;
import org.fedval.agent.preprocess.PreprocessingRecipe;
import org.fedval.agent.preprocess.RecipeException;
import org.fedval.wire.bundle.ModelSpec;

/**
 * Runs the synthetic canaries through the locked recipe and the engine, before any patient's image,
 * and compares with what the owner's machine gave.
 */
public final class CanaryCheck {
  private CanaryCheck() {}

  /** What a passed check found. */
  public record Passed(int canaries, double maxDeviation, double tolerance) {}

  /**
   * @throws CanaryRefusedException when a score deviates beyond the bundle's tolerance or is not
   *     finite
   * @throws EngineLostException when the engine ended
   */
  public static Passed check(ScoringEngine engine, ModelSpec spec)
      throws CanaryRefusedException, EngineLostException {
    ModelSpec.Canaries canaries = spec.canaries();
    if (!canaries.filled()) {
      throw new CanaryRefusedException("The bundle has no expected canary scores.", Double.NaN);
    }
    List<List<Float>> found = scores(engine, spec);
    double max = 0;
    for (int c = 0; c < found.size(); c++) {
      for (int f = 0; f < found.get(c).size(); f++) {
        double deviation =
            Math.abs((double) found.get(c).get(f) - canaries.expected().get(c).get(f));
        if (!Double.isFinite(deviation)) {
          throw new CanaryRefusedException(
              "Canary check failed: canary " + (c + 1) + " gave a score that is not a number.",
              Double.NaN);
        }
        max = Math.max(max, deviation);
      }
    }
    if (max > canaries.tolerance()) {
      throw new CanaryRefusedException(
          String.format(
              Locale.ROOT,
              "Canary check failed: this machine's scores deviate by up to %.3g from the owner's,"
                  + " tolerance %.3g; no case was scored.",
              max,
              canaries.tolerance()),
          max);
    }
    return new Passed(found.size(), max, canaries.tolerance());
  }

  /**
   * The canaries' scores on this machine; {@code bundle create} writes them into the bundle.
   *
   * @throws CanaryRefusedException when the model fails on a canary
   * @throws EngineLostException when the engine ended
   */
  public static List<List<Float>> scores(ScoringEngine engine, ModelSpec spec)
      throws CanaryRefusedException, EngineLostException {
    PreprocessingRecipe recipe = new PreprocessingRecipe(spec.preprocessing());
    InputTensor tensor = new InputTensor(spec.input(), 1);
    float[] plane = new float[recipe.planeSize()];
    List<List<Float>> rows = new ArrayList<>();
    for (int index = 0; index < spec.canaries().count(); index++) {
      try {
        recipe.apply(CanaryImage.of(spec.canaries().seed(), index), plane);
        tensor.clear();
        tensor.add(plane);
        List<Float> row = new ArrayList<>();
        for (float score : engine.score(tensor)[0]) {
          row.add(score);
        }
        rows.add(row);
      } catch (InferenceException e) {
        throw new CanaryRefusedException(
            "Canary check failed: the model does not run on canary " + (index + 1) + ".",
            Double.NaN);
      } catch (RecipeException e) {
        throw new AssertionError("the recipe applies to every canary", e);
      }
    }
    return rows;
  }
}
