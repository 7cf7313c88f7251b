package org.fedval.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fedval.evaluation.binom.ProportionSampleSize;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.report.PooledResults.EndpointResult;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class VerdictTest {
  private static final long NEEDED = ProportionSampleSize.required(0.8, 0.9, 0.025, 0.8);

  private static StudyPlan plan(String metric, @Nullable String point, boolean subgroups) {
    StudyPlan plan = Cases.plan(List.of(new OperatingPoint("screening", 0.5)), List.of(Cases.SEX));
    return Cases.with(
        plan, new Endpoint(Cases.FINDING, metric, point, 0.8, 0.9, 0.025, 0.8, subgroups));
  }

  /** Women only: so many found and missed, and 40 negatives. */
  private static PooledResults sensitivity(int found, int missed, boolean subgroups) {
    return Cases.of(plan("sensitivity", "screening", subgroups))
        .add(found, true, 0.8, 0)
        .add(missed, true, 0.2, 0)
        .add(40, false, 0.2, 0)
        .report();
  }

  @Test
  void a_lower_bound_above_the_goal_meets_it() {
    EndpointResult claim = sensitivity(280, 20, false).endpoints().get(0);
    assertThat(claim.verdict()).isEqualTo(Verdict.MEETS_GOAL);
    assertThat(claim.needed()).isEqualTo(NEEDED);
    assertThat(claim.available()).isEqualTo(300);
    assertThat(claim.sentence())
        .isEqualTo(
            "covid: sensitivity at screening 0.93 (95 % CI 0.90 to 0.96), goal at least 0.80: met.");
  }

  @Test
  void an_upper_bound_below_the_goal_fails_it() {
    EndpointResult claim = sensitivity(200, 100, false).endpoints().get(0);
    assertThat(claim.verdict()).isEqualTo(Verdict.FAILS_GOAL);
    assertThat(claim.sentence()).endsWith("goal at least 0.80: not met.");
  }

  @Test
  void a_goal_inside_the_interval_is_inconclusive() {
    EndpointResult claim = sensitivity(245, 55, false).endpoints().get(0);
    assertThat(claim.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(claim.sentence()).endsWith("inconclusive.");
  }

  @Test
  void too_few_cases_are_neither_a_pass_nor_a_fail() {
    for (int found : new int[] {66, 20}) {
      PooledResults results = sensitivity(found, 66 - found, false);
      EndpointResult claim = results.endpoints().get(0);
      assertThat(claim.verdict()).isEqualTo(Verdict.NOT_POWERED_TO_CERTIFY);
      assertThat(claim.available()).isEqualTo(66);
      assertThat(claim.sentence()).contains("66 of " + NEEDED + " positives");
      MetricRow row = Cases.row(results, "sensitivity", "all", "screening");
      assertThat(row.status()).isEqualTo(Status.OK);
      assertThat(row.value()).isEqualTo(found / 66.0);
      assertThat(row.reason()).startsWith("66 of " + NEEDED + " positives needed");
    }
  }

  @Test
  void exactly_the_needed_number_is_powered() {
    int needed = Math.toIntExact(NEEDED);
    assertThat(sensitivity(needed, 0, false).endpoints().get(0).verdict())
        .isEqualTo(Verdict.MEETS_GOAL);
    assertThat(sensitivity(needed - 1, 0, false).endpoints().get(0).verdict())
        .isEqualTo(Verdict.NOT_POWERED_TO_CERTIFY);
  }

  @Test
  void subgroups_are_judged_only_where_the_claim_says_so() {
    assertThat(Cases.row(sensitivity(280, 20, true), "sensitivity", "sex=F", "screening").verdict())
        .isEqualTo(Verdict.MEETS_GOAL);
    PooledResults overallOnly = sensitivity(280, 20, false);
    assertThat(Cases.row(overallOnly, "sensitivity", "sex=F", "screening").verdict()).isNull();
    assertThat(Cases.row(overallOnly, "sensitivity", "all", "screening").verdict())
        .isEqualTo(Verdict.MEETS_GOAL);
  }

  @Test
  void no_other_metric_gets_a_verdict() {
    assertThat(sensitivity(280, 20, true).estimates())
        .filteredOn(r -> !r.metric().equals("sensitivity"))
        .allMatch(r -> r.verdict() == null);
  }

  @Test
  void an_auroc_is_judged_by_the_rarer_class() {
    StudyPlan plan = plan("auroc", null, false);
    EndpointResult enough =
        Cases.of(plan)
            .add(190, true, 0.8, 0)
            .add(10, true, 0.2, 0)
            .add(300, false, 0.2, 0)
            .add(10, false, 0.8, 0)
            .report()
            .endpoints()
            .get(0);
    assertThat(enough.verdict()).isEqualTo(Verdict.MEETS_GOAL);
    assertThat(enough.available()).isEqualTo(200);
    EndpointResult few =
        Cases.of(plan).add(19, true, 0.8, 0).add(300, false, 0.2, 0).report().endpoints().get(0);
    assertThat(few.verdict()).isEqualTo(Verdict.NOT_POWERED_TO_CERTIFY);
    assertThat(few.sentence()).startsWith("covid: AUROC 1.00 (95 % CI ").contains("19 of ");
  }

  @Test
  void a_claim_that_cannot_be_estimated_is_not_certified() {
    EndpointResult claim =
        Cases.of(plan("sensitivity", "screening", true))
            .add(60, false, 0.2, 0)
            .report()
            .endpoints()
            .get(0);
    assertThat(claim.verdict()).isEqualTo(Verdict.NOT_POWERED_TO_CERTIFY);
    assertThat(claim.available()).isZero();
    assertThat(claim.sentence()).contains("is not estimable (no positive images)");
  }
}
