package org.fedval.wire.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.fedval.wire.study.StudyYamlTest.PLAN;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.Analyses.AbstentionBand;
import org.fedval.evaluation.plan.Analyses.Adjustment;
import org.fedval.evaluation.plan.Analyses.Comparison;
import org.fedval.evaluation.plan.Analyses.Content;
import org.fedval.evaluation.plan.Analyses.Interaction;
import org.fedval.evaluation.plan.Analyses.ReferenceErrors;
import org.fedval.evaluation.plan.OperatingPoint;
import org.junit.jupiter.api.Test;

class AnalysesYamlTest {
  private static final List<String> FINDINGS = List.of("covid", "pneumonia");
  private static final String PRIVATE = PLAN + "privacy:\n  epsilon: 4\n";
  private static final int LINE = PLAN.lines().toList().size();

  @Test
  void a_plan_that_says_nothing_gets_the_standard_analyses() throws Exception {
    assertThat(parse(PLAN).analyses()).isEqualTo(Analyses.standard());
    assertThat(parse(PLAN + "analyses: {}\n").analyses()).isEqualTo(Analyses.standard());
    assertThat(parse(PLAN).bind(Map.of("screening", 0.3), FINDINGS, 7).analyses())
        .isEqualTo(Analyses.standard());
  }

  @Test
  void every_key_is_read() throws Exception {
    String all =
        PLAN
            + """
            analyses:
              rounds: 3
              refined_bins: 512
              interactions: [[sex, age]]
              prevalences: [0.01, 0.05]
              decision_thresholds: [0.1, 0.2]
              abstention:
                - {from: 0.4, to: 0.6}
              specificities: [0.9]
              recalibration_folds: 10
              bootstrap_replicates: 200
              site_level_estimates: true
              reference_standard: {sensitivity: 0.95, specificity: 1}
              gap_adjustment: holm
              comparisons:
                - {first: covid, second: pneumonia, margin: 0.05}
            """;

    assertThat(parse(all).analyses())
        .isEqualTo(
            new Analyses(
                Content.EXACT,
                3,
                512,
                List.of(new Interaction("sex", "age")),
                List.of(0.01, 0.05),
                List.of(0.1, 0.2),
                List.of(new AbstentionBand(0.4, 0.6)),
                List.of(0.9),
                10,
                200,
                true,
                new ReferenceErrors(0.95, 1),
                Adjustment.HOLM,
                List.of(new Comparison("covid", "pneumonia", 0.05))));
  }

  @Test
  void with_privacy_only_counts_are_possible() throws Exception {
    assertThat(parse(PRIVATE).analyses()).isEqualTo(Analyses.counts());
    assertThat(parse(PRIVATE + "analyses:\n  interactions: [[age, sex]]\n").analyses().content())
        .isEqualTo(Content.COUNTS);
    assertThat(
            refused(
                PRIVATE
                    + "analyses:\n  rounds: 1\n  recalibration_folds: 5\n  prevalences: [0.1]\n"
                    + "  site_level_estimates: false\n  gap_adjustment: holm\n"))
        .containsExactly(
            "study.yaml line "
                + (LINE + 5)
                + ": 'recalibration_folds' needs exact sums, and a plan with 'privacy' publishes"
                + " counts only; remove the key, or remove 'privacy'.",
            "study.yaml line "
                + (LINE + 6)
                + ": 'prevalences' needs exact sums, and a plan with 'privacy' publishes counts"
                + " only; remove the key, or remove 'privacy'.",
            "study.yaml line "
                + (LINE + 8)
                + ": 'gap_adjustment' needs exact sums, and a plan with 'privacy' publishes counts"
                + " only; remove the key, or remove 'privacy'.");
    assertThat(refused(PRIVATE + "analyses:\n  rounds: 2\n")).hasSize(1);
  }

  @Test
  void what_cannot_stand_is_refused_with_its_line() {
    assertThat(refusedKey("rounds: 4"))
        .endsWith(
            "expected a whole number from 1 to 3: how often"
                + " the sites count, each time with what the sums before allow.");
    assertThat(refusedKey("interactions: [[sex, view]]"))
        .endsWith("the attribute 'view' of an interaction is not listed under 'subgroups'.");
    assertThat(refusedKey("interactions: [[sex, sex]]"))
        .endsWith("an interaction needs two different attributes.");
    assertThat(refusedKey("interactions: [[sex, age], [age, sex]]"))
        .endsWith("the interaction of 'age' and 'sex' stands twice; remove one.");
    assertThat(refusedKey("interactions: [[sex, age, sex]]"))
        .endsWith("expected a pair of subgroup attributes, such as [sex, age].");
    assertThat(refusedKey("prevalences: [0.1, 1]"))
        .endsWith("expected a number between 0 and 1, both excluded.");
    assertThat(refusedKey("prevalences: [0.1, 0.10]")).endsWith("has an entry twice; remove one.");
    assertThat(refusedKey("abstention: [{from: 0.6, to: 0.4}]"))
        .endsWith("'from' must lie below 'to'.");
    assertThat(refusedKey("recalibration_folds: 1"))
        .endsWith("expected a whole number from 2 to 20, or 0 for no recalibration.");
    assertThat(refusedKey("bootstrap_replicates: 49"))
        .endsWith("expected a whole number from 50 to 1000, or 0 for no bootstrap over patients.");
    assertThat(refusedKey("reference_standard: {sensitivity: 0.5, specificity: 1}"))
        .endsWith("'sensitivity' is 0.5; expected a number above 0.5 and at most 1.");
    assertThat(refusedKey("reference_standard: {sensitivity: 0.9}"))
        .contains("the key 'specificity' is missing");
    assertThat(refusedKey("gap_adjustment: bonferroni"))
        .endsWith("expected one of holm, benjamini_hochberg.");
    assertThat(refusedKey("comparisons: [{first: covid, second: covid}]"))
        .endsWith("a comparison needs two different findings.");
    assertThat(refusedKey("comparisons: [{first: covid, second: nodule}]"))
        .endsWith("the finding 'nodule' is not listed under 'findings'.");
    assertThat(refusedKey("site_level_estimates: 1")).contains("every site that takes part");
    assertThat(refusedKey("brier: true")).contains("unknown key 'brier' under 'analyses'");
    assertThat(refused(PLAN + "analyses:\n  rounds: 1\n  bootstrap_replicates: 100\n"))
        .containsExactly(
            "study.yaml line "
                + (LINE + 3)
                + ": 'bootstrap_replicates' needs a second round, but 'rounds' is 1; raise it, or"
                + " remove the key.");
  }

