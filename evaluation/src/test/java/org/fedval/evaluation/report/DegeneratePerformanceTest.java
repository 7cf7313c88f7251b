package org.fedval.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.fedval.evaluation.report.Simulated.RULE_IN;
import static org.fedval.evaluation.report.Simulated.SCREENING;

import java.util.Objects;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.junit.jupiter.api.Test;

/** A status with a reason instead of an exception, a NaN or an interval of no width. */
class DegeneratePerformanceTest {
  private static final StudyPlan PLAN = Simulated.plan(3);

  private static PooledResults of(Simulated cohort) {
    PooledResults results = cohort.report();
    for (MetricRow r : results.estimates()) {
      assertThat(
              Stream.of(r.value(), r.ciLow(), r.ciHigh(), r.se(), r.pValue())
                  .filter(Objects::nonNull))
          .as("%s", r)
          .allMatch(Double::isFinite);
      if (r.status() != Status.OK) {
        assertThat(r.reason()).as("%s", r).isNotBlank();
        assertThat(r.value()).as("%s", r).isNull();
      }
      if (r.ciLow() != null) {
        assertThat(r.ciLow()).as("%s", r).isLessThan(r.ciHigh());
        assertThat(r.value()).as("%s", r).isBetween(r.ciLow(), r.ciHigh());
      }
    }
    results.curves().forEach(DegeneratePerformanceTest::requireFinite);
    return results;
  }

  private static void requireFinite(PooledResults.RocCurveData curve) {
    FindingCurves f = curve.further();
    assertThat(
            f.decisions().stream()
                .flatMap(d -> Stream.of(d.model(), d.all()))
                .flatMapToDouble(b -> DoubleStream.of(b.low(), b.value(), b.high())))
        .allMatch(Double::isFinite);
    f.predictiveValues().stream()
        .flatMap(c -> c.points().stream())
        .flatMap(p -> Stream.of(p.ppv(), p.npv()))
        .forEach(b -> assertThat(b.value()).isBetween(b.low(), b.high()));
  }

  private static void notEstimable(
      PooledResults r, String reason, String metric, OperatingPoint point, String parameter) {
    MetricRow row = Simulated.row(r, metric, point, parameter);
    assertThat(row.status()).as(metric).isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(row.reason()).as(metric).contains(reason);
  }

  private static MetricRow ok(
      PooledResults r, double value, String metric, OperatingPoint point, String parameter) {
    MetricRow row = Simulated.row(r, metric, point, parameter);
    assertThat(row.status()).as(metric).isEqualTo(Status.OK);
    assertThat(row.value()).as(metric).isEqualTo(value);
    return row;
  }

  @Test
  void without_positives_nothing_that_compares_classes_is_estimated() {
    PooledResults r = of(new Simulated(PLAN).add(60, false, 0.1, 0).add(20, false, 0.5, 1));

    for (String metric :
        new String[] {
          "auroc_within_site",
          "average_precision",
          "auprc",
          "calibration_slope",
          "calibration_intercept",
          "calibration_in_the_large",
          "brier_scaled"
        }) {
      assertThat(Simulated.row(r, metric, null, null).status())
          .as(metric)
          .isEqualTo(Status.NOT_ESTIMABLE);
    }
    notEstimable(r, "no positive images", "auprc", null, null);
    notEstimable(r, "no positive images", "youden_index", SCREENING, null);
    notEstimable(r, "no positive images", "lr_positive", SCREENING, null);
    notEstimable(r, "no positive images", "ppv_at_prevalence", SCREENING, "prevalence=0.05");
    notEstimable(r, "no positive images", "sensitivity_abstain_wrong", null, "abstain=0.4..0.6");
    ok(r, 0.75, "accuracy", SCREENING, null);
    ok(r, 0.75, "abstention_coverage", null, "abstain=0.4..0.6");
    assertThat(Simulated.row(r, "brier", null, null).value()).isPositive();
    assertThat(r.curves()).isEmpty();
  }

  @Test
  void without_negatives_precision_says_nothing() {
    PooledResults r = of(new Simulated(PLAN).add(60, true, 0.7, 0));

    notEstimable(r, "no negative images", "average_precision", null, null);
    notEstimable(r, "no negative images", "mcc", SCREENING, null);
    ok(r, 1, "f1", SCREENING, null);
    ok(r, 1, "accuracy", SCREENING, null);
  }

