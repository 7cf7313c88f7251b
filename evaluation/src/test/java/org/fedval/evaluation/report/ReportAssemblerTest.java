package org.fedval.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.fedval.evaluation.counters.ReferenceLabel.NEGATIVE;
import static org.fedval.evaluation.counters.ReferenceLabel.POSITIVE;
import static org.fedval.evaluation.support.Cohort.AP;
import static org.fedval.evaluation.support.Cohort.F;
import static org.fedval.evaluation.support.Cohort.M;
import static org.fedval.evaluation.support.Cohort.OTHER;
import static org.fedval.evaluation.support.Cohort.PA;
import static org.fedval.evaluation.support.Cohort.row;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fedval.evaluation.binom.Wilson;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.dist.Interval;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.report.PooledResults.ExclusionRow;
import org.fedval.evaluation.support.Cohort;
import org.fedval.evaluation.support.Studies;
import org.junit.jupiter.api.Test;

class ReportAssemblerTest {
  /** F: 40 TP, 10 FN, 6 FP, 54 TN at screening; M the same; four of another sex. */
  private static Cohort cohort() {
    Cohort cohort = new Cohort(Studies.plan(), 4);
    for (int sex : new int[] {F, M}) {
      cohort
          .images(30, POSITIVE, 0.9, sex, AP)
          .images(10, POSITIVE, 0.3, sex, PA)
          .images(10, POSITIVE, 0.29, sex, PA)
          .images(6, NEGATIVE, 0.4, sex, AP)
          .images(54, NEGATIVE, 0.1, sex, PA);
    }
    return cohort;
  }

  @Test
  void there_is_exactly_one_row_for_each_finding_metric_subgroup_and_operating_point() {
    PooledResults results = cohort().results();
    Set<List<String>> keys = new HashSet<>();
    results
        .estimates()
        .forEach(
            r ->
                keys.add(
                    List.of(
                        r.finding(),
                        r.metric(),
                        r.subgroup(),
                        String.valueOf(r.operatingPoint()))));

    int strata = 1 + 4 + 4;
    assertThat(results.estimates()).hasSize(2 * strata * (2 + 4 * 2));
    assertThat(keys).hasSize(results.estimates().size());
    assertThat(results.estimates().stream().map(MetricRow::metric).distinct())
        .containsExactly("auroc", "sensitivity", "specificity", "ppv", "npv", "prevalence");
    assertThat(results.estimates().stream().map(MetricRow::subgroup).distinct())
        .containsExactly(
            "all",
            "sex=F",
            "sex=M",
            "sex=other",
            "sex=unknown",
            "view=AP",
            "view=PA",
            "view=other",
            "view=unknown");
  }

  @Test
  void proportions_are_counted_at_the_threshold_itself() {
    PooledResults results = cohort().results();

    check(row(results, "sensitivity", "all", "screening"), 80, 100);
    check(row(results, "sensitivity", "sex=F", "screening"), 40, 50);
    check(row(results, "sensitivity", "all", "balanced"), 60, 100);
    check(row(results, "specificity", "all", "screening"), 108, 120);
    check(row(results, "specificity", "all", "balanced"), 120, 120);
    check(row(results, "ppv", "all", "screening"), 80, 92);
    check(row(results, "npv", "sex=M", "screening"), 54, 64);
    check(row(results, "prevalence", "all", null), 100, 220);
  }

  private static void check(MetricRow row, long k, long n) {
    Interval wilson = Wilson.interval(k, n, Normal.twoSided(0.95));
    assertThat(row.status()).isEqualTo(Status.OK);
    assertThat(row.value()).isEqualTo((double) k / n);
    assertThat(row.ciLow()).isEqualTo(wilson.lower());
    assertThat(row.ciHigh()).isEqualTo(wilson.upper());
    assertThat(row.ciMethod()).isEqualTo("wilson");
    assertThat(row.verdict()).isNull();
    assertThat(row.reason()).isNull();
  }

  @Test
  void counts_stand_beside_each_estimate() {
    MetricRow sensitivity = row(cohort().results(), "sensitivity", "sex=F", "screening");
    MetricRow auroc = row(cohort().results(), "auroc", "all", null);

    assertThat(sensitivity.nCases()).isEqualTo(110);
    assertThat(sensitivity.nPositive()).isEqualTo(50);
    assertThat(sensitivity.nNegative()).isEqualTo(60);
    assertThat(sensitivity.nPatients()).isEqualTo(50);
    assertThat(auroc.nCases()).isEqualTo(220);
    assertThat(auroc.nPatients()).isNull();
  }

  @Test
  void the_auroc_has_a_delong_logit_interval_and_a_curve_that_integrates_to_it() {
    PooledResults results = cohort().results();
    MetricRow auroc = row(results, "auroc", "all", null);
    var curve = results.curves().get(0);

    // positives: 60 at .9, 20 at .3, 20 at .29; negatives: 12 at .4, 108 at .1
    assertThat(auroc.value()).isCloseTo((60 * 120 + 40 * 108) / 12_000.0, within(1e-12));
    assertThat(auroc.ciMethod()).isEqualTo("delong_logit");
    double area = 0;
    for (int i = 1; i < curve.points().size(); i++) {
      var a = curve.points().get(i - 1);
      var b = curve.points().get(i);
      area += (b.fpr() - a.fpr()) * (a.tpr() + b.tpr()) / 2;
    }
    assertThat(area).isCloseTo(auroc.value(), within(1e-12));
    assertThat(curve.points().get(0)).isEqualTo(new PooledResults.RocPoint(0, 0));
    assertThat(curve.points().get(curve.points().size() - 1))
        .isEqualTo(new PooledResults.RocPoint(1, 1));
    assertThat(curve.quantisationBound()).isZero();
    assertThat(results.curves()).hasSize(1);
  }

