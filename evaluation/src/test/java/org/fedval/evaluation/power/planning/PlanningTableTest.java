package org.fedval.evaluation.power.planning;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fedval.evaluation.binom.ProportionSampleSize;
import org.fedval.evaluation.flow.AttritionStep;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.evaluation.roc.AurocSampleSize;
import org.junit.jupiter.api.Test;

class PlanningTableTest {
  private static final Subgroup SEX = new Subgroup("sex", List.of("F", "M"));
  private static final Endpoint SENSITIVITY =
      new Endpoint("covid", "sensitivity", "screening", 0.75, 0.85, 0.025, 0.8, true);
  private static final Endpoint AUROC =
      new Endpoint("covid", "auroc", null, 0.75, 0.85, 0.025, 0.8, false);
  private static final ExpectedLoss QUARTER =
      new ExpectedLoss(
          List.of(
              new ExpectedLoss.Step(AttritionStep.REFERENCE_MISSING, 0.0625),
              new ExpectedLoss.Step(AttritionStep.INELIGIBLE, 0.2)));

  @Test
  void a_gap_from_85_to_75_percent_needs_250_a_group_and_425_among_ten() {
    GapPlan gap = gap(Assumptions.NONE, 66, 400);

    assertThat(gap.exactSize()).isCloseTo(249.9819675048576, within(1e-4));
    assertThat(gap.size()).isEqualTo(250);
    assertThat(gap.exactSizeAdjusted()).isCloseTo(424.4658229922167, within(1e-4));
    assertThat(gap.sizeAdjusted()).isEqualTo(425);
  }

  @Test
  void sixty_six_positives_give_30_percent_power_and_a_half_width_of_0_086() {
    GapPlan.Expected expected = gap(Assumptions.NONE, 66, 400).expected();

    assertThat(expected.effective()).isEqualTo(66);
    assertThat(expected.power()).isCloseTo(0.29876206306556086, within(1e-6));
    assertThat(expected.waldHalfWidth()).isCloseTo(0.08614522618533625, within(1e-12));
    assertThat(expected.wilsonHalfWidth()).isCloseTo(0.086, within(0.0005));
    assertThat(expected.powerAdjusted()).isLessThan(expected.power());
  }

  @Test
  void loss_and_design_effect_shrink_what_is_expected_before_power_is_computed() {
    GapPlan gap = gap(new Assumptions(2, 0.5, QUARTER, null, null), 132, 400);

    assertThat(gap.groups().get(0).analysed()).isEqualTo(ExpectedCount.of(99));
    assertThat(gap.expected().effective()).isEqualTo(66);
    assertThat(gap.total()).isEqualTo(new CollectionTotal(250, 375, 500, 50_000L));
  }

  @Test
  void twenty_five_thousand_images_hold_250_positives_at_one_percent() {
    assertThat(gap(Assumptions.NONE, 66, 400).total().total()).isEqualTo(25_000);
  }

  @Test
  void a_level_is_certifiable_only_with_the_cases_that_the_verdict_will_ask_for() {
    long needed = ProportionSampleSize.required(0.75, 0.85, 0.025, 0.8);
    long adjusted = ProportionSampleSize.required(0.75, 0.85, 0.0125, 0.8);

    ClaimPlan claim = claim(SENSITIVITY, Assumptions.NONE, adjusted, needed, needed - 1);

    assertThat(claim.family()).isEqualTo(2);
    assertThat(row(claim, "all").needed()).isEqualTo(needed);
    assertThat(row(claim, "all").neededAdjusted()).isEqualTo(needed);
    assertThat(row(claim, "sex=F").neededAdjusted()).isEqualTo(adjusted).isGreaterThan(needed);
    assertThat(row(claim, "all").support()).isEqualTo(Support.CERTIFIABLE);
    assertThat(row(claim, "sex=F").support()).isEqualTo(Support.CERTIFIABLE_UNADJUSTED);
    assertThat(row(claim, "sex=M").support()).isEqualTo(Support.NOT_POWERED);
    assertThat(row(claim, "sex=M").shortBy()).isEqualTo(1);
    assertThat(row(claim, "sex=F").prospects().power()).isGreaterThanOrEqualTo(0.8);
    assertThat(row(claim, "sex=F").prospects().powerAdjusted()).isLessThan(0.8);
    assertThat(row(claim, "all").prospects().exactTest().attainedAlpha()).isLessThan(0.025);
  }

