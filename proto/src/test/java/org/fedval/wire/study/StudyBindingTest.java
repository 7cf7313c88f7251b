package org.fedval.wire.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.fedval.wire.study.StudyYamlTest.PLAN;

import java.util.List;
import java.util.Map;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.junit.jupiter.api.Test;

class StudyBindingTest {
  private static final Map<String, Double> POINTS = Map.of("screening", 0.3, "balanced", 0.5);
  private static final List<String> FINDINGS = List.of("covid", "pneumonia", "no_finding");

  @Test
  void thresholds_come_from_the_bundle() throws Exception {
    StudyPlan plan = StudyYamlTest.parse(PLAN).bind(POINTS, FINDINGS, 7);

    assertThat(plan.operatingPoints()).containsExactly(new OperatingPoint("screening", 0.3));
    assertThat(plan.findings()).containsExactly("covid", "pneumonia");
    assertThat(plan).isEqualTo(StudyYamlTest.parse(PLAN).bind(POINTS, FINDINGS, 7));
  }

  @Test
  void f_and_the_contributing_sites_follow_the_roster() throws Exception {
    assertThat(rules(PLAN, 3)).isEqualTo(new DisclosureRules(10, 3, 1, 3));
    assertThat(rules(PLAN, 6)).isEqualTo(new DisclosureRules(10, 3, 1, 3));
    assertThat(rules(PLAN, 7)).isEqualTo(new DisclosureRules(10, 3, 2, 4));
    assertThat(rules(PLAN, 25)).isEqualTo(new DisclosureRules(10, 3, 8, 10));
    assertThat(rules(PLAN, 256)).isEqualTo(new DisclosureRules(10, 3, 85, 87));
    assertThat(rules(PLAN, 1000)).isEqualTo(new DisclosureRules(10, 3, 250, 252));
  }

  @Test
  void a_plan_may_raise_the_rules() throws Exception {
    String raised =
        PLAN
            + """
            disclosure:
              minimum_cell: 20
              minimum_sites: 5
              f: 3
              minimum_contributing_sites: 6
            """;

    assertThat(rules(raised, 7)).isEqualTo(new DisclosureRules(20, 5, 3, 6));
    assertThat(rules(PLAN + "disclosure:\n  f: 3\n", 7))
        .isEqualTo(new DisclosureRules(10, 3, 3, 5));
  }

  @Test
  void a_plan_may_not_lower_them() {
    assertThat(refused(PLAN + "disclosure:\n  f: 1\n", POINTS, FINDINGS, 7))
        .containsExactly(
            "study.yaml: 'disclosure.f' is 1, below the default 2 of a roster of 7 sites; a plan"
                + " may raise a default, never lower it.");
    assertThat(
            refused(PLAN + "disclosure:\n  minimum_contributing_sites: 3\n", POINTS, FINDINGS, 7))
        .containsExactly(
            "study.yaml: 'disclosure.minimum_contributing_sites' is 3, below the default 4 of a"
                + " roster of 7 sites; a plan may raise a default, never lower it.");
  }

  @Test
  void a_roster_too_small_is_refused() {
    assertThat(refused(PLAN, POINTS, FINDINGS, 2))
        .containsExactly(
            "study.yaml: the roster has 2 sites, but the plan's disclosure rules need at least 3;"
                + " enroll more sites or choose smaller values under 'disclosure'.");
    assertThat(refused(PLAN + "disclosure:\n  f: 6\n", POINTS, FINDINGS, 7)).hasSize(1);
  }

  @Test
  void names_that_the_bundle_lacks_are_refused() {
    assertThat(refused(PLAN, Map.of("balanced", 0.5), List.of("covid"), 7))
        .containsExactly(
            "study.yaml: the bundle has no finding 'pneumonia'; it has covid.",
            "study.yaml: the bundle has no operating point 'screening'; it has balanced.");
  }

  private static DisclosureRules rules(String yaml, int sites) throws StudyPlanException {
    return StudyYamlTest.parse(yaml).bind(POINTS, FINDINGS, sites).disclosure();
  }

  private static List<String> refused(
      String yaml, Map<String, Double> points, List<String> findings, int sites) {
    return catchThrowableOfType(
            StudyPlanException.class, () -> StudyYamlTest.parse(yaml).bind(points, findings, sites))
        .sentences();
  }
}
