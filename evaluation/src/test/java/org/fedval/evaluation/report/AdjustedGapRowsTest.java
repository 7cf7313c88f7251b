package org.fedval.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.fedval.evaluation.support.Images.row;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.SplittableRandom;
import org.fedval.evaluation.compare.AdjustedRiskDifference;
import org.fedval.evaluation.compare.PValues;
import org.fedval.evaluation.counters.CaseTable;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.SlotCounts;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.sums.ExactSums;
import org.fedval.evaluation.support.Images;
import org.fedval.evaluation.support.Studies;
import org.junit.jupiter.api.Test;

/** Contrasts of a level with all other images within each hospital. */
class AdjustedGapRowsTest {
  private static final int SITES = 7;
  private static final int F = 0;
  private static final int M = 1;
  private static final StudyPlan PLAN = Studies.plan().with(Analyses.standard());

  /** Hits of n positives, and false calls of n negatives, at the screening point. */
  private static void images(Images at, int site, int sex, int n, int hits, int falseCalls) {
    for (int i = 0; i < n; i++) {
      String name = site + "-" + sex + "-" + i;
      at.image(site, "p" + name, true, i < hits ? 0.4 : 0.2, sex, 0);
      at.image(site, "n" + name, false, i < falseCalls ? 0.4 : 0.1, sex, 0);
    }
  }

  /** Hits in F are {@code 4 + s} of 12, in M {@code 10 + s} of 20; one false call in each. */
  private static Images hospitals(int sites) {
    Images images = new Images(PLAN, sites);
    for (int s = 0; s < sites; s++) {
      images(images, s, F, 12, 4 + s, 1);
      images(images, s, M, 20, 10 + s, 3);
    }
    return images;
  }

  private static MetricRow adjusted(PooledResults results, String metric, String level) {
    return row(results, metric + "_gap_adjusted", level, "screening", null);
  }

  @Test
  void a_row_is_the_difference_of_the_terms_of_every_hospital_to_the_last_digit() {
    ExactSums sensitivity = ExactSums.zero(AdjustedRiskDifference.LENGTH);
    ExactSums specificity = ExactSums.zero(AdjustedRiskDifference.LENGTH);
    for (int s = 0; s < SITES; s++) {
      sensitivity = sensitivity.plus(AdjustedRiskDifference.ofSite(4 + s, 12, 10 + s, 20));
      specificity = specificity.plus(AdjustedRiskDifference.ofSite(11, 12, 17, 20));
    }
    PooledResults results = hospitals(SITES).results();
    double z = Normal.twoSided(0.95);

    for (String metric : List.of("sensitivity", "specificity")) {
      MetricRow row = adjusted(results, metric, "sex=F");
      AdjustedRiskDifference want =
          AdjustedRiskDifference.of(metric.equals("sensitivity") ? sensitivity : specificity)
              .orElseThrow();
      assertThat(row.status()).isEqualTo(Status.OK);
      assertThat(row.value()).isEqualTo(want.value());
      assertThat(row.se()).isEqualTo(want.standardError());
      assertThat(row.ciLow()).isEqualTo(want.interval(z).lower());
      assertThat(row.ciHigh()).isEqualTo(want.interval(z).upper());
      assertThat(row.ciMethod()).isEqualTo("mantel_haenszel_sato");
      assertThat(row.pValue()).isEqualTo(want.p().orElseThrow());
      assertThat(row.nPositive()).isEqualTo(12L * SITES);
    }
    assertThat(adjusted(results, "sensitivity", "sex=M").value())
        .isCloseTo(
            -Objects.requireNonNull(adjusted(results, "sensitivity", "sex=F").value()),
            within(1e-12));
  }

  @Test
  void a_gap_that_comes_from_different_hospitals_alone_is_gone() {
    Images images = new Images(PLAN, SITES);
    for (int s = 0; s < SITES; s++) {
      boolean good = s < 3;
      images(images, s, F, good ? 40 : 10, good ? 36 : 2, 0);
      images(images, s, M, good ? 10 : 40, good ? 9 : 8, 0);
    }
    PooledResults results = images.results();

    assertThat(row(results, "sensitivity_gap", "sex=F", "screening", null).value())
        .isGreaterThan(0.2);
    assertThat(adjusted(results, "sensitivity", "sex=F").value()).isCloseTo(0, within(1e-12));
  }

  @Test
  void rows_keep_every_digit_in_whatever_order_hospitals_are_added() {
    SplittableRandom random = new SplittableRandom(3);
    Images images = new Images(PLAN, SITES);
    for (int i = 0; i < 1_500; i++) {
      boolean positive = random.nextInt(3) == 0;
      images.add(
          1, positive, random.nextDouble() * 0.8 + (positive ? 0.2 : 0), random.nextInt(4), i % 3);
    }
    List<CaseTable> tables = new ArrayList<>(images.tables());
    PooledResults first = first(tables);
    Collections.shuffle(tables, new Random(9));

    assertThat(first(tables).estimates()).isEqualTo(first.estimates());
    assertThat(adjusted(first, "specificity", "view=PA").status()).isEqualTo(Status.OK);
  }

