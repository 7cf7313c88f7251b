package org.fedval.coordinator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;
import org.fedval.coordinator.report.text.PrivacyText;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults;
import org.fedval.evaluation.report.PrivacyStatement;
import org.fedval.evaluation.report.ValidationReport;
import org.jspecify.annotations.Nullable;

/** From a report to its JSON tree, keys in the order of {@code docs/report-format.md}. */
final class ReportTree {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private ReportTree() {}

  static ObjectNode of(ValidationReport report) {
    PooledResults results = report.results();
    ObjectNode root = NODES.objectNode();
    root.put("schema", report.schema());
    root.put("generated_at", report.generatedAt().toString());
    root.set("study", study(report.study()));
    ValidationReport.Bundle bundle = report.bundle();
    root.set("bundle", bundle == null ? NODES.nullNode() : bundle(bundle));
    root.set("roster", roster(report.roster()));
    root.set("session", session(report.session()));
    root.set("disclosure", disclosure(report.disclosure()));
    root.set("privacy", privacy(report.privacy()));
    ObjectNode software = root.putObject("software");
    new TreeMap<>(report.software()).forEach(software::put);
    results(root, results, report.privacy() != null);
    root.set("notes", texts(report.notes()));
    return root;
  }

  /** Adds everything statistical. */
  static void results(ObjectNode root, PooledResults results, boolean noisy) {
    ArrayNode exclusions = root.putArray("exclusions");
    results.exclusions().forEach(row -> exclusions.add(exclusion(row)));
    ArrayNode estimates = root.putArray("estimates");
    results.estimates().forEach(row -> estimates.add(estimate(row).put("noisy", noisy)));
    ArrayNode endpoints = root.putArray("endpoints");
    results.endpoints().forEach(endpoint -> endpoints.add(endpoint(endpoint)));
    ArrayNode power = root.putArray("power");
    results.power().forEach(row -> power.add(power(row)));
    ArrayNode curves = root.putArray("curves");
    results.curves().forEach(curve -> curves.add(CurveTree.of(curve)));
  }

  private static ObjectNode study(ValidationReport.Study study) {
    ObjectNode node = NODES.objectNode();
    node.put("id", study.id());
    node.put("title", study.title());
    node.put("digest", study.digest());
    node.put("plan_digest", study.planDigest());
    node.put("task", study.task());
    node.put("unit", study.unit());
    node.set("findings", texts(study.findings()));
    ArrayNode points = node.putArray("operating_points");
    for (OperatingPoint point : study.operatingPoints()) {
      points.addObject().put("name", point.name()).put("threshold", finite(point.threshold()));
    }
    ArrayNode subgroups = node.putArray("subgroups");
    for (Subgroup subgroup : study.subgroups()) {
      ObjectNode one = subgroups.addObject().put("attribute", subgroup.attribute());
      one.set("levels", texts(subgroup.levels()));
    }
    node.set("cohort", texts(study.cohort()));
    return node;
  }

  private static ObjectNode bundle(ValidationReport.Bundle bundle) {
    return NODES
        .objectNode()
        .put("name", bundle.name())
        .put("version", bundle.version())
        .put("digest", bundle.digest())
        .put("model_digest", bundle.modelDigest())
        .put("signer_fingerprint", bundle.signerFingerprint());
  }

  private static ObjectNode roster(ValidationReport.RosterSummary roster) {
    ObjectNode node = NODES.objectNode();
    node.put("id", roster.id()).put("version", roster.version()).put("digest", roster.digest());
    node.set("sites", texts(roster.sites()));
    return node.put("contributing_sites", roster.contributingSites());
  }

  private static ObjectNode session(ValidationReport.Session session) {
    return NODES
        .objectNode()
        .put("id", session.id())
        .put("h1", session.h1())
        .put("h2", session.h2())
        .put("h3", session.h3())
        .put("gate_hash", session.gateHash());
  }

  private static ObjectNode disclosure(DisclosureRules rules) {
    return NODES
        .objectNode()
        .put("min_cell", rules.minCell())
        .put("min_sites", rules.minSites())
        .put("corrupt_sites", rules.corruptSites())
        .put("min_contributors", rules.minContributors());
  }

