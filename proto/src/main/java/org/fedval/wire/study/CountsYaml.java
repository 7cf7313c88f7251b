package org.fedval.wire.study;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fedval.evaluation.flow.AttritionStep;
import org.fedval.evaluation.power.planning.Assumptions;
import org.fedval.evaluation.power.planning.ClassCounts;
import org.fedval.evaluation.power.planning.ExpectedCount;
import org.fedval.evaluation.power.planning.ExpectedCounts;
import org.fedval.evaluation.power.planning.ExpectedLoss;
import org.fedval.evaluation.power.planning.GapComparison;
import org.fedval.evaluation.power.planning.ImageClass;

/**
 * Reads the YAML of expected counts, schema {@code fedval.counts/v1}, for a study plan. A count
 * that is absent or {@code unknown} is not given, which is not 0. Reads no file.
 */
public final class CountsYaml {
  public static final String SCHEMA = "fedval.counts/v1";
  private static final double GAP_ALPHA = 0.05;
  private static final double GAP_POWER = 0.8;

  private CountsYaml() {}

  /**
   * Reads and checks a file of counts.
   *
   * @param yaml the exact bytes, UTF-8, at most 256 KiB
   * @param file the name by which sentences call the file
   * @param plan whose findings and levels the counts are of
   * @throws StudyPlanException with a sentence for each fault, each naming its line
   */
  public static ExpectedCounts parse(byte[] yaml, String file, StudyDocument plan)
      throws StudyPlanException {
    LocatedYaml.Tree tree = LocatedYaml.read(file, "file of expected counts", yaml);
    List<String> sentences = StudySchema.COUNTS.sentences(file, tree);
    PlanStrata strata = new PlanStrata(plan);
    if (sentences.isEmpty()) {
      sentences = new CountsChecks(file, tree, strata).sentences();
    }
    if (!sentences.isEmpty()) {
      throw new StudyPlanException(sentences);
    }
    return counts(tree.root(), strata);
  }

  private static ExpectedCounts counts(JsonNode root, PlanStrata strata) {
    Map<String, Map<String, ClassCounts>> cases = new HashMap<>();
    Map<String, Double> prevalences = new HashMap<>();
    for (JsonNode row : root.path("expected")) {
      String finding = row.path("finding").textValue();
      cases
          .computeIfAbsent(finding, f -> new HashMap<>())
          .put(
              strata.canonical(subgroup(row)).orElseThrow(),
              new ClassCounts(count(row.path("positives")), count(row.path("negatives"))));
      if (row.has("prevalence")) {
        prevalences.put(finding, row.path("prevalence").doubleValue());
      }
    }
    List<GapComparison> gaps = new ArrayList<>();
    root.path("comparisons").forEach(row -> gaps.add(gap(row, strata)));
    return new ExpectedCounts(cases, prevalences, assumptions(root), gaps);
  }

  /** The stratum that a row speaks of, as written. */
  static String subgroup(JsonNode row) {
    return row.path("subgroup").asText(ExpectedCounts.ALL);
  }

  static ExpectedCount count(JsonNode number) {
    return number.isNumber() ? ExpectedCount.of(number.longValue()) : ExpectedCount.NOT_GIVEN;
  }

  private static Assumptions assumptions(JsonNode root) {
    List<ExpectedLoss.Step> steps = new ArrayList<>();
    for (JsonNode row : root.path("loss")) {
      AttritionStep step =
          Arrays.stream(AttritionStep.values())
              .filter(s -> s.id().equals(row.path("step").textValue()))
              .findFirst()
              .orElseThrow();
      steps.add(new ExpectedLoss.Step(step, row.path("share").doubleValue()));
    }
    return new Assumptions(
        root.path("images_per_patient").asDouble(1),
        root.path("correlation").asDouble(0),
        new ExpectedLoss(steps),
        root.has("adjust_for") ? root.path("adjust_for").intValue() : null,
        root.has("half_width") ? root.path("half_width").doubleValue() : null);
  }

  private static GapComparison gap(JsonNode row, PlanStrata strata) {
    List<String> groups = new ArrayList<>();
    row.path("groups").forEach(g -> groups.add(strata.canonical(g.textValue()).orElseThrow()));
    return new GapComparison(
        row.path("name").textValue(),
        groups.isEmpty() ? null : row.path("finding").textValue(),
        row.path("metric").asText().equals("specificity")
            ? ImageClass.NEGATIVE
            : ImageClass.POSITIVE,
        groups,
        row.path("p1").doubleValue(),
        row.path("p2").doubleValue(),
        row.path("alpha").asDouble(GAP_ALPHA),
        row.path("power").asDouble(GAP_POWER),
        row.path("adjust_for").asInt(1));
  }
}
