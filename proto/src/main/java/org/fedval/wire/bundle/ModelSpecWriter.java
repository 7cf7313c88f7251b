package org.fedval.wire.bundle;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;
import org.fedval.evaluation.plan.OperatingPoint;

/**
 * Writes {@code model.yaml} in one fixed form: the same specification always gives the same bytes,
 * and {@link ModelSpecReader} reads it back to an equal {@link ModelSpec}.
 */
public final class ModelSpecWriter {
  private ModelSpecWriter() {}

  public static byte[] write(ModelSpec spec) {
    StringBuilder out = new StringBuilder();
    line(out, "schema: " + ModelSpec.SCHEMA);
    line(out, "name: " + quoted(spec.name()));
    line(out, "version: " + quoted(spec.version()));
    line(out, "task: " + spec.task());
    line(out, "findings:");
    for (ModelSpec.Finding finding : spec.findings()) {
      line(out, "  - {name: " + quoted(finding.name()) + ", output: " + finding.output() + "}");
    }
    ModelSpec.Input input = spec.input();
    line(out, "input:");
    line(out, "  name: " + quoted(input.name()));
    line(out, "  type: float32");
    line(out, "  layout: NCHW");
    line(
        out,
        "  shape: [batch, "
            + input.channels()
            + ", "
            + input.height()
            + ", "
            + input.width()
            + "]");
    line(out, "output:");
    line(out, "  name: " + quoted(spec.output().name()));
    line(out, "  type: float32");
    line(out, "  shape: [batch, " + spec.output().width() + "]");
    line(out, "  activation: sigmoid-in-graph");
    ModelSpec.Preprocessing recipe = spec.preprocessing();
    line(out, "preprocessing:");
    line(out, "  recipe: " + ModelSpec.Preprocessing.RECIPE);
    line(out, "  height: " + recipe.height());
    line(out, "  width: " + recipe.width());
    line(out, "  mean: " + recipe.mean());
    line(out, "  std: " + recipe.std());
    line(out, "  interpolation: bilinear-half-pixel-edge-clamp");
    line(out, "  window: first-or-full-range");
    line(out, "operating_points:");
    for (OperatingPoint point : spec.operatingPoints()) {
      line(out, "  " + quoted(point.name()) + ": " + point.threshold());
    }
    canaries(out, spec.canaries());
    return out.toString().getBytes(StandardCharsets.UTF_8);
  }

  private static void canaries(StringBuilder out, ModelSpec.Canaries canaries) {
    line(out, "canaries:");
    line(out, "  count: " + canaries.count());
    line(out, "  seed: " + canaries.seed());
    line(out, "  tolerance: " + canaries.tolerance());
    if (canaries.filled()) {
      line(out, "  expected:");
      for (List<Float> row : canaries.expected()) {
        String scores = row.stream().map(String::valueOf).collect(Collectors.joining(", "));
        line(out, "    - [" + scores + "]");
      }
    }
  }

  private static void line(StringBuilder out, String text) {
    out.append(text).append('\n');
  }

  private static String quoted(String name) {
    return '"' + name + '"';
  }
}
