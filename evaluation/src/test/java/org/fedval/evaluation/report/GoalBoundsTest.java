package org.fedval.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.evaluation.counters.ReferenceLabel.NEGATIVE;
import static org.fedval.evaluation.counters.ReferenceLabel.POSITIVE;
import static org.fedval.evaluation.support.Cohort.AP;
import static org.fedval.evaluation.support.Cohort.F;
import static org.fedval.evaluation.support.Cohort.M;
import static org.fedval.evaluation.support.Cohort.row;

import org.fedval.evaluation.binom.ProportionSampleSize;
import org.fedval.evaluation.binom.Wilson;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.support.Cohort;
import org.fedval.evaluation.support.Studies;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class GoalBoundsTest {
  private static final double Z = Normal.oneSided(0.025);
  private static final int NEEDED = (int) ProportionSampleSize.required(0.8, 0.9, 0.025, 0.8);

  private static Endpoint sensitivity(double goal, boolean certifySubgroups) {
    return new Endpoint(
        "covid", "sensitivity", "screening", goal, goal + 0.1, 0.025, 0.8, certifySubgroups);
  }

  private static PooledResults results(Endpoint endpoint, int hits, int misses) {
    return new Cohort(Studies.plan(endpoint), 4)
        .images(hits, POSITIVE, 0.3, F, AP)
        .images(misses, POSITIVE, 0.2, F, AP)
        .images(100, NEGATIVE, 0.1, F, AP)
        .results();
  }

  private static @Nullable Verdict verdict(int hits, int misses) {
    PooledResults results = results(sensitivity(0.8, false), hits, misses);
    MetricRow row = row(results, "sensitivity", "all", "screening");
    assertThat(row.status()).isEqualTo(Status.OK);
    assertThat(results.endpoints().get(0).verdict()).isEqualTo(row.verdict());
    return row.verdict();
  }

  @Test
  void the_goal_is_met_exactly_when_the_one_sided_lower_bound_lies_above_it() {
    int n = 400;
    int critical = n;
    while (Wilson.interval(critical - 1, n, Z).lower() > 0.8) {
      critical--;
    }

    assertThat(verdict(critical, n - critical)).isEqualTo(Verdict.MEETS_GOAL);
    assertThat(verdict(critical - 1, n - critical + 1)).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void the_goal_is_missed_exactly_when_the_upper_bound_lies_below_it() {
    int n = 400;
    int critical = 0;
    while (Wilson.interval(critical + 1, n, Z).upper() < 0.8) {
      critical++;
    }

    assertThat(verdict(critical, n - critical)).isEqualTo(Verdict.FAILS_GOAL);
    assertThat(verdict(critical + 1, n - critical - 1)).isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void a_bound_equal_to_the_goal_does_not_meet_it() {
    double bound = Wilson.interval(360, 400, Z).lower();
    Endpoint endpoint =
        new Endpoint("covid", "sensitivity", "screening", bound, 0.95, 0.025, 0.8, false);

    assertThat(row(results(endpoint, 360, 40), "sensitivity", "all", "screening").verdict())
        .isEqualTo(Verdict.INCONCLUSIVE);
  }

  @Test
  void one_positive_too_few_is_not_powered_whatever_the_estimate() {
    assertThat(verdict(NEEDED, 0)).isEqualTo(Verdict.MEETS_GOAL);
    assertThat(verdict(NEEDED - 1, 0)).isEqualTo(Verdict.NOT_POWERED_TO_CERTIFY);
    assertThat(verdict(0, NEEDED - 1)).isEqualTo(Verdict.NOT_POWERED_TO_CERTIFY);
  }

  @Test
  void an_underpowered_row_says_how_many_are_needed_and_warns_below_the_goal() {
    MetricRow plain =
        row(results(sensitivity(0.8, false), 40, 10), "sensitivity", "all", "screening");
    MetricRow low =
        row(results(sensitivity(0.8, false), 10, 40), "sensitivity", "all", "screening");

    assertThat(plain.reason()).isEqualTo("50 of " + NEEDED + " positives needed");
    assertThat(plain.value()).isEqualTo(0.8);
    assertThat(low.reason())
        .isEqualTo(
            "50 of " + NEEDED + " positives needed; even so the upper bound is below the goal");
  }

  @Test
  void levels_are_judged_only_where_the_endpoint_certifies_subgroups() {
    for (boolean certify : new boolean[] {false, true}) {
      PooledResults results =
          new Cohort(Studies.plan(sensitivity(0.8, certify)), 4)
              .images(300, POSITIVE, 0.9, F, AP)
              .images(40, POSITIVE, 0.9, M, AP)
              .images(100, NEGATIVE, 0.1, F, AP)
              .results();

      assertThat(row(results, "sensitivity", "all", "screening").verdict())
          .isEqualTo(Verdict.MEETS_GOAL);
      assertThat(row(results, "sensitivity", "sex=F", "screening").verdict())
          .isEqualTo(certify ? Verdict.MEETS_GOAL : null);
      assertThat(row(results, "sensitivity", "sex=M", "screening").verdict())
          .isEqualTo(certify ? Verdict.NOT_POWERED_TO_CERTIFY : null);
      assertThat(row(results, "sensitivity", "sex=other", "screening").verdict()).isNull();
      assertThat(row(results, "sensitivity", "all", "balanced").verdict()).isNull();
      assertThat(row(results, "ppv", "all", "screening").verdict()).isNull();
    }
  }

  @Test
  void specificity_is_powered_by_negatives_and_auroc_by_the_rarer_class() {
    Endpoint specificity =
        new Endpoint("covid", "specificity", "screening", 0.8, 0.9, 0.025, 0.8, false);
    Endpoint auroc = new Endpoint("covid", "auroc", null, 0.7, 0.8, 0.025, 0.8, false);
    PooledResults results =
        new Cohort(Studies.plan(specificity, auroc), 4)
            .images(20, POSITIVE, 0.9, F, AP)
            .images(10, POSITIVE, 0.1, F, AP)
            .images(300, NEGATIVE, 0.1, F, AP)
            .images(10, NEGATIVE, 0.9, F, AP)
            .results();

    var ofSpecificity = results.endpoints().get(0);
    var ofAuroc = results.endpoints().get(1);
    assertThat(ofSpecificity.verdict()).isEqualTo(Verdict.MEETS_GOAL);
    assertThat(ofSpecificity.available()).isEqualTo(310);
    assertThat(ofSpecificity.needed()).isEqualTo(NEEDED);
    assertThat(ofAuroc.verdict()).isEqualTo(Verdict.NOT_POWERED_TO_CERTIFY);
    assertThat(ofAuroc.available()).isEqualTo(30);
    assertThat(row(results, "auroc", "all", null).reason())
        .isEqualTo("30 of " + ofAuroc.needed() + " images of the rarer class needed");
  }

  @Test
  void a_suppressed_or_empty_row_has_no_verdict_and_its_claim_says_why() {
    PooledResults suppressed = results(sensitivity(0.8, false), 4, 1);
    PooledResults empty = results(sensitivity(0.8, false), 0, 0);

    assertThat(row(suppressed, "sensitivity", "all", "screening").verdict()).isNull();
    assertThat(suppressed.endpoints().get(0).available()).isNull();
    assertThat(suppressed.endpoints().get(0).sentence())
        .startsWith(
            "covid: sensitivity at screening is withheld (fewer than 10 patients),"
                + " goal at least 0.80: not ");
    assertThat(row(empty, "sensitivity", "all", "screening").verdict()).isNull();
    assertThat(empty.endpoints().get(0).available()).isEqualTo(0);
    assertThat(empty.endpoints().get(0).sentence())
        .contains("is not estimable (no positive images)");
  }

  @Test
  void a_verdict_reads_as_a_sentence() {
    assertThat(results(sensitivity(0.8, false), 344, 56).endpoints().get(0).sentence())
        .isEqualTo(
            "covid: sensitivity at screening 0.86 (95 % CI 0.82 to 0.89), goal at least 0.80: met.");
    assertThat(results(sensitivity(0.8, false), 200, 200).endpoints().get(0).sentence())
        .endsWith("goal at least 0.80: not met.");
    assertThat(results(sensitivity(0.8, false), 325, 75).endpoints().get(0).sentence())
        .endsWith(": inconclusive.");
    assertThat(results(sensitivity(0.8, false), 40, 10).endpoints().get(0).sentence())
        .endsWith("0.80: not powered to certify, 50 of " + NEEDED + " positives needed.");
  }

  @Test
  void a_sentence_never_rounds_a_limit_onto_the_goal() {
    // 335 of 400: the lower bound is 0.798 and would read 0.80
    assertThat(results(sensitivity(0.8, false), 335, 65).endpoints().get(0).sentence())
        .contains("0.838 (95 % CI 0.798 to 0.870)")
        .endsWith("goal at least 0.80: inconclusive.");
    assertThat(results(sensitivity(0.805, false), 390, 10).endpoints().get(0).sentence())
        .contains("0.975 (95 % CI ")
        .endsWith("goal at least 0.805: met.");
  }

  @Test
  void another_significance_level_is_named() {
    Endpoint endpoint =
        new Endpoint("covid", "sensitivity", "screening", 0.8, 0.9, 0.05, 0.8, false);

    assertThat(results(endpoint, 380, 20).endpoints().get(0).sentence())
        .endsWith(": met, one-sided level 0.05.");
  }
}
