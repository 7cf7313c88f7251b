package org.fedval.coordinator.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fedval.coordinator.report.text.PrivacyText;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults;
import org.fedval.evaluation.report.PrivacyStatement;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.fedval.evaluation.report.Verdict;
import org.jspecify.annotations.Nullable;

/** From a JSON tree to a report; the inverse of {@link ReportTree}. */
final class ReportParser {
  ValidationReport report(JsonNode tree) throws ReportFormatException {
    JsonFields root = new JsonFields(tree, "report");
    String schema = root.text("schema");
    if (!schema.equals(ValidationReport.SCHEMA)) {
      throw new ReportFormatException(
          "The report's schema is not "
              + ValidationReport.SCHEMA
              + ". Read it with the Fedval version that wrote it.");
    }
    PooledResults results =
        new PooledResults(
            root.list("estimates", ReportParser::estimate),
            root.list("endpoints", ReportParser::endpoint),
            root.list("curves", CurveParser::curve),
            root.list("exclusions", ReportParser::exclusion),
            root.list("power", ReportParser::power));
    ValidationReport report =
        new ValidationReport(
            schema,
            root.instant("generated_at"),
            study(root.object("study")),
            bundle(root.objectOrNull("bundle")),
            roster(root.object("roster")),
            session(root.object("session")),
            disclosure(root.object("disclosure")),
            software(root.object("software")),
            results,
            root.texts("notes"),
            privacy(root.object("privacy")));
    try {
      PublicationCheck.requirePublishable(report);
    } catch (IllegalArgumentException e) {
      throw new ReportFormatException(
          "The report contradicts itself: " + e.getMessage() + " Do not rely on it.");
    }
    return report;
  }

  private static ValidationReport.Study study(JsonFields node) throws ReportFormatException {
    return new ValidationReport.Study(
        node.text("id"),
        node.text("title"),
        node.text("digest"),
        node.text("plan_digest"),
        node.text("task"),
        node.text("unit"),
        node.texts("findings"),
        node.list("operating_points", ReportParser::operatingPoint),
        node.list("subgroups", ReportParser::subgroup),
        node.has("cohort") ? node.texts("cohort") : List.of());
  }

  private static OperatingPoint operatingPoint(JsonFields node) throws ReportFormatException {
    String name = node.text("name");
    double threshold = node.number("threshold");
    return node.checked(() -> new OperatingPoint(name, threshold));
  }

  private static Subgroup subgroup(JsonFields node) throws ReportFormatException {
    String attribute = node.text("attribute");
    List<String> levels = node.texts("levels");
    return node.checked(() -> new Subgroup(attribute, levels));
  }

  /** Null in a study that ran no model. */
  private static ValidationReport.@Nullable Bundle bundle(@Nullable JsonFields node)
      throws ReportFormatException {
    if (node == null) {
      return null;
    }
    return new ValidationReport.Bundle(
        node.text("name"),
        node.text("version"),
        node.text("digest"),
        node.text("model_digest"),
        node.text("signer_fingerprint"));
  }

  private static ValidationReport.RosterSummary roster(JsonFields node)
      throws ReportFormatException {
    return new ValidationReport.RosterSummary(
        node.text("id"),
        node.count("version"),
        node.text("digest"),
        node.texts("sites"),
        node.small("contributing_sites"));
  }

  private static ValidationReport.Session session(JsonFields node) throws ReportFormatException {
    return new ValidationReport.Session(
        node.text("id"), node.text("h1"), node.text("h2"), node.text("h3"), node.text("gate_hash"));
  }

  private static DisclosureRules disclosure(JsonFields node) throws ReportFormatException {
    int minCell = node.small("min_cell");
    int minSites = node.small("min_sites");
    int corruptSites = node.small("corrupt_sites");
    int minContributors = node.small("min_contributors");
    return node.checked(
        () -> new DisclosureRules(minCell, minSites, corruptSites, minContributors));
  }

  /** Null when the sums are exact. */
  private static @Nullable PrivacyStatement privacy(JsonFields node) throws ReportFormatException {
    String mechanism = node.text("mechanism");
    if (mechanism.equals(PrivacyText.NONE)) {
      return null;
    }
    if (!mechanism.equals(PrivacyText.DISCRETE_GAUSSIAN)) {
      throw new ReportFormatException(
          "The report's privacy mechanism is not known. Read it with the Fedval version that wrote"
              + " it.");
    }
    double epsilon = node.number("epsilon");
    double delta = node.number("delta");
    double rhoGate = node.number("rho_gate");
    double rhoMetric = node.number("rho_metric");
    double sigmaGate = node.number("sigma_gate");
    double sigmaMetric = node.number("sigma_metric");
    int images = node.small("max_images_per_patient");
    long touched = node.count("touched_counts");
    int sites = node.small("sites");
    return node.checked(
        () ->
            new PrivacyStatement(
                epsilon,
                delta,
                rhoGate,
                rhoMetric,
                sigmaGate,
                sigmaMetric,
                images,
                touched,
                sites));
  }

  private static Map<String, String> software(JsonFields node) throws ReportFormatException {
    Map<String, String> versions = new LinkedHashMap<>();
    for (String name : node.names()) {
      versions.put(name, node.text(name));
    }
    return versions;
  }

  private static PooledResults.ExclusionRow exclusion(JsonFields node)
      throws ReportFormatException {
    return new PooledResults.ExclusionRow(
        node.text("reason"),
        node.textOrNull("finding"),
        node.text("words"),
        node.countOrNull("n_images"),
        node.countOrNull("n_patients"),
        node.constant("status", Status.class));
  }

  private static MetricRow estimate(JsonFields node) throws ReportFormatException {
    return new MetricRow(
        node.text("finding"),
        node.text("metric"),
        node.text("subgroup"),
        node.textOrNull("operating_point"),
        node.numberOrNull("value"),
        node.numberOrNull("ci_low"),
        node.numberOrNull("ci_high"),
        node.textOrNull("ci_method"),
        node.countOrNull("n_cases"),
        node.countOrNull("n_patients"),
        node.countOrNull("n_positive"),
        node.countOrNull("n_negative"),
        node.constant("status", Status.class),
        node.constantOrNull("verdict", Verdict.class),
        node.textOrNull("reason"),
        node.textOrNull("parameter"),
        node.numberOrNull("se"),
        node.numberOrNull("p_value"),
        node.numberOrNull("p_adjusted"),
        node.numberOrNull("quantisation_bound"));
  }

  private static PooledResults.EndpointResult endpoint(JsonFields node)
      throws ReportFormatException {
    return new PooledResults.EndpointResult(
        node.text("finding"),
        node.text("metric"),
        node.textOrNull("operating_point"),
        node.number("goal"),
        node.number("alternative"),
        node.number("alpha"),
        node.number("power"),
        node.constantOrNull("verdict", Verdict.class),
        node.countOrNull("needed"),
        node.countOrNull("available"),
        node.text("sentence"));
  }

  private static PooledResults.PowerRow power(JsonFields node) throws ReportFormatException {
    return new PooledResults.PowerRow(
        node.text("finding"),
        node.text("metric"),
        node.textOrNull("operating_point"),
        node.text("subgroup"),
        node.count("needed"),
        node.countOrNull("available"),
        node.numberOrNull("design_effect"),
        node.numberOrNull("effective"),
        node.numberOrNull("power"),
        node.flagOrNull("certifiable"),
        node.small("family_size"),
        node.constant("status", Status.class));
  }
}
