package org.fedval.wire.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.plan.Subgroup;
import org.jspecify.annotations.Nullable;

/** Reads the YAML of a study plan, schema {@code fedval.study/v1}. Deterministic; reads no file. */
public final class StudyYaml {
  public static final String SCHEMA = "fedval.study/v1";
  static final String AGE = "age";
  private static final String FEASIBILITY = "feasibility";
  static final int OVERALL_BINS = 1024;
  static final int MARGINAL_BINS = 256;
  private static final double ALPHA = 0.025;
  private static final double POWER = 0.8;

  private StudyYaml() {}

  /** As {@link #parse(byte[], String)}, calling the plan {@code study.yaml}. */
  public static StudyDocument parse(byte[] yaml) throws StudyPlanException {
    return parse(yaml, "study.yaml");
  }

  /**
   * Reads and checks a plan.
   *
   * @param yaml the exact bytes, UTF-8, at most 256 KiB
   * @param file the name by which sentences call the plan
   * @throws StudyPlanException with a sentence for each fault, each naming its line
   */
  public static StudyDocument parse(byte[] yaml, String file) throws StudyPlanException {
    LocatedYaml.Tree tree = LocatedYaml.read(file, "study plan", yaml);
    List<String> sentences = StudySchema.PLAN.sentences(file, tree);
    if (sentences.isEmpty()) {
      sentences = new StudyChecks(file, tree).sentences();
    }
    if (!sentences.isEmpty()) {
      throw new StudyPlanException(sentences);
    }
    return document(file, Sha256Digest.hash(yaml), tree.root());
  }

  private static StudyDocument document(String file, Sha256Digest planHash, JsonNode root) {
    JsonNode disclosure = root.path("disclosure");
    return new StudyDocument(
        file,
        planHash,
        root.path("id").textValue(),
        root.path("title").textValue(),
        CohortYaml.of(root),
        texts(root.path("findings")),
        PlanPoints.names(root.path("operating_points")),
        PlanPoints.thresholds(root.path("operating_points")),
        subgroups(root.path("subgroups")),
        endpoints(root.path("endpoints")),
        new DisclosureWish(
            disclosure.path("minimum_cell").asInt(DisclosureDefaults.MINIMUM_CELL),
            disclosure.path("minimum_sites").asInt(DisclosureDefaults.MINIMUM_SITES),
            optional(disclosure.path("f")),
            optional(disclosure.path("minimum_contributing_sites"))),
        overallBins(root),
        marginalBins(root),
        AnalysesYaml.of(root),
        privacy(root.path("privacy")));
  }

  /** Whether the plan counts cases and runs no model. */
  static boolean isFeasibility(JsonNode root) {
    return FEASIBILITY.equals(root.path("task").textValue());
  }

  static int overallBins(JsonNode root) {
    return bins(root, "overall_bins", OVERALL_BINS);
  }

  static int marginalBins(JsonNode root) {
    return bins(root, "marginal_bins", MARGINAL_BINS);
  }

  private static int bins(JsonNode root, String key, int exact) {
    int byDefault = root.has("privacy") ? PrivacyWish.BINS : exact;
    return root.path("score_quantisation").path(key).asInt(byDefault);
  }

  private static @Nullable PrivacyWish privacy(JsonNode wish) {
    if (wish.isMissingNode()) {
      return null;
    }
    return new PrivacyWish(
        wish.path("epsilon").doubleValue(),
        wish.path("delta").asDouble(PrivacyWish.DELTA),
        wish.path("max_images_per_patient").asInt(PrivacyWish.IMAGES_PER_PATIENT),
        wish.path("gate_share").asDouble(PrivacyWish.GATE_SHARE));
  }

  private static List<Subgroup> subgroups(JsonNode list) {
    List<Subgroup> subgroups = new ArrayList<>();
    for (JsonNode entry : list) {
      subgroups.add(new Subgroup(entry.path("attribute").textValue(), texts(entry.path("levels"))));
    }
    return subgroups;
  }

  private static List<Endpoint> endpoints(JsonNode list) {
    List<Endpoint> endpoints = new ArrayList<>();
    for (JsonNode entry : list) {
      @Nullable String point = entry.path("operating_point").textValue();
      endpoints.add(
          new Endpoint(
              entry.path("finding").textValue(),
              entry.path("metric").textValue(),
              point,
              entry.path("goal").doubleValue(),
              entry.path("alternative").doubleValue(),
              entry.path("alpha").asDouble(ALPHA),
              entry.path("power").asDouble(POWER),
              entry.path("certify_subgroups").asBoolean(false),
              entry.has("margin") ? (Double) entry.path("margin").doubleValue() : null));
    }
    return endpoints;
  }

  private static List<String> texts(JsonNode list) {
    List<String> texts = new ArrayList<>();
    list.forEach(entry -> texts.add(entry.textValue()));
    return texts;
  }

  private static OptionalInt optional(JsonNode number) {
    return number.isMissingNode() ? OptionalInt.empty() : OptionalInt.of(number.intValue());
  }
}