  @Test
  void a_level_under_ten_patients_is_suppressed_and_takes_the_smallest_other_with_it() {
    PooledResults results = cohort().images(4, POSITIVE, 0.9, OTHER, AP).results();

    for (String point : List.of("screening", "balanced")) {
      MetricRow small = row(results, "sensitivity", "sex=other", point);
      MetricRow complement = row(results, "sensitivity", "sex=F", point);
      checkSuppressed(small, "fewer than 10 patients");
      checkSuppressed(
          complement, "withheld so that a suppressed level cannot be computed from the others");
      assertThat(row(results, "sensitivity", "sex=M", point).status()).isEqualTo(Status.OK);
      assertThat(row(results, "sensitivity", "all", point).nPositive()).isEqualTo(104);
    }
    checkSuppressed(row(results, "auroc", "sex=other", null), "positives: fewer than 10 patients");
    checkSuppressed(row(results, "prevalence", "sex=other", null), "positives: fewer than 10");
    checkSuppressed(row(results, "ppv", "sex=F", "screening"), "positives: withheld");
  }

  @Test
  void the_other_class_of_a_suppressed_level_is_shown_without_hinting_at_it() {
    PooledResults results = cohort().images(4, POSITIVE, 0.9, OTHER, AP).results();
    MetricRow specificity = row(results, "specificity", "sex=F", "screening");

    assertThat(specificity.status()).isEqualTo(Status.OK);
    assertThat(specificity.nNegative()).isEqualTo(60);
    assertThat(specificity.nPositive()).isNull();
    assertThat(specificity.nCases()).isNull();
    assertThat(specificity.nPatients()).isEqualTo(60);
  }

  private static void checkSuppressed(MetricRow row, String reason) {
    assertThat(row.status()).isEqualTo(Status.SUPPRESSED);
    assertThat(row.reason()).startsWith(reason);
    assertThat(row.value()).isNull();
    assertThat(row.ciLow()).isNull();
    assertThat(row.ciHigh()).isNull();
    assertThat(row.ciMethod()).isNull();
    assertThat(row.nCases()).isNull();
    assertThat(row.nPatients()).isNull();
    assertThat(row.nPositive()).isNull();
    assertThat(row.nNegative()).isNull();
    assertThat(row.verdict()).isNull();
  }

  @Test
  void a_level_at_too_few_hospitals_is_suppressed_for_that_reason() {
    PooledResults results =
        new Cohort(Studies.plan(), 4)
            .images(60, POSITIVE, 0.9, F, AP)
            .images(60, NEGATIVE, 0.1, F, AP)
            .imagesAt(0, 20, POSITIVE, 0.9, M, AP)
            .imagesAt(1, 20, POSITIVE, 0.9, M, AP)
            .results();

    checkSuppressed(
        row(results, "sensitivity", "sex=M", "screening"), "fewer than 3 hospitals contribute");
  }

  @Test
  void a_finding_without_published_cells_has_no_curve_and_says_why() {
    PooledResults results =
        new Cohort(Studies.plan(), 4)
            .images(5, POSITIVE, 0.9, F, AP)
            .images(60, NEGATIVE, 0.1, F, AP)
            .results();

    checkSuppressed(row(results, "auroc", "all", null), "positives: fewer than 10 patients");
    checkSuppressed(
        row(results, "sensitivity", "sex=M", "screening"),
        "withheld because the count of all images is withheld");
    assertThat(results.curves()).isEmpty();
  }

  @Test
  void exclusions_come_in_order_of_precedence_and_then_missing_labels_by_finding() {
    PooledResults results =
        cohort().excluded(12, Exclusion.TRANSFER_SYNTAX).excluded(3, Exclusion.NOT_DICOM).results();

    assertThat(results.exclusions()).hasSize(Exclusion.values().length + 2);
    assertThat(results.exclusions().get(0).reason()).isEqualTo("NOT_DICOM");
    assertThat(results.exclusions().get(0).status()).isEqualTo(Status.SUPPRESSED);
    assertThat(results.exclusions().get(0).nImages()).isNull();
    assertThat(results.exclusions().get(0).nPatients()).isNull();
    assertThat(results.exclusions().get(1))
        .isEqualTo(
            new ExclusionRow(
                "UNREADABLE", null, "DICOM file damaged or truncated", 0L, 0L, Status.OK));
    assertThat(results.exclusions().get(Exclusion.TRANSFER_SYNTAX.ordinal()).nImages())
        .isEqualTo(12);
    assertThat(results.exclusions().get(Exclusion.values().length).finding()).isEqualTo("covid");
    assertThat(results.exclusions().get(Exclusion.values().length).nImages()).isEqualTo(0);
    assertThat(results.exclusions().get(Exclusion.values().length + 1).reason())
        .isEqualTo("LABEL_MISSING");
    assertThat(results.exclusions().get(Exclusion.values().length + 1).finding())
        .isEqualTo("pneumonia");
    assertThat(results.exclusions().get(Exclusion.values().length + 1).nImages()).isEqualTo(220);
  }

  @Test
  void counts_of_another_study_are_refused() {
    CounterLayout layout = CounterLayout.of(Studies.plan());
    PooledCounts none = PooledCounts.of(Studies.vector(layout, List.of()));
    var other = Studies.plan(new Endpoint("covid", "auroc", null, 0.7, 0.8, 0.025, 0.8, false));

    assertThatThrownBy(() -> ReportAssembler.assemble(other, layout, none))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
