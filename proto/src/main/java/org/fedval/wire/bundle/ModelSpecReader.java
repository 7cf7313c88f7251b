package org.fedval.wire.bundle;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fedval.evaluation.plan.OperatingPoint;

/**
 * Reads {@code model.yaml}. Unknown keys, unknown words and values out of range are refused by
 * file, line and key.
 */
public final class ModelSpecReader {
  /** The largest model specification that is read, in bytes. */
  public static final int MAX_BYTES = 1 << 20;

  private static final int MAX_FINDINGS = 64;
  private static final int MAX_SIDE = 4096;
  private static final int MAX_CANARIES = 64;

  private ModelSpecReader() {}

  /**
   * @param source name to use in refusals, such as {@code smallnet.yaml}
   * @throws ModelSpecException naming line and key
   */
  public static ModelSpec read(String source, byte[] yaml) throws ModelSpecException {
    if (yaml.length > MAX_BYTES) {
      throw new ModelSpecException(source, 1, "larger than " + MAX_BYTES + " bytes.");
    }
    SpecSection root =
        new SpecSection(
            source,
            "",
            YamlTree.parse(source, yaml),
            "schema",
            "name",
            "version",
            "task",
            "findings",
            "input",
            "output",
            "preprocessing",
            "operating_points",
            "canaries");
    root.oneOf("schema", ModelSpec.SCHEMA);
    ModelSpec.Input input = input(root.section("input", "name", "type", "layout", "shape"));
    ModelSpec.Output output = output(root.section("output", "name", "type", "shape", "activation"));
    List<ModelSpec.Finding> findings = findings(source, root, output.width());
    return new ModelSpec(
        root.name("name"),
        root.name("version"),
        root.oneOf("task", "classification"),
        findings,
        input,
        output,
        preprocessing(
            root.section(
                "preprocessing",
                "recipe",
                "height",
                "width",
                "mean",
                "std",
                "interpolation",
                "window"),
            input),
        operatingPoints(root),
        canaries(
            root.section("canaries", "count", "seed", "tolerance", "expected"), findings.size()));
  }

  private static ModelSpec.Input input(SpecSection at) throws ModelSpecException {
    at.oneOf("type", "float32");
    at.oneOf("layout", "NCHW");
    List<YamlNode> shape = at.list("shape", 4);
    if (shape.size() != 4 || !at.text("shape", shape.get(0)).equals("batch")) {
      throw at.refused(at.required("shape"), "shape", "must be [batch, channels, height, width]");
    }
    int channels = (int) at.integer("shape", shape.get(1), 1, 3);
    if (channels == 2) {
      throw at.refused(shape.get(1), "shape", "needs 1 or 3 channels");
    }
    return new ModelSpec.Input(
        at.name("name"),
        channels,
        (int) at.integer("shape", shape.get(2), 1, MAX_SIDE),
        (int) at.integer("shape", shape.get(3), 1, MAX_SIDE));
  }

  private static ModelSpec.Output output(SpecSection at) throws ModelSpecException {
    at.oneOf("type", "float32");
    at.oneOf("activation", "sigmoid-in-graph");
    List<YamlNode> shape = at.list("shape", 2);
    if (shape.size() != 2 || !at.text("shape", shape.get(0)).equals("batch")) {
      throw at.refused(at.required("shape"), "shape", "must be [batch, scores]");
    }
    return new ModelSpec.Output(
        at.name("name"), (int) at.integer("shape", shape.get(1), 1, MAX_FINDINGS));
  }

  private static List<ModelSpec.Finding> findings(String source, SpecSection root, int width)
      throws ModelSpecException {
    List<ModelSpec.Finding> findings = new ArrayList<>();
    Set<String> names = new HashSet<>();
    Set<Integer> outputs = new HashSet<>();
    for (YamlNode item : root.list("findings", MAX_FINDINGS)) {
      SpecSection at = new SpecSection(source, "findings", item, "name", "output");
      ModelSpec.Finding finding =
          new ModelSpec.Finding(at.name("name"), at.integer("output", 0, width - 1));
      if (!names.add(finding.name())) {
        throw at.refused(item, "name", "stands twice");
      }
      if (!outputs.add(finding.output())) {
        throw at.refused(item, "output", "is used by two findings");
      }
      findings.add(finding);
    }
    return findings;
  }

  private static ModelSpec.Preprocessing preprocessing(SpecSection at, ModelSpec.Input input)
      throws ModelSpecException {
    at.oneOf("recipe", ModelSpec.Preprocessing.RECIPE);
    at.oneOf("interpolation", "bilinear-half-pixel-edge-clamp");
    at.oneOf("window", "first-or-full-range");
    int height = at.integer("height", 1, MAX_SIDE);
    int width = at.integer("width", 1, MAX_SIDE);
    if (height != input.height() || width != input.width()) {
      throw at.refused(at.required("height"), "height", "and width must equal the input's shape");
    }
    return new ModelSpec.Preprocessing(
        height, width, at.number("mean", -1e6, 1e6), at.number("std", 1e-9, 1e6));
  }

  private static List<OperatingPoint> operatingPoints(SpecSection root) throws ModelSpecException {
    SpecSection at = root.section("operating_points");
    List<OperatingPoint> points = new ArrayList<>();
    for (YamlNode.Entry entry : at.entries()) {
      String name = at.name(entry.key(), new YamlNode.Scalar(entry.line(), entry.key()));
      points.add(new OperatingPoint(name, at.number(entry.key(), entry.value(), 0, 1)));
    }
    if (points.isEmpty() || points.size() > 16) {
      throw root.refused(
          root.required("operating_points"), "operating_points", "needs 1 to 16 entries");
    }
    return points;
  }

  private static ModelSpec.Canaries canaries(SpecSection at, int findings)
      throws ModelSpecException {
    int count = at.integer("count", 1, MAX_CANARIES);
    List<List<Float>> expected = new ArrayList<>();
    if (at.has("expected")) {
      for (YamlNode row : at.list("expected", MAX_CANARIES)) {
        if (!(row instanceof YamlNode.Sequence scores) || scores.items().size() != findings) {
          throw at.refused(row, "expected", "needs one list a canary with one score a finding");
        }
        List<Float> values = new ArrayList<>();
        for (YamlNode score : scores.items()) {
          at.number("expected", score, 0, 1);
          values.add(Float.parseFloat(at.text("expected", score)));
        }
        expected.add(values);
      }
      if (expected.size() != count) {
        throw at.refused(at.required("expected"), "expected", "needs " + count + " lists");
      }
    }
    return new ModelSpec.Canaries(
        count, at.integer("seed", 0, Long.MAX_VALUE), at.number("tolerance", 1e-9, 0.1), expected);
  }
}