  private static ObjectNode privacy(@Nullable PrivacyStatement p) {
    ObjectNode node = NODES.objectNode();
    node.put("mechanism", p == null ? PrivacyText.NONE : PrivacyText.DISCRETE_GAUSSIAN);
    node.put("statement", PrivacyText.statement(p));
    node.put("epsilon", p == null ? null : Double.valueOf(finite(p.epsilon())));
    node.put("delta", p == null ? null : Double.valueOf(finite(p.delta())));
    node.put("rho", p == null ? null : Double.valueOf(finite(p.rho())));
    node.put("rho_gate", p == null ? null : Double.valueOf(finite(p.rhoGate())));
    node.put("rho_metric", p == null ? null : Double.valueOf(finite(p.rhoMetric())));
    node.put("sigma_gate", p == null ? null : Double.valueOf(finite(p.sigmaGate())));
    node.put("sigma_metric", p == null ? null : Double.valueOf(finite(p.sigmaMetric())));
    node.put("max_images_per_patient", p == null ? null : Integer.valueOf(p.imagesPerPatient()));
    node.put("touched_counts", p == null ? null : Long.valueOf(p.touchedWords()));
    return node.put("sites", p == null ? null : Integer.valueOf(p.sites()));
  }

  private static ObjectNode exclusion(PooledResults.ExclusionRow row) {
    return NODES
        .objectNode()
        .put("reason", row.reason())
        .put("finding", row.finding())
        .put("words", row.words())
        .put("n_images", row.nImages())
        .put("n_patients", row.nPatients())
        .put("status", lower(row.status()));
  }

  private static ObjectNode estimate(MetricRow row) {
    return NODES
        .objectNode()
        .put("finding", row.finding())
        .put("metric", row.metric())
        .put("subgroup", row.subgroup())
        .put("operating_point", row.operatingPoint())
        .put("parameter", row.parameter())
        .put("value", finiteOrNull(row.value()))
        .put("ci_low", finiteOrNull(row.ciLow()))
        .put("ci_high", finiteOrNull(row.ciHigh()))
        .put("ci_method", row.ciMethod())
        .put("se", finiteOrNull(row.se()))
        .put("p_value", finiteOrNull(row.pValue()))
        .put("p_adjusted", finiteOrNull(row.pAdjusted()))
        .put("quantisation_bound", finiteOrNull(row.quantisationBound()))
        .put("n_cases", row.nCases())
        .put("n_patients", row.nPatients())
        .put("n_positive", row.nPositive())
        .put("n_negative", row.nNegative())
        .put("status", lower(row.status()))
        .put("verdict", row.verdict() == null ? null : lower(row.verdict()))
        .put("reason", row.reason());
  }

  private static ObjectNode endpoint(PooledResults.EndpointResult endpoint) {
    return NODES
        .objectNode()
        .put("finding", endpoint.finding())
        .put("metric", endpoint.metric())
        .put("operating_point", endpoint.operatingPoint())
        .put("goal", finite(endpoint.goal()))
        .put("alternative", finite(endpoint.alternative()))
        .put("alpha", finite(endpoint.alpha()))
        .put("power", finite(endpoint.power()))
        .put("verdict", endpoint.verdict() == null ? null : lower(endpoint.verdict()))
        .put("needed", endpoint.needed())
        .put("available", endpoint.available())
        .put("sentence", endpoint.sentence());
  }

  private static ObjectNode power(PooledResults.PowerRow row) {
    return NODES
        .objectNode()
        .put("finding", row.finding())
        .put("metric", row.metric())
        .put("operating_point", row.operatingPoint())
        .put("subgroup", row.subgroup())
        .put("needed", row.needed())
        .put("available", row.available())
        .put("design_effect", finiteOrNull(row.designEffect()))
        .put("effective", finiteOrNull(row.effective()))
        .put("power", finiteOrNull(row.power()))
        .put("certifiable", row.certifiable())
        .put("family_size", row.familySize())
        .put("status", lower(row.status()));
  }

  private static ArrayNode texts(List<String> texts) {
    ArrayNode node = NODES.arrayNode();
    texts.forEach(node::add);
    return node;
  }

  private static String lower(Enum<?> value) {
    return value.name().toLowerCase(Locale.ROOT);
  }

  private static @Nullable Double finiteOrNull(@Nullable Double value) {
    return value == null ? null : Double.valueOf(finite(value));
  }

  private static double finite(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("A report cannot hold a number that is not finite.");
    }
    return value;
  }
}
