package org.fedval.wire.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fedval.evaluation.flow.AttritionStep;
import org.fedval.evaluation.power.planning.ClassCounts;
import org.fedval.evaluation.power.planning.ExpectedCount;
import org.fedval.evaluation.power.planning.ExpectedCounts;
import org.fedval.evaluation.power.planning.ExpectedLoss;
import org.fedval.evaluation.power.planning.GapComparison;
import org.fedval.evaluation.power.planning.ImageClass;
import org.junit.jupiter.api.Test;

class CountsYamlTest {
  private static final String COUNTS =
      """
      schema: fedval.counts/v1
      images_per_patient: 2
      correlation: 0.5
      adjust_for: 10
      half_width: 0.05
      loss:
        - {step: reference_missing, share: 0.0625}
        - {step: ineligible, share: 0.2}
      expected:
        - {finding: covid, positives: 640, negatives: 5200, prevalence: 0.01}
        - {finding: covid, subgroup: sex=F, positives: 300, negatives: unknown}
        - {finding: covid, subgroup: age=65+, positives: 0, negatives: 4}
      comparisons:
        - name: women and men
          finding: covid
          metric: specificity
          groups: [sex=F, sex=M]
          p1: 0.85
          p2: 0.75
          adjust_for: 10
        - {name: any two, p1: 0.9, p2: 0.8, alpha: 0.01, power: 0.9}
      """;

  @Test
  void counts_are_read_with_what_a_plan_takes_for_granted() throws Exception {
    ExpectedCounts counts = parse(COUNTS);

    assertThat(counts.of("covid", "all"))
        .isEqualTo(new ClassCounts(ExpectedCount.of(640), ExpectedCount.of(5200)));
    assertThat(counts.of("covid", "age=65+").positives()).isEqualTo(ExpectedCount.of(0));
    assertThat(counts.prevalence("covid")).isEqualTo(0.01);
    assertThat(counts.assumptions().designEffect().value()).isEqualTo(1.5);
    assertThat(counts.assumptions().family()).isEqualTo(10);
    assertThat(counts.assumptions().halfWidth()).isEqualTo(0.05);
    assertThat(counts.assumptions().loss().steps())
        .containsExactly(
            new ExpectedLoss.Step(AttritionStep.INELIGIBLE, 0.2),
            new ExpectedLoss.Step(AttritionStep.REFERENCE_MISSING, 0.0625));
    assertThat(counts.gaps())
        .containsExactly(
            new GapComparison(
                "women and men",
                "covid",
                ImageClass.NEGATIVE,
                List.of("sex=F", "sex=M"),
                0.85,
                0.75,
                0.05,
                0.8,
                10),
            new GapComparison(
                "any two", null, ImageClass.POSITIVE, List.of(), 0.9, 0.8, 0.01, 0.9, 1));
  }

  @Test
  void the_examples_in_the_page_and_in_the_samples_are_read() throws Exception {
    Path top = Path.of(System.getProperty("fedval.top", ".."));
    String page = Files.readString(top.resolve("docs/study-plan.md"));
    Matcher blocks =
        Pattern.compile("```yaml\n(schema: fedval.study.*?|# counts.*?)```", Pattern.DOTALL)
            .matcher(page);
    List<String> found = blocks.results().map(block -> block.group(1)).toList();
    Path sample = top.resolve("deploy/examples/planning");

    StudyDocument plan = StudyYaml.parse(found.get(0).getBytes(StandardCharsets.UTF_8));
    String counts = found.stream().filter(b -> b.startsWith("# counts")).findFirst().orElseThrow();
    assertThat(
            CountsYaml.parse(counts.getBytes(StandardCharsets.UTF_8), "counts.yaml", plan).gaps())
        .hasSize(1);
    StudyDocument samplePlan = StudyYaml.parse(Files.readAllBytes(sample.resolve("plan.yaml")));
    byte[] sampleCounts = Files.readAllBytes(sample.resolve("counts.yaml"));
    assertThat(CountsYaml.parse(sampleCounts, "counts.yaml", samplePlan).gaps()).hasSize(1);
  }

  @Test
  void an_unknown_and_an_absent_count_are_not_given_and_not_zero() throws Exception {
    ExpectedCounts counts = parse(COUNTS);

    assertThat(counts.of("covid", "sex=F").negatives()).isEqualTo(ExpectedCount.NOT_GIVEN);
    assertThat(counts.of("covid", "sex=M")).isEqualTo(ClassCounts.NOT_GIVEN);
    assertThat(counts.of("pneumonia", "all")).isEqualTo(ClassCounts.NOT_GIVEN);
  }

  @Test
  void a_level_is_found_as_sites_compare_it() throws Exception {
    ExpectedCounts counts = parse(COUNTS.replace("subgroup: sex=F", "subgroup: SEX=f"));

    assertThat(counts.of("covid", "sex=F").positives()).isEqualTo(ExpectedCount.of(300));
  }

