package org.fedval.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.evaluation.counters.ReferenceLabel.NEGATIVE;
import static org.fedval.evaluation.counters.ReferenceLabel.POSITIVE;
import static org.fedval.evaluation.support.Cohort.AP;
import static org.fedval.evaluation.support.Cohort.F;
import static org.fedval.evaluation.support.Cohort.row;

import java.util.List;
import org.fedval.evaluation.support.Cohort;
import org.fedval.evaluation.support.Studies;
import org.junit.jupiter.api.Test;

/** A status instead of an exception, metric by metric. */
class EmptyClassTest {
  private static Cohort cohort() {
    return new Cohort(Studies.plan(), 4);
  }

  private static void notEstimable(PooledResults results, String reason, String... metrics) {
    for (String metric : metrics) {
      boolean plain = metric.equals("auroc") || metric.equals("prevalence");
      MetricRow row = row(results, metric, "all", plain ? null : "screening");
      assertThat(row.status()).as(metric).isEqualTo(Status.NOT_ESTIMABLE);
      assertThat(row.reason()).as(metric).isEqualTo(reason);
      assertThat(row.value()).isNull();
      assertThat(row.ciLow()).isNull();
      assertThat(row.ciMethod()).isNull();
      assertThat(row.nPositive()).isNotNull();
    }
  }

  private static void ok(PooledResults results, double value, String metric) {
    boolean plain = metric.equals("auroc") || metric.equals("prevalence");
    MetricRow row = row(results, metric, "all", plain ? null : "screening");
    assertThat(row.status()).as(metric).isEqualTo(Status.OK);
    assertThat(row.value()).as(metric).isEqualTo(value);
    assertThat(row.ciHigh()).as(metric).isGreaterThan(row.ciLow());
  }

  @Test
  void without_positives_only_what_needs_none_is_estimated_and_zero_is_published() {
    PooledResults results =
        cohort().images(30, NEGATIVE, 0.1, F, AP).images(10, NEGATIVE, 0.6, F, AP).results();

    notEstimable(results, "no positive images", "auroc", "sensitivity");
    ok(results, 0.75, "specificity");
    ok(results, 0, "ppv");
    ok(results, 1, "npv");
    ok(results, 0, "prevalence");
    assertThat(row(results, "sensitivity", "all", "screening").nPositive()).isEqualTo(0);
    assertThat(row(results, "sensitivity", "all", "screening").nPatients()).isEqualTo(0);
    assertThat(results.curves()).isEmpty();
  }

  @Test
  void without_negatives_only_what_needs_none_is_estimated() {
    PooledResults results = cohort().images(30, POSITIVE, 0.9, F, AP).results();

    notEstimable(results, "no negative images", "auroc", "specificity");
    notEstimable(results, "no image was called negative", "npv");
    ok(results, 1, "sensitivity");
    ok(results, 1, "ppv");
    ok(results, 1, "prevalence");
  }

  @Test
  void without_any_image_nothing_is_estimated_and_nothing_is_suppressed() {
    PooledResults results = cohort().results();

    notEstimable(results, "no labelled images", "auroc", "prevalence");
    notEstimable(results, "no positive images", "sensitivity");
    notEstimable(results, "no negative images", "specificity");
    notEstimable(results, "no image was called positive", "ppv");
    assertThat(results.estimates()).allMatch(r -> r.status() == Status.NOT_ESTIMABLE);
    assertThat(results.exclusions()).allMatch(r -> r.status() == Status.OK);
  }

  @Test
  void equal_scores_give_one_half_with_the_fallback_interval() {
    PooledResults results =
        cohort().images(30, POSITIVE, 0.2, F, AP).images(40, NEGATIVE, 0.2, F, AP).results();

    ok(results, 0.5, "auroc");
    assertThat(row(results, "auroc", "all", null).ciMethod()).isEqualTo("newcombe5");
    notEstimable(results, "no image was called positive", "ppv");
    ok(results, 0, "sensitivity");
    ok(results, 1, "specificity");
  }

  @Test
  void perfect_separation_gives_one_with_the_fallback_interval() {
    PooledResults results =
        cohort().images(30, POSITIVE, 0.9, F, AP).images(40, NEGATIVE, 0.1, F, AP).results();

    ok(results, 1, "auroc");
    assertThat(row(results, "auroc", "all", null).ciMethod()).isEqualTo("newcombe5");
    assertThat(row(results, "auroc", "all", null).ciHigh()).isEqualTo(1);
  }

  @Test
  void an_empty_level_is_zero_and_not_suppressed() {
    PooledResults results =
        cohort().images(30, POSITIVE, 0.9, F, AP).images(40, NEGATIVE, 0.1, F, AP).results();

    for (String level : List.of("sex=M", "sex=other", "sex=unknown")) {
      MetricRow row = row(results, "auroc", level, null);
      assertThat(row.status()).isEqualTo(Status.NOT_ESTIMABLE);
      assertThat(row.nCases()).isEqualTo(0);
    }
  }
}
