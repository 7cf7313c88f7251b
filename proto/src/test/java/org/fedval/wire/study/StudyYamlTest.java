package org.fedval.wire.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalInt;
import org.fedval.crypto.primitive.Sha256Digest;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.plan.Subgroup;
import org.junit.jupiter.api.Test;

class StudyYamlTest {
  static final String PLAN =
      """
      schema: fedval.study/v1
      task: classification
      unit: image
      id: cxr-1
      title: A small study
      cohort:
        modalities: [DX, CR]
      findings: [covid, pneumonia]
      operating_points: [screening]
      subgroups:
        - attribute: sex
          levels: [F, M]
        - attribute: age
          levels: [0-39, 40-64, 65+]
      endpoints:
        - finding: covid
          metric: sensitivity
          operating_point: screening
          goal: 0.75
          alternative: 0.9
        - finding: pneumonia
          metric: auroc
          goal: 0.7
          alternative: 0.8
          alpha: 0.05
          power: 0.9
          certify_subgroups: true
      """;

  @Test
  void a_plan_is_read_with_its_defaults() throws Exception {
    StudyDocument study = parse(PLAN);

    assertThat(study.studyId()).isEqualTo("cxr-1");
    assertThat(study.title()).isEqualTo("A small study");
    assertThat(study.cohort().modalities()).containsExactly("DX", "CR");
    assertThat(study.findings()).containsExactly("covid", "pneumonia");
    assertThat(study.operatingPoints()).containsExactly("screening");
    assertThat(study.subgroups())
        .containsExactly(
            new Subgroup("sex", List.of("F", "M")),
            new Subgroup("age", List.of("0-39", "40-64", "65+")));
    assertThat(study.endpoints())
        .containsExactly(
            new Endpoint("covid", "sensitivity", "screening", 0.75, 0.9, 0.025, 0.8, false),
            new Endpoint("pneumonia", "auroc", null, 0.7, 0.8, 0.05, 0.9, true));
    assertThat(study.disclosure())
        .isEqualTo(new DisclosureWish(10, 3, OptionalInt.empty(), OptionalInt.empty()));
    assertThat(study.overallBins()).isEqualTo(1024);
    assertThat(study.marginalBins()).isEqualTo(256);
  }

  @Test
  void the_hash_is_of_the_exact_bytes() throws Exception {
    assertThat(parse(PLAN).planHash())
        .isEqualTo(Sha256Digest.hash(PLAN.getBytes(StandardCharsets.UTF_8)));
    assertThat(parse(PLAN + "# a comment\n").planHash()).isNotEqualTo(parse(PLAN).planHash());
  }

  @Test
  void an_unknown_key_is_refused_with_its_line_and_the_known_ones() {
    assertThat(refused(PLAN.replace("  goal: 0.75", "  threshhold: 0.3\n    goal: 0.75")))
        .containsExactly(
            "study.yaml line 19: unknown key 'threshhold' under 'endpoints'; expected one of"
                + " finding, metric, operating_point, goal, alternative, alpha, power,"
                + " certify_subgroups, margin.");
    assertThat(refused(PLAN + "digest: abc\n").get(0))
        .startsWith("study.yaml line 28: unknown key 'digest' at the top level; expected one of");
  }

  @Test
  void an_unknown_schema_is_the_only_thing_said() {
    assertThat(refused(PLAN.replace("study/v1", "study/v2").replace("title", "titel")))
        .containsExactly(
            "study.yaml line 1: 'schema' is 'fedval.study/v2'; expected 'fedval.study/v1'.");
  }

  @Test
  void another_task_or_unit_is_refused_by_name() {
    assertThat(refused(PLAN.replace("classification", "segmentation").replace("image", "patient")))
        .containsExactly(
            "study.yaml line 2: 'task' is 'segmentation'; expected one of classification, feasibility.",
            "study.yaml line 3: 'unit' is 'patient'; expected 'image'.");
  }

  @Test
  void a_missing_key_is_named() {
    assertThat(refused(PLAN.replace("title: A small study\n", "")))
        .containsExactly(
            "study.yaml line 1: the key 'title' is missing at the top level; expected one line of"
                + " text, 1 to 200 characters.");
    assertThat(refused(PLAN.replace("    metric: auroc\n", "")))
        .containsExactly(
            "study.yaml line 21: the key 'metric' is missing under 'endpoints'; expected one of"
                + " auroc, sensitivity, specificity.");
  }