  @Test
  void images_of_one_patient_are_worth_less_than_their_number() {
    long needed = ProportionSampleSize.required(0.75, 0.85, 0.025, 0.8);
    Assumptions twoImages = new Assumptions(2, 0.5, ExpectedLoss.NONE, null, null);

    ClaimPlan claim = claim(SENSITIVITY, twoImages, needed, needed, needed);

    assertThat(row(claim, "all").support()).isEqualTo(Support.NOT_POWERED);
    assertThat(claim.total().images()).isEqualTo((long) Math.ceil(needed * 1.5));
    assertThat(row(claim, "all").shortBy()).isEqualTo(claim.total().images() - needed);
  }

  @Test
  void a_stated_family_replaces_the_number_of_levels() {
    Assumptions ten = new Assumptions(1, 0, ExpectedLoss.NONE, 10, null);

    ClaimPlan claim = claim(SENSITIVITY, ten, 1000, 500, 500);

    assertThat(row(claim, "sex=F").neededAdjusted())
        .isEqualTo(ProportionSampleSize.required(0.75, 0.85, 0.0025, 0.8));
  }

  @Test
  void a_count_that_nobody_gave_is_unknown_and_not_zero() {
    ClaimRow row = row(claim(SENSITIVITY, Assumptions.NONE, 1000, 500, null), "sex=M");

    assertThat(row.support()).isEqualTo(Support.NOT_GIVEN);
    assertThat(row.prospects()).isNull();
    assertThat(row.shortBy()).isNull();
    assertThat(row.needed()).isPositive();
    assertThat(row.cases().get(0).effective()).isNull();
  }

