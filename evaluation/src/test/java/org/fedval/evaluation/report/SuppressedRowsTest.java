package org.fedval.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.junit.jupiter.api.Test;

class SuppressedRowsTest {
  private static final int F = 0;
  private static final int M = 1;
  private static final int OTHER = 2;
  private static final int UNKNOWN = 3;
  private static final StudyPlan PLAN =
      Cases.plan(List.of(new OperatingPoint("screening", 0.5)), List.of(Cases.SEX));

  /** Four men with the finding: too few, and so one more level of the positives must go. */
  private static Cases fewPositiveMen() {
    return Cases.of(PLAN)
        .add(40, true, 0.8, F)
        .add(4, true, 0.8, M)
        .add(20, true, 0.8, UNKNOWN)
        .add(50, false, 0.2, F)
        .add(60, false, 0.2, M)
        .add(30, false, 0.2, UNKNOWN);
  }

  @Test
  void a_row_appears_once_for_each_finding_metric_subgroup_and_operating_point_in_plan_order() {
    List<MetricRow> rows = fewPositiveMen().report().estimates();
    List<String> metrics =
        List.of("auroc", "sensitivity", "specificity", "ppv", "npv", "prevalence");
    List<String> expected =
        Stream.of("all", "sex=F", "sex=M", "sex=other", "sex=unknown")
            .flatMap(s -> metrics.stream().map(m -> s + " " + m))
            .toList();
    assertThat(rows.stream().map(r -> r.subgroup() + " " + r.metric())).isEqualTo(expected);
    assertThat(rows).allMatch(r -> (r.operatingPoint() == null) == isPlain(r));
  }

  @Test
  void a_small_class_takes_every_row_that_needs_it_and_leaves_the_other_class() {
    PooledResults results = fewPositiveMen().report();
    for (String metric : List.of("auroc", "sensitivity", "ppv", "npv", "prevalence")) {
      MetricRow row = row(results, metric, "sex=M");
      assertThat(row.status()).as(metric).isEqualTo(Status.SUPPRESSED);
      assertThat(row.reason()).as(metric).contains("fewer than 10 patients").doesNotContain("4");
    }
    MetricRow specificity = row(results, "specificity", "sex=M");
    assertThat(specificity.value()).isEqualTo(1.0);
    assertThat(specificity.nNegative()).isEqualTo(60);
    assertThat(specificity.nPatients()).isEqualTo(60);
    assertThat(specificity.nPositive()).isNull();
    assertThat(specificity.nCases()).isNull();
  }

  @Test
  void a_second_level_is_withheld_so_that_the_small_one_is_no_difference() {
    MetricRow partner = row(fewPositiveMen().report(), "sensitivity", "sex=unknown");
    assertThat(partner.status()).isEqualTo(Status.SUPPRESSED);
    assertThat(partner.reason())
        .isEqualTo("withheld so that a suppressed level cannot be computed from the others");
  }

  @Test
  void a_level_without_patients_is_a_published_zero() {
    MetricRow empty = row(fewPositiveMen().report(), "specificity", "sex=other");
    assertThat(empty.status()).isEqualTo(Status.NOT_ESTIMABLE);
    assertThat(empty.reason()).isEqualTo("no negative images");
    assertThat(empty.nNegative()).isZero();
    assertThat(empty.nPatients()).isZero();
  }

  @Test
  void no_number_of_a_closed_cell_is_in_any_row_whatever_the_counts() {
    for (long seed = 0; seed < 150; seed++) {
      Random random = new Random(seed);
      Cases cases = Cases.of(PLAN);
      for (int level : new int[] {F, M, OTHER, UNKNOWN}) {
        cases.add(random.nextInt(25), true, random.nextDouble(), level);
        cases.add(random.nextInt(25), false, random.nextDouble(), level);
      }
      cases.unlabelled(random.nextInt(20), F).exclude(random.nextInt(20), Exclusion.NOT_DICOM);
      PooledCounts counts = cases.add(30, false, 0.1, F).pooled();
      PooledResults results = ReportAssembler.assemble(PLAN, counts.layout(), counts);
      for (MetricRow row : results.estimates()) {
        requireNothingOfClosedCells(row, counts, seed);
      }
    }
  }

  private static void requireNothingOfClosedCells(MetricRow row, PooledCounts counts, long seed) {
    boolean positivesClosed = closed(counts, Cell.Kind.POSITIVE, row.subgroup());
    boolean negativesClosed = closed(counts, Cell.Kind.NEGATIVE, row.subgroup());
    boolean needsPositives = !row.metric().equals("specificity");
    boolean needsNegatives = !row.metric().equals("sensitivity");
    boolean withheld = needsPositives && positivesClosed || needsNegatives && negativesClosed;
    String where = "seed " + seed + ": " + row;
    assertThat(row.status() == Status.SUPPRESSED).as(where).isEqualTo(withheld);
    if (withheld) {
      assertThat(
              Stream.of(
                      row.value(),
                      row.ciLow(),
                      row.ciHigh(),
                      row.ciMethod(),
                      row.nCases(),
                      row.nPatients(),
                      row.nPositive(),
                      row.nNegative(),
                      row.verdict())
                  .allMatch(Objects::isNull))
          .as(where)
          .isTrue();
    }
    assertThat(positivesClosed && row.nPositive() != null).as(where).isFalse();
    assertThat(negativesClosed && row.nNegative() != null).as(where).isFalse();
    assertThat((positivesClosed || negativesClosed) && row.nCases() != null).as(where).isFalse();
  }

  private static boolean closed(PooledCounts counts, Cell.Kind kind, String subgroup) {
    Cell cell =
        subgroup.equals("all")
            ? Cell.overall(kind, Cases.FINDING)
            : Cell.level(kind, Cases.FINDING, "sex", subgroup.substring("sex=".length()));
    return counts.state(counts.layout().indexOf(cell)) == PooledCounts.State.SUPPRESSED;
  }

  @Test
  void a_withheld_claim_has_no_curve_and_no_verdict() {
    StudyPlan plan =
        Cases.with(
            PLAN,
            new Endpoint(Cases.FINDING, "sensitivity", "screening", 0.8, 0.9, 0.025, 0.8, true));
    PooledResults results = Cases.of(plan).add(5, true, 0.8, F).add(60, false, 0.2, F).report();
    assertThat(results.curves()).isEmpty();
    PooledResults.EndpointResult claim = results.endpoints().get(0);
    assertThat(claim.verdict()).isNull();
    assertThat(claim.available()).isNull();
    assertThat(claim.sentence())
        .isEqualTo(
            "covid: sensitivity at screening is withheld (fewer than 10 patients), "
                + "goal at least 0.80: not judged.");
  }

  private static boolean isPlain(MetricRow row) {
    return row.metric().equals("auroc") || row.metric().equals("prevalence");
  }

  private static MetricRow row(PooledResults results, String metric, String subgroup) {
    boolean plain = metric.equals("auroc") || metric.equals("prevalence");
    return Cases.row(results, metric, subgroup, plain ? "" : "screening");
  }
}