  @Test
  void a_whole_number_counts_however_it_is_written() throws Exception {
    ExpectedCounts counts = parse(COUNTS.replace("positives: 300", "positives: 3.0e2"));

    assertThat(counts.of("covid", "sex=F").positives()).isEqualTo(ExpectedCount.of(300));
  }

  @Test
  void the_smallest_file_expects_nothing() throws Exception {
    assertThat(parse("schema: fedval.counts/v1\n")).isEqualTo(ExpectedCounts.NONE);
  }

  @Test
  void a_wrong_value_is_refused_with_its_line_and_what_was_expected() {
    assertThat(refused(COUNTS.replace("positives: 300", "positives: -1")))
        .containsExactly(
            "counts.yaml line 11: 'positives' is -1; expected a whole number of images from 0 to"
                + " 1000000000, or unknown.");
    assertThat(refused(COUNTS.replace("positives: 300", "positives: many")))
        .containsExactly(
            "counts.yaml line 11: 'positives' is 'many'; expected a whole number of images from 0"
                + " to 1000000000, or unknown.");
    assertThat(refused(COUNTS.replace("share: 0.2", "share: 1")))
        .containsExactly(
            "counts.yaml line 8: 'share' is 1; expected a number from 0 to below 1: the share of"
                + " the images that reach this step and leave here.");
    assertThat(refused(COUNTS.replace("half_width", "halfwidth")).get(0))
        .startsWith("counts.yaml line 5: unknown key 'halfwidth' at the top level; expected one of")
        .contains("half_width");
    assertThat(refused(COUNTS.replace("fedval.counts/v1", "fedval.study/v1")))
        .containsExactly(
            "counts.yaml line 1: 'schema' is 'fedval.study/v1'; expected 'fedval.counts/v1'.");
    assertThat(refused(""))
        .containsExactly("counts.yaml is empty; expected a file of expected counts.");
  }

  @Test
  void a_name_that_the_plan_does_not_have_is_refused_with_those_it_has() {
    assertThat(refused(COUNTS.replace("covid, subgroup: sex=F", "flu, subgroup: sex=F")))
        .containsExactly(
            "counts.yaml line 11: the plan has no finding 'flu'; it has covid, pneumonia.");
    assertThat(refused(COUNTS.replace("subgroup: sex=F", "subgroup: sex=X")))
        .containsExactly(
            "counts.yaml line 11: the plan has no subgroup level 'sex=X'; 'sex' has F, M, other,"
                + " unknown.");
    assertThat(refused(COUNTS.replace("subgroup: sex=F", "subgroup: view=AP")))
        .containsExactly(
            "counts.yaml line 11: the plan has no subgroup level 'view=AP'; its subgroups are sex,"
                + " age.");
  }

  @Test
  void rows_and_steps_that_stand_twice_are_refused() {
    assertThat(refused(COUNTS.replace("subgroup: age=65+", "subgroup: sex=F")))
        .containsExactly(
            "counts.yaml line 12: the counts of this finding and subgroup stand twice; remove"
                + " one.");
    assertThat(refused(COUNTS.replace("step: ineligible", "step: reference_missing")))
        .containsExactly(
            "counts.yaml line 8: the step 'reference_missing' stands twice; remove one.");
  }

  @Test
  void levels_that_add_up_to_more_than_all_images_are_refused() {
    assertThat(refused(COUNTS.replace("positives: 300", "positives: 641")))
        .containsExactly(
            "counts.yaml line 10: the levels of 'sex' add up to 641 positives of 'covid', more"
                + " than the 640 of all images.");
  }

  @Test
  void a_comparison_must_be_whole_and_of_two_disjoint_groups() {
    assertThat(refused(COUNTS.replace("p2: 0.75", "p2: 0.85")))
        .containsExactly(
            "counts.yaml line 19: 'p1' and 'p2' are equal; a comparison needs two different"
                + " values.");
    assertThat(refused(COUNTS.replace("    metric: specificity\n", "")))
        .containsExactly(
            "counts.yaml line 14: a comparison has 'finding', 'metric' and 'groups', or none of the"
                + " three.");
    assertThat(refused(COUNTS.replace("sex=M]", "age=65+]")))
        .containsExactly(
            "counts.yaml line 17: 'groups' must be two different levels of the same attribute.");
    assertThat(refused(COUNTS.replace("sex=M]", "all]")).get(0)).contains("two different levels");
  }

  @Test
  void a_prevalence_belongs_to_all_images() {
    assertThat(refused(COUNTS.replace("negatives: unknown", "prevalence: 0.2")))
        .containsExactly(
            "counts.yaml line 11: a prevalence belongs to the row of all images; move it there.");
  }

  private static ExpectedCounts parse(String yaml) throws StudyPlanException {
    StudyDocument plan = StudyYaml.parse(StudyYamlTest.PLAN.getBytes(StandardCharsets.UTF_8));
    return CountsYaml.parse(yaml.getBytes(StandardCharsets.UTF_8), "counts.yaml", plan);
  }

  private static List<String> refused(String yaml) {
    StudyPlanException refusal = catchThrowableOfType(StudyPlanException.class, () -> parse(yaml));
    return refusal.sentences();
  }
}
