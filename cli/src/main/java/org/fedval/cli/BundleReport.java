package org.fedval.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.fedval.agent.preprocess.PreprocessingRecipe;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.wire.bundle.ContentManifest;
import org.fedval.wire.bundle.LockedBundle;
import org.fedval.wire.bundle.ModelSpec;

/** What the bundle commands print of a verified bundle. */
final class BundleReport {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path file;
  private final LockedBundle bundle;

  private BundleReport(Path file, LockedBundle bundle) {
    this.file = file;
    this.bundle = bundle;
  }

  static BundleReport of(Path file, LockedBundle bundle) {
    return new BundleReport(file, bundle);
  }

  /** Six lines: what it is and the digests that lock it. */
  String summary() {
    StringBuilder out = new StringBuilder();
    line(out, "bundle", file.toString());
    line(out, "model", bundle.spec().name() + " " + bundle.spec().version());
    line(out, "bundle digest", bundle.bundleDigest().hex());
    line(out, "manifest hash", bundle.manifestHash().hex());
    line(out, "model digest", bundle.modelDigest().hex());
    line(out, "owner", bundle.manifest().owner().fingerprint().text());
    return out.toString();
  }

  /** The summary and the specification in words. */
  String details() {
    ModelSpec spec = bundle.spec();
    StringBuilder out = new StringBuilder(summary());
    line(out, "task", spec.task());
    line(
        out,
        "input",
        String.format(
            Locale.ROOT,
            "%s: float32 [batch, %d, %d, %d]",
            spec.input().name(),
            spec.input().channels(),
            spec.input().height(),
            spec.input().width()));
    for (ModelSpec.Finding finding : spec.findings()) {
      line(
          out,
          "finding",
          finding.name() + " = " + spec.output().name() + "[" + finding.output() + "]");
    }
    for (OperatingPoint point : spec.operatingPoints()) {
      line(out, "operating point", point.name() + ": score >= " + point.threshold());
    }
    line(
        out,
        "canaries",
        spec.canaries().count()
            + " from seed "
            + spec.canaries().seed()
            + ", tolerance "
            + spec.canaries().tolerance());
    line(
        out,
        "preprocessing",
        ModelSpec.Preprocessing.RECIPE
            + ", mean "
            + spec.preprocessing().mean()
            + ", std "
            + spec.preprocessing().std());
    for (String step : PreprocessingRecipe.steps()) {
      line(out, "", step);
    }
    return out.toString();
  }

  String json() throws IOException {
    ModelSpec spec = bundle.spec();
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("format", ContentManifest.FORMAT);
    root.put("name", spec.name());
    root.put("version", spec.version());
    root.put("bundle_digest", bundle.bundleDigest().hex());
    root.put("manifest_hash", bundle.manifestHash().hex());
    root.put("model_digest", bundle.modelDigest().hex());
    root.put("owner_key", bundle.manifest().owner().hex());
    root.put("owner_fingerprint", bundle.manifest().owner().fingerprint().text());
    root.put("findings", spec.findingNames());
    root.put(
        "operating_points",
        spec.operatingPoints().stream()
            .collect(
                Collectors.toMap(
                    OperatingPoint::name,
                    OperatingPoint::threshold,
                    (a, b) -> a,
                    LinkedHashMap::new)));
    root.put("recipe", ModelSpec.Preprocessing.RECIPE);
    root.put("canaries", spec.canaries().count());
    root.put("canary_tolerance", spec.canaries().tolerance());
    return JSON.writeValueAsString(root) + System.lineSeparator();
  }

  private static void line(StringBuilder out, String key, String value) {
    out.append(String.format(Locale.ROOT, "%-16s %s%n", key, value));
  }
}