  @Test
  void an_operating_point_may_state_its_threshold() throws Exception {
    String stated = withPoints("[{name: screening, threshold: 0.3}, balanced]");

    assertThat(parse(stated).operatingPoints()).containsExactly("screening", "balanced");
    assertThat(parse(stated).thresholds()).isEqualTo(Map.of("screening", 0.3));
    assertThat(
            parse(stated)
                .bind(Map.of("screening", 0.3, "balanced", 0.5), FINDINGS, 7)
                .operatingPoints())
        .containsExactly(new OperatingPoint("screening", 0.3), new OperatingPoint("balanced", 0.5));
  }

  @Test
  void a_threshold_that_is_not_the_bundles_is_refused() throws Exception {
    StudyDocument stated = parse(withPoints("[{name: screening, threshold: 0.3}]"));

    assertThat(
            catchThrowableOfType(
                    StudyPlanException.class,
                    () -> stated.bind(Map.of("screening", 0.25), FINDINGS, 7))
                .sentences())
        .containsExactly(
            "study.yaml: the plan's threshold of 'screening' is 0.3, but 0.25 is locked in the"
                + " bundle; correct the plan.");
  }

  @Test
  void operating_points_that_cannot_stand_are_refused() {
    assertThat(refused(withPoints("[screening, {name: screening, threshold: 0.3}]")))
        .containsExactly(
            "study.yaml line 9: the operating point 'screening' stands twice; remove one.");
    assertThat(refused(withPoints("[{name: screening, threshold: 1.5}]")))
        .containsExactly(
            "study.yaml line 9: 'threshold' is 1.5; expected a number from 0 to 1: a score at or"
                + " above it is a positive call.");
    assertThat(refused(withPoints("[{name: screening}]")))
        .containsExactly(
            "study.yaml line 9: the key 'threshold' is missing under 'operating_points'; expected"
                + " a number from 0 to 1: a score at or above it is a positive call.");
    assertThat(refused(withPoints("[screening, 7]")))
        .containsExactly(
            "study.yaml line 9: an entry of 'operating_points' is 7; expected a name as in the"
                + " bundle, or a mapping with name, threshold (put it in quotes).");
  }

  @Test
  void a_plan_with_more_cells_than_a_session_holds_is_refused() throws Exception {
    StringBuilder many = new StringBuilder(PLAN.replace("levels: [F, M]", "levels: [F, M, O]"));
    int at = many.indexOf("endpoints:");
    many.insert(at, "  - attribute: view\n    levels: [" + numbered("v") + "]\n");
    many.insert(
        many.indexOf("endpoints:"),
        "  - attribute: manufacturer\n    levels: [" + numbered("m") + "]\n");
    StudyDocument plan = parse(many + "analyses:\n  interactions: [[view, manufacturer]]\n");

    assertThat(
            catchThrowableOfType(
                    StudyPlanException.class,
                    () -> plan.bind(Map.of("screening", 0.3), FINDINGS, 7))
                .sentences())
        .singleElement()
        .asString()
        .startsWith("study.yaml: The plan has too many findings and subgroup levels");
  }

  @Test
  void a_claim_may_have_a_margin_unless_counts_have_noise() throws Exception {
    String margin = PLAN.replace("alternative: 0.9\n", "alternative: 0.9\n    margin: 0.05\n");

    assertThat(parse(margin).endpoints().get(0).margin()).isEqualTo(0.05);
    assertThat(parse(PLAN).endpoints().get(0).margin()).isNull();
    assertThat(refused(margin + "privacy:\n  epsilon: 4\n"))
        .containsExactly(
            "study.yaml line 21: 'margin' needs exact sums, and a plan with 'privacy' publishes"
                + " counts only; remove the key, or remove 'privacy'.");
    assertThat(refused(margin.replace("margin: 0.05", "margin: 1"))).hasSize(1);
  }

  private static String numbered(String letter) {
    StringBuilder names = new StringBuilder(letter + "0");
    for (int i = 1; i < 64; i++) {
      names.append(", ").append(letter).append(i);
    }
    return names.toString();
  }

  private static String withPoints(String points) {
    return PLAN.replace("operating_points: [screening]", "operating_points: " + points);
  }

  private static String refusedKey(String line) {
    List<String> sentences = refused(PLAN + "analyses:\n  " + line + "\n");
    assertThat(sentences).hasSize(1);
    assertThat(sentences.get(0)).startsWith("study.yaml line " + (LINE + 2) + ": ");
    return sentences.get(0);
  }

  private static List<String> refused(String yaml) {
    return catchThrowableOfType(StudyPlanException.class, () -> parse(yaml)).sentences();
  }

  private static StudyDocument parse(String yaml) throws StudyPlanException {
    return StudyYaml.parse(yaml.getBytes(StandardCharsets.UTF_8));
  }
}
