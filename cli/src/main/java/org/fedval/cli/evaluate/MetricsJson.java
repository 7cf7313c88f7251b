package org.fedval.cli.evaluate;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import org.fedval.cli.evaluate.CsvFile.InputSummary;
import org.fedval.coordinator.report.ResultsJson;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.report.PooledResults;
import org.jspecify.annotations.Nullable;

/**
 * The file that {@code fedval evaluate} writes, schema {@code fedval.metrics/v1}: what went in,
 * then the statistical keys of {@code report.json}. Equal inputs give equal bytes, but for what is
 * random by design.
 *
 * @param plan as it was bound
 * @param planDigest of the plan's exact bytes, in hexadecimal
 * @param bundleDigest null without a bundle
 * @param inputs what was read, by its part
 * @param sites names of the sites; empty where they were not told apart, so that nothing is
 *     suppressed
 * @param notes sentences for people
 * @param results the numbers
 */
record MetricsJson(
    StudyPlan plan,
    String planDigest,
    @Nullable String bundleDigest,
    Map<String, InputSummary> inputs,
    List<String> sites,
    List<String> notes,
    PooledResults results) {
  static final String SCHEMA = "fedval.metrics/v1";
  private static final String BOOTSTRAP = "auroc_bootstrap";

  byte[] bytes() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("schema", SCHEMA);
    root.set("study", study());
    root.set("inputs", inputFiles());
    root.set("sites", texts(sites));
    root.set("disclosure", disclosure());
    root.set(
        "random_by_design",
        texts(plan.analyses().bootstrapReplicates() > 0 ? List.of(BOOTSTRAP) : List.of()));
    ResultsJson.add(root, results);
    root.set("notes", texts(notes));
    return ResultsJson.write(root);
  }

  private ObjectNode study() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("id", plan.studyId()).put("title", plan.title()).put("plan_digest", planDigest);
    node.put("bundle_digest", bundleDigest);
    node.set("findings", texts(plan.findings()));
    ArrayNode points = node.putArray("operating_points");
    for (OperatingPoint point : plan.operatingPoints()) {
      points.addObject().put("name", point.name()).put("threshold", point.threshold());
    }
    return node;
  }

  private ObjectNode inputFiles() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    inputs.forEach(
        (part, file) ->
            node.putObject(part)
                .put("name", file.name())
                .put("sha256", file.sha256())
                .put("rows", file.rows()));
    return node;
  }

  /** Null where nothing is suppressed. */
  private @Nullable ObjectNode disclosure() {
    if (sites.isEmpty()) {
      return null;
    }
    DisclosureRules rules = plan.disclosure();
    return JsonNodeFactory.instance
        .objectNode()
        .put("min_cell", rules.minCell())
        .put("min_sites", rules.minSites())
        .put("corrupt_sites", rules.corruptSites())
        .put("min_contributors", rules.minContributors());
  }

  private static ArrayNode texts(List<String> texts) {
    ArrayNode node = JsonNodeFactory.instance.arrayNode();
    texts.forEach(node::add);
    return node;
  }
}