  private static PooledResults first(List<CaseTable> tables) {
    CounterLayout layout = CounterLayout.of(PLAN);
    PooledCounts counts =
        PooledCounts.of(
            Studies.sum(tables.stream().map(t -> SlotCounts.first(layout, t)).toList()));
    return ReportAssembler.assemble(PLAN, layout, counts);
  }

  @Test
  void p_values_of_all_levels_are_one_family() {
    PooledResults results = hospitals(SITES).results();
    List<MetricRow> rows =
        results.estimates().stream()
            .filter(r -> r.metric().equals("sensitivity_gap_adjusted"))
            .filter(r -> r.finding().equals("covid") && "screening".equals(r.operatingPoint()))
            .filter(r -> r.pValue() != null)
            .toList();
    double[] p = rows.stream().mapToDouble(r -> Objects.requireNonNull(r.pValue())).toArray();

    assertThat(rows).hasSize(2);
    assertThat(rows.stream().mapToDouble(r -> Objects.requireNonNull(r.pAdjusted())).toArray())
        .isEqualTo(PValues.benjaminiHochberg(p));
  }

  @Test
  void fewer_hospitals_than_hide_each_other_give_no_number() {
    MetricRow row = adjusted(hospitals(5).results(), "sensitivity", "sex=F");

    assertThat(row.status()).isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(row.value()).isNull();
    assertThat(row.reason()).isEqualTo("fewer than 6 hospitals contribute");
  }

  @Test
  void a_hospital_with_one_of_both_groups_alone_does_not_count() {
    Images images = hospitals(5);
    Images seven = new Images(PLAN, SITES);
    for (int s = 0; s < 5; s++) {
      images(seven, s, F, 12, 4 + s, 1);
      images(seven, s, M, 20, 10 + s, 3);
    }
    images(seven, 5, F, 20, 10, 1);
    images(seven, 6, M, 20, 10, 1);

    assertThat(adjusted(seven.results(), "sensitivity", "sex=F").reason())
        .isEqualTo("fewer than 6 hospitals contribute");
    assertThat(images.tables()).hasSize(5);
  }

  @Test
  void numbers_of_one_place_alone_have_no_contrast_of_hospitals() {
    CounterLayout layout = CounterLayout.of(PLAN);
    List<CaseTable> tables = hospitals(1).tables();
    PooledCounts counts = PooledCounts.unsuppressed(SlotCounts.first(layout, tables.get(0)));
    PooledResults results = ReportAssembler.assemble(PLAN, layout, counts);

    assertThat(row(results, "sensitivity_gap", "sex=F", "screening", null).status())
        .isEqualTo(Status.OK);
    assertThat(adjusted(results, "sensitivity", "sex=F").status()).isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(adjusted(results, "sensitivity", "sex=F").value()).isNull();
  }

  @Test
  void a_withheld_level_and_the_one_withheld_for_its_sake_have_no_number() {
    Images images = hospitals(SITES);
    images.image(0, "few", true, 0.4, 2, 0);
    PooledResults results = images.results();

    for (String level : List.of("sex=F", "sex=other")) {
      MetricRow row = adjusted(results, "specificity", level);
      assertThat(row.status()).isEqualTo(Status.SUPPRESSED);
      assertThat(row.value()).isNull();
      assertThat(row.nCases()).isNull();
    }
    assertThat(adjusted(results, "sensitivity", "sex=M").status()).isEqualTo(Status.OK);
  }

  @Test
  void a_class_that_is_empty_in_the_level_or_outside_of_it_is_not_estimable() {
    PooledResults results = hospitals(SITES).results();

    assertThat(adjusted(results, "sensitivity", "sex=unknown").status())
        .isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(adjusted(results, "sensitivity", "sex=unknown").reason())
        .isEqualTo("no images of a class");
    assertThat(adjusted(results, "specificity", "view=AP").reason())
        .isEqualTo("no images of a class outside this level");
  }

  @Test
  void calls_that_are_all_right_give_a_difference_without_an_interval() {
    Images images = new Images(PLAN, SITES);
    for (int s = 0; s < SITES; s++) {
      images(images, s, F, 12, 12, 0);
      images(images, s, M, 20, 20, 0);
    }
    MetricRow row = adjusted(images.results(), "sensitivity", "sex=F");

    assertThat(row.value()).isZero();
    assertThat(row.ciLow()).isNull();
    assertThat(row.pValue()).isNull();
    assertThat(row.reason()).isEqualTo("no interval: Sato's variance is 0");
  }
}