  @Test
  void without_any_image_every_row_says_so() {
    PooledResults r = of(new Simulated(PLAN));

    assertThat(r.estimates()).allMatch(row -> row.status() == Status.NOT_ESTIMABLE);
    notEstimable(r, "no labelled images", "brier", null, null);
    notEstimable(r, "no labelled images", "ece", null, "bins=10 equal width");
    notEstimable(r, "no labelled images", "risk_coverage_area", SCREENING, null);
    notEstimable(r, "no labelled images", "net_benefit", null, "threshold=0.2");
  }

  @Test
  void one_image_of_a_class_has_values_and_no_variance() {
    StudyPlan two = Simulated.plan(2, new DisclosureRules(2, 3, 1, 3));
    PooledResults r =
        of(new Simulated(two).add(4, true, 0.7, 0).add(30, false, 0.2, 0).add(10, false, 0.9, 0));

    MetricRow within = Simulated.row(r, "auroc_within_site", null, null);
    assertThat(within.status()).isEqualTo(Status.OK);
    assertThat(within.ciLow()).isNull();
    assertThat(within.reason()).contains("a class of one image");
    notEstimable(r, "fewer than 3 hospitals", "auroc", null, "recalibration=platt");
  }

  @Test
  void equal_scores_have_no_slope_and_the_prevalence_as_precision() {
    PooledResults r = of(new Simulated(PLAN).add(30, true, 0.2, 0).add(90, false, 0.2, 0));

    ok(r, 0.25, "average_precision", null, null);
    ok(r, 0.5, "auroc_within_site", null, null);
    notEstimable(r, "one bin", "calibration_slope", null, null);
    assertThat(Simulated.row(r, "calibration_in_the_large", null, null).status())
        .isEqualTo(Status.OK);
    ok(r, 0, "f1", SCREENING, null);
    notEstimable(r, "no image was called positive", "mcc", SCREENING, null);
    notEstimable(r, "no true positive", "lr_positive", SCREENING, null);
    MetricRow youden = ok(r, 0, "youden_index", SCREENING, null);
    assertThat(youden.ciLow()).as("no interval of zero width").isNull();
    assertThat(youden.reason()).contains("same value");
  }

  @Test
  void perfect_separation_gives_one_without_an_interval_of_zero_width() {
    PooledResults r = of(new Simulated(PLAN).add(40, true, 0.9, 0).add(60, false, 0.1, 1));

    assertThat(ok(r, 1, "auroc_within_site", null, null).ciLow()).isNull();
    assertThat(ok(r, 1, "average_precision", null, null).ciLow()).isNull();
    ok(r, 1, "auroc_partial_standardised", null, "specificity>=0.9");
    notEstimable(r, "separates", "calibration_slope", null, null);
    notEstimable(r, "separates", "calibration_intercept", null, null);
    notEstimable(r, "no fit", "calibration_slope", null, "raw scores");
    notEstimable(r, "no false positive", "lr_positive", RULE_IN, null);
    notEstimable(r, "is 0", "diagnostic_odds_ratio", RULE_IN, null);
    assertThat(Simulated.row(r, "ppv_at_prevalence", RULE_IN, "prevalence=0.05").ciMethod())
        .isEqualTo("mercaldo_adjusted");
    notEstimable(r, "no level has", "auroc_adjusted", null, "covariate=sex");
    ok(r, 0, "selective_error", null, "abstain=0.4..0.6");
    assertThat(r.curves()).hasSize(1);
  }

  @Test
  void a_band_that_holds_everything_leaves_no_error_to_speak_of() {
    PooledResults r = of(new Simulated(PLAN).add(40, true, 0.5, 0).add(60, false, 0.5, 0));

    ok(r, 0, "abstention_coverage", null, "abstain=0.4..0.6");
    notEstimable(r, "no image is decided", "selective_error", null, "abstain=0.4..0.6");
    notEstimable(r, "0, 0.5 or 1", "spiegelhalter_z", null, null);
  }

  @Test
  void scores_of_zero_and_one_are_cut_and_counted() {
    PooledResults r =
        of(
            new Simulated(PLAN)
                .add(30, true, 1, 0)
                .add(20, true, 0, 0)
                .add(30, false, 0, 0)
                .add(20, false, 1, 0));

    MetricRow slope = Simulated.row(r, "calibration_slope", null, null);
    assertThat(slope.status()).isEqualTo(Status.OK);
    assertThat(slope.reason()).startsWith("100 images");
  }
}