  @Test
  void a_wrong_type_says_what_was_found() {
    assertThat(refused(PLAN.replace("[F, M]", "[1, true]")))
        .containsExactly(
            "study.yaml line 12: an entry of 'levels' is 1; expected a level: 1 to 64 characters"
                + " on one line, without spaces at its ends (put it in quotes).",
            "study.yaml line 12: an entry of 'levels' is true; expected a level: 1 to 64"
                + " characters on one line, without spaces at its ends (put it in quotes).");
    assertThat(refused(PLAN.replace("alpha: 0.05", "alpha: 0.7")))
        .containsExactly(
            "study.yaml line 25: 'alpha' is 0.7; expected a number above 0 and below 0.5.");
    assertThat(refused(PLAN.replace("goal: 0.75", "goal: .nan")).get(0))
        .startsWith("study.yaml line 19: 'goal' is '.nan'; expected a number between 0 and 1");
    assertThat(refused(PLAN + "disclosure:\n  minimum_cell: 0x20\n").get(0))
        .startsWith("study.yaml line 29: 'minimum_cell' is '0x20'; expected a whole number");
    assertThat(refused(PLAN.replace("findings: [covid, pneumonia]", "findings: []")).get(0))
        .isEqualTo(
            "study.yaml line 8: 'findings' is an empty list; expected a list of 1 to 64 entries.");
    assertThat(refused("just text\n").get(0))
        .startsWith("study.yaml line 1: the document is 'just text'; expected a mapping with");
  }

  @Test
  void disclosure_below_the_defaults_is_refused() {
    String lowered = PLAN + "disclosure:\n  minimum_cell: 5\n  minimum_sites: 2\n";
    assertThat(refused(lowered))
        .containsExactly(
            "study.yaml line 29: 'minimum_cell' is 5; expected a whole number of 10 or more: a"
                + " plan may raise the default, never lower it.",
            "study.yaml line 30: 'minimum_sites' is 2; expected a whole number of 3 or more: a"
                + " plan may raise the default, never lower it.");
  }

  @Test
  void names_must_agree_with_each_other() {
    assertThat(refused(PLAN.replace("finding: pneumonia", "finding: fracture")))
        .containsExactly(
            "study.yaml line 21: the finding 'fracture' is not listed under 'findings'.");
    assertThat(refused(PLAN.replace("operating_point: screening", "operating_point: balanced")))
        .containsExactly(
            "study.yaml line 18: the operating point 'balanced' is not listed under"
                + " 'operating_points'.");
    assertThat(refused(PLAN.replace("    operating_point: screening\n", "")).get(0))
        .startsWith("study.yaml line 16: 'sensitivity' needs an 'operating_point'");
    assertThat(refused(PLAN.replace("metric: sensitivity", "metric: auroc")).get(0))
        .startsWith("study.yaml line 18: 'auroc' takes no 'operating_point'");
    assertThat(refused(PLAN.replace("alternative: 0.8", "alternative: 0.7")))
        .containsExactly("study.yaml line 24: 'alternative' must lie above 'goal'.");
  }

  @Test
  void age_bands_must_be_bands_that_ascend_and_do_not_overlap() {
    assertThat(refused(PLAN.replace("[0-39, 40-64, 65+]", "[0-40, 40-64]")))
        .containsExactly(
            "study.yaml line 14: the age band '40-64' must begin above the end of the band before"
                + " it.");
    assertThat(refused(PLAN.replace("[0-39, 40-64, 65+]", "[65+, 0-39]"))).hasSize(1);
    assertThat(refused(PLAN.replace("0-39", "young")).get(0))
        .startsWith("study.yaml line 14: 'young' is not an age band; expected years");
    assertThat(refused(PLAN.replace("0-39", "39-0")).get(0)).contains("'39-0' is not an age band");
  }

  @Test
  void levels_that_exist_by_themselves_or_twice_are_refused() {
    assertThat(refused(PLAN.replace("[F, M]", "[F, other]")).get(0))
        .isEqualTo(
            "study.yaml line 12: the level 'other' exists by itself; remove it from the list.");
    assertThat(refused(PLAN.replace("[F, M]", "[F, X]")).get(0))
        .isEqualTo("study.yaml line 12: the sex 'X' is unknown; expected F, M or O.");
    String makers = PLAN.replace("attribute: sex", "attribute: manufacturer");
    assertThat(refused(makers.replace("[F, M]", "[Axiora, AXIORA]")).get(0))
        .contains("line 12: the level 'AXIORA' is listed twice");
    assertThat(refused(PLAN.replace("attribute: age", "attribute: sex")).get(0))
        .isEqualTo("study.yaml line 13: the attribute 'sex' has two entries; merge them.");
  }

  static List<String> refused(String yaml) {
    return catchThrowableOfType(StudyPlanException.class, () -> parse(yaml)).sentences();
  }

  static StudyDocument parse(String yaml) throws StudyPlanException {
    return StudyYaml.parse(yaml.getBytes(StandardCharsets.UTF_8));
  }
}
