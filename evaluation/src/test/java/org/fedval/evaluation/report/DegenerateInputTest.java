package org.fedval.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.junit.jupiter.api.Test;

/** What a report shows where the textbook formula divides by nothing. */
class DegenerateInputTest {
  private static final StudyPlan PLAN =
      Cases.plan(List.of(new OperatingPoint("screening", 0.5)), List.of());

  @Test
  void without_positives_only_what_negatives_give_is_estimated() {
    PooledResults results = Cases.of(PLAN).add(30, false, 0.2).add(12, false, 0.7).report();
    assertNotEstimable(results, "auroc", "no positive images");
    assertNotEstimable(results, "sensitivity", "no positive images");
    assertThat(row(results, "specificity").value()).isEqualTo(30 / 42.0);
    assertThat(row(results, "ppv").value()).isEqualTo(0.0);
    assertThat(row(results, "npv").value()).isEqualTo(1.0);
    assertThat(row(results, "prevalence").value()).isEqualTo(0.0);
    assertThat(row(results, "sensitivity").nPositive()).isZero();
    assertThat(row(results, "sensitivity").nNegative()).isEqualTo(42);
    assertThat(results.curves()).isEmpty();
  }

  @Test
  void without_negatives_only_what_positives_give_is_estimated() {
    PooledResults results = Cases.of(PLAN).add(30, true, 0.8).report();
    assertNotEstimable(results, "auroc", "no negative images");
    assertNotEstimable(results, "specificity", "no negative images");
    assertThat(row(results, "sensitivity").value()).isEqualTo(1.0);
    assertThat(row(results, "sensitivity").ciHigh()).isEqualTo(1.0);
    assertThat(row(results, "ppv").value()).isEqualTo(1.0);
    assertNotEstimable(results, "npv", "no image was called negative");
  }

  @Test
  void without_any_case_nothing_is_estimated_and_zeros_are_shown() {
    PooledResults results = Cases.of(PLAN).unlabelled(30).report();
    for (MetricRow row : results.estimates()) {
      assertThat(row.status()).as(row.metric()).isEqualTo(Status.NOT_ESTIMABLE);
      assertThat(row.value()).isNull();
      assertThat(row.nCases()).isZero();
    }
  }

  @Test
  void equal_scores_give_one_half_with_an_interval_of_some_width() {
    PooledResults results = Cases.of(PLAN).add(30, true, 0.3).add(30, false, 0.3).report();
    MetricRow auroc = row(results, "auroc");
    assertThat(auroc.value()).isEqualTo(0.5);
    assertThat(auroc.ciMethod()).isEqualTo("newcombe5");
    assertThat(auroc.ciLow()).isLessThan(0.45);
    assertThat(auroc.ciHigh()).isGreaterThan(0.55);
    assertThat(results.curves().get(0).quantisationBound()).isEqualTo(0.5);
    assertThat(results.curves().get(0).points()).hasSize(2);
  }

  @Test
  void perfect_separation_either_way_keeps_an_interval_of_some_width() {
    MetricRow best = row(Cases.of(PLAN).add(30, true, 0.9).add(30, false, 0.1).report(), "auroc");
    MetricRow worst = row(Cases.of(PLAN).add(30, true, 0.1).add(30, false, 0.9).report(), "auroc");
    assertThat(best.value()).isEqualTo(1.0);
    assertThat(best.ciHigh()).isEqualTo(1.0);
    assertThat(best.ciLow()).isLessThan(0.99);
    assertThat(worst.value()).isEqualTo(0.0);
    assertThat(worst.ciLow()).isEqualTo(0.0);
    assertThat(worst.ciHigh()).isGreaterThan(0.01);
    assertThat(best.ciMethod()).isEqualTo("newcombe5");
  }

  @Test
  void without_a_positive_call_sensitivity_is_0_and_ppv_is_not_estimable() {
    PooledResults results = Cases.of(PLAN).add(30, true, 0.3).add(30, false, 0.1).report();
    assertThat(row(results, "sensitivity").value()).isEqualTo(0.0);
    assertThat(row(results, "sensitivity").ciLow()).isEqualTo(0.0);
    assertThat(row(results, "specificity").value()).isEqualTo(1.0);
    assertNotEstimable(results, "ppv", "no image was called positive");
    assertThat(row(results, "ppv").nPositive()).isEqualTo(30);
    assertThat(row(results, "npv").value()).isEqualTo(0.5);
  }

  @Test
  void a_score_at_the_threshold_is_a_positive_call() {
    PooledResults results = Cases.of(PLAN).add(30, true, 0.5).add(30, false, 0.5).report();
    assertThat(row(results, "sensitivity").value()).isEqualTo(1.0);
    assertThat(row(results, "specificity").value()).isEqualTo(0.0);
  }

  private static MetricRow row(PooledResults results, String metric) {
    boolean plain = metric.equals("auroc") || metric.equals("prevalence");
    return Cases.row(results, metric, "all", plain ? "" : "screening");
  }

  private static void assertNotEstimable(PooledResults results, String metric, String reason) {
    MetricRow row = row(results, metric);
    assertThat(row.status()).isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(row.reason()).isEqualTo(reason);
    assertThat(row.value()).isNull();
    assertThat(row.ciLow()).isNull();
    assertThat(row.ciMethod()).isNull();
    assertThat(row.verdict()).isNull();
  }
}