  @Test
  void a_suppressed_count_gives_no_number_of_any_kind() {
    ExpectedCounts counts =
        counts(
            Map.of("all", both(1000), "sex=F", both(500), "sex=M", suppressed()),
            Assumptions.NONE,
            List.of(compared(1)));

    PlanningTable table = table(SENSITIVITY, counts);

    ClaimRow row = row(table.claims().get(0), "sex=M");
    assertThat(row.support()).isEqualTo(Support.SUPPRESSED);
    assertThat(row.prospects()).isNull();
    assertThat(row.shortBy()).isNull();
    assertThat(table.gaps().get(0).expected()).isNull();
    assertThatThrownBy(() -> row.cases().get(0).analysed().images())
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  void a_level_below_the_minimum_cell_would_be_withheld_and_none_at_all_is_not_powered() {
    ClaimPlan few = claim(SENSITIVITY, Assumptions.NONE, 1000, 9, 0L);

    assertThat(row(few, "sex=F").support()).isEqualTo(Support.WITHHELD);
    assertThat(row(few, "sex=F").prospects()).isNull();
    assertThat(row(few, "sex=M").support()).isEqualTo(Support.NOT_POWERED);
    assertThat(row(few, "sex=M").prospects().power()).isZero();
  }

  @Test
  void an_auroc_needs_both_classes_and_its_levels_are_not_judged_unless_the_plan_says_so() {
    long needed = AurocSampleSize.requiredPerClass(0.75, 0.85, 0.025, 0.8);

    ClaimPlan claim = claim(AUROC, Assumptions.NONE, needed, 50, 50);

    assertThat(claim.family()).isEqualTo(1);
    assertThat(row(claim, "all").cases()).hasSize(2);
    assertThat(row(claim, "all").prospects().power()).isBetween(0.8, 0.81);
    assertThat(row(claim, "all").prospects().halfWidth()).isBetween(0.03, 0.12);
    assertThat(row(claim, "sex=F").support()).isEqualTo(Support.NOT_JUDGED);
    assertThat(row(claim, "sex=F").needed()).isNull();
    assertThat(claim.totalPerLevel()).isNull();
  }

  @Test
  void levels_outside_the_plan_count_only_where_images_are_expected() {
    Map<String, ClassCounts> strata = new HashMap<>(Map.of("all", both(1000)));
    strata.put("sex=other", both(40));
    strata.put("sex=unknown", both(0));

    ClaimPlan claim =
        table(SENSITIVITY, counts(strata, Assumptions.NONE, List.of())).claims().get(0);

    assertThat(claim.rows())
        .extracting(ClaimRow::stratum)
        .containsExactly("all", "sex=F", "sex=M", "sex=other");
    assertThat(claim.family()).isEqualTo(3);
  }

  @Test
  void the_waterfall_loses_each_image_once_and_in_the_order_of_precedence() {
    ExpectedCounts counts =
        counts(
            Map.of("all", new ClassCounts(ExpectedCount.of(132), ExpectedCount.of(868))),
            new Assumptions(1, 0, QUARTER, null, null),
            List.of());

    Waterfall fall = table(SENSITIVITY, counts).waterfalls().get(0);

    assertThat(fall.all()).isEqualTo(ExpectedCount.of(1000));
    assertThat(fall.losses())
        .containsExactly(
            new Waterfall.Loss(AttritionStep.INELIGIBLE, 200, 800),
            new Waterfall.Loss(AttritionStep.REFERENCE_MISSING, 50, 750));
    assertThat(fall.analysed()).isEqualTo(ExpectedCount.of(750));
    assertThat(fall.classes()).hasSize(1);
    assertThat(fall.classes().get(0).bars().get(0).analysed()).isEqualTo(ExpectedCount.of(99));
    assertThat(fall.classes().get(0).bars().get(1).analysed()).isEqualTo(ExpectedCount.NOT_GIVEN);
  }

  @Test
  void whole_products_are_not_rounded_to_the_next_number() {
    Assumptions m = new Assumptions(1.2, 0.5, QUARTER, null, null);

    assertThat(m.designEffect().inflate(250)).isEqualTo(275);
    assertThat(QUARTER.before(75)).isEqualTo(100);
    assertThat(QUARTER.analysed(100)).isEqualTo(75);
  }

  private static GapPlan gap(Assumptions assumptions, long first, long second) {
    ExpectedCounts counts =
        new ExpectedCounts(
            Map.of("covid", Map.of("sex=F", both(first), "sex=M", both(second))),
            Map.of("covid", 0.01),
            assumptions,
            List.of(compared(10)));
    return table(SENSITIVITY, counts).gaps().get(0);
  }

  private static GapComparison compared(int family) {
    return new GapComparison(
        "women and men",
        "covid",
        ImageClass.POSITIVE,
        List.of("sex=F", "sex=M"),
        0.85,
        0.75,
        0.05,
        0.8,
        family);
  }

  private static ClaimPlan claim(
      Endpoint endpoint, Assumptions assumptions, long all, long women, Number men) {
    Map<String, ClassCounts> strata = new HashMap<>();
    strata.put("all", both(all));
    strata.put("sex=F", both(women));
    if (men != null) {
      strata.put("sex=M", both(men.longValue()));
    }
    return table(endpoint, counts(strata, assumptions, List.of())).claims().get(0);
  }

  private static PlanningTable table(Endpoint endpoint, ExpectedCounts counts) {
    return PlanningTable.of(List.of("covid"), List.of(SEX), List.of(endpoint), 10, counts);
  }

  private static ExpectedCounts counts(
      Map<String, ClassCounts> strata, Assumptions assumptions, List<GapComparison> gaps) {
    return new ExpectedCounts(Map.of("covid", strata), Map.of(), assumptions, gaps);
  }

  private static ClassCounts both(long n) {
    return new ClassCounts(ExpectedCount.of(n), ExpectedCount.of(n));
  }

  private static ClassCounts suppressed() {
    return new ClassCounts(ExpectedCount.SUPPRESSED, ExpectedCount.SUPPRESSED);
  }

  private static ClaimRow row(ClaimPlan claim, String stratum) {
    return claim.rows().stream()
        .filter(row -> row.stratum().equals(stratum))
        .findFirst()
        .orElseThrow();
  }
}
