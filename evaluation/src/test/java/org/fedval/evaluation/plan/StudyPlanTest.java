package org.fedval.evaluation.plan;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.fedval.evaluation.support.Studies;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StudyPlanTest {
  private static Endpoint endpoint(String finding, String metric, @Nullable String point) {
    return new Endpoint(finding, metric, point, 0.7, 0.8, 0.025, 0.8, false);
  }

  @Test
  void a_claim_about_something_that_the_plan_lacks_is_refused() {
    assertThatThrownBy(() -> Studies.plan(endpoint("stroke", "auroc", null)))
        .hasMessageContaining("no such finding");
    assertThatThrownBy(() -> Studies.plan(endpoint("covid", "sensitivity", "strict")))
        .hasMessageContaining("no such operating point");
    assertThatThrownBy(() -> Studies.plan(endpoint("covid", "sensitivity", null)))
        .hasMessageContaining("name the operating point");
    assertThatThrownBy(() -> Studies.plan(endpoint("covid", "auroc", "screening")))
        .hasMessageContaining("has no operating point");
    assertThatThrownBy(() -> Studies.plan(endpoint("covid", "ppv", "screening")))
        .hasMessageContaining("auroc, sensitivity or specificity");
  }

  @Test
  void a_name_that_is_listed_twice_is_refused() {
    Endpoint twice = endpoint("covid", "auroc", null);
    assertThatThrownBy(() -> Studies.plan(twice, twice)).hasMessageContaining("twice");
    StudyPlan p = Studies.plan();
    assertThatThrownBy(
            () ->
                new StudyPlan(
                    p.studyId(),
                    p.title(),
                    List.of("covid", "covid"),
                    p.operatingPoints(),
                    p.subgroups(),
                    p.endpoints(),
                    p.disclosure(),
                    p.overallBins(),
                    p.marginalBins()))
        .hasMessageContaining("'covid' twice");
  }
}
