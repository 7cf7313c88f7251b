package org.fedval.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.fedval.evaluation.support.Cohort.AP;
import static org.fedval.evaluation.support.Cohort.F;
import static org.fedval.evaluation.support.Cohort.M;
import static org.fedval.evaluation.support.Cohort.OTHER;
import static org.fedval.evaluation.support.Cohort.PA;
import static org.fedval.evaluation.support.Images.row;

import java.util.List;
import java.util.Objects;
import org.fedval.evaluation.binom.GoalTest;
import org.fedval.evaluation.binom.ProportionSampleSize;
import org.fedval.evaluation.binom.Wilson;
import org.fedval.evaluation.compare.PValues;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.report.PooledResults.PowerRow;
import org.fedval.evaluation.support.Images;
import org.fedval.evaluation.support.Studies;
import org.junit.jupiter.api.Test;

class CertificationTest {
  private static final double GOAL = 0.8;
  private static final double ALPHA = 0.025;
  private static final int NEEDED = (int) ProportionSampleSize.required(GOAL, 0.9, ALPHA, 0.8);
  private static final Endpoint CLAIM =
      new Endpoint("covid", "sensitivity", "screening", GOAL, 0.9, ALPHA, 0.8, true);

  private static Images images(Endpoint... claims) {
    return new Images(Studies.plan(claims).with(Analyses.standard()), 6);
  }

  private static Images level(Images images, int hits, int misses, int sex, int view) {
    return images.add(hits, true, 0.9, sex, view).add(misses, true, 0.1, sex, view);
  }

  private static Images negatives(Images images) {
    return images.add(60, false, 0.2, F, AP).add(60, false, 0.2, M, PA);
  }

  private static PowerRow power(PooledResults results, String subgroup) {
    return results.power().stream()
        .filter(r -> r.subgroup().equals(subgroup))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void a_level_meets_the_goal_only_if_its_p_value_adjusted_by_holm_does() {
    // z = 3.4 and 2.6; the levels of view are the same images again
    Images images = images(CLAIM);
    level(images, 347, 53, F, AP);
    level(images, 341, 59, M, PA);
    PooledResults results = negatives(images).results();
    MetricRow f = row(results, "sensitivity", "sex=F", "screening", null);
    MetricRow m = row(results, "sensitivity", "sex=M", "screening", null);
    double[] raw = {
      GoalTest.scoreP(347, 400, GOAL),
      GoalTest.scoreP(341, 400, GOAL),
      GoalTest.scoreP(347, 400, GOAL),
      GoalTest.scoreP(341, 400, GOAL)
    };
    double[] adjusted = PValues.holm(raw);

    assertThat(f.pValue()).isEqualTo(raw[0]);
    assertThat(f.pAdjusted()).isEqualTo(adjusted[0]);
    assertThat(m.pAdjusted()).isEqualTo(adjusted[1]);
    assertThat(f.verdict()).isEqualTo(Verdict.MEETS_GOAL);
    assertThat(power(results, "sex=F").familySize()).isEqualTo(4);
  }

  @Test
  void a_level_that_meets_the_goal_alone_may_not_do_so_among_others() {
    int n = 400;
    int critical = n;
    while (Wilson.interval(critical - 1, n, Normal.oneSided(ALPHA)).lower() > GOAL) {
      critical--;
    }
    Images images = images(CLAIM);
    level(images, critical, n - critical, F, AP);
    level(images, critical, n - critical, M, PA);
    PooledResults results = negatives(images).results();
    MetricRow f = row(results, "sensitivity", "sex=F", "screening", null);

    assertThat(f.pValue()).isLessThanOrEqualTo(ALPHA);
    assertThat(f.pAdjusted()).isGreaterThan(ALPHA);
    assertThat(f.verdict()).isEqualTo(Verdict.INCONCLUSIVE);
    assertThat(f.reason()).contains("not after Holm's adjustment over 4 subgroups");
    assertThat(row(results, "sensitivity", "all", "screening", null).verdict())
        .isEqualTo(Verdict.MEETS_GOAL);
  }

  @Test
  void a_level_without_power_is_neither_pass_nor_fail_and_not_in_the_family() {
    Images images = images(CLAIM);
    level(images, 380, 20, F, AP);
    level(images, 15, 15, M, AP);
    PooledResults results = negatives(images).results();
    MetricRow m = row(results, "sensitivity", "sex=M", "screening", null);

    assertThat(m.verdict()).isEqualTo(Verdict.NOT_POWERED_TO_CERTIFY);
    assertThat(m.reason()).endsWith("even so the upper bound is below the goal");
    assertThat(m.pValue()).isNull();
    assertThat(m.pAdjusted()).isNull();
    assertThat(power(results, "sex=M").certifiable()).isFalse();
    assertThat(power(results, "sex=F").familySize()).isEqualTo(2);
    assertThat(row(results, "sensitivity", "sex=F", "screening", null).pAdjusted())
        .isEqualTo(
            PValues.holm(GoalTest.scoreP(380, 400, GOAL), GoalTest.scoreP(395, 430, GOAL))[0]);
    assertThat(metrics(results, "sensitivity_simultaneous")).containsExactly("sex=F", "view=AP");
    List<MetricRow> judged =
        results.estimates().stream()
            .filter(r -> r.subgroup().equals("sex=M") && r.verdict() != null)
            .filter(r -> r.verdict() != Verdict.NOT_POWERED_TO_CERTIFY)
            .toList();
    assertThat(judged).isEmpty();
  }

  private static List<String> metrics(PooledResults results, String metric) {
    return results.estimates().stream()
        .filter(r -> r.metric().equals(metric))
        .map(MetricRow::subgroup)
        .toList();
  }

  @Test
  void a_withheld_level_is_not_in_the_family_and_its_power_row_holds_no_number() {
    Images images = images(CLAIM);
    level(images, 380, 20, F, AP);
    level(images, 300, 20, M, AP);
    images.add(4, true, 0.9, OTHER, AP);
    PooledResults results = negatives(images).results();

    // the partner of the small level is withheld too: F stays
    assertThat(power(results, "sex=F").familySize()).isEqualTo(2);
    for (String level : List.of("sex=M", "sex=other")) {
      PowerRow row = power(results, level);
      assertThat(row.status()).isEqualTo(Status.SUPPRESSED);
      assertThat(row.available()).isNull();
      assertThat(row.effective()).isNull();
      assertThat(row.power()).isNull();
      assertThat(row.certifiable()).isNull();
      assertThat(row.designEffect()).isNull();
    }
  }

  @Test
  void patients_with_several_images_need_more_of_them() {
    Images images = images(CLAIM);
    // every patient has three images with one result: a design effect of about three
    images.patients(2 * NEEDED / 3, 3, true, 0.9, F, AP).patients(10, 3, true, 0.1, F, AP);
    PooledResults results = negatives(images).results();
    PowerRow row = power(results, "all");

    assertThat(row.available()).isGreaterThan(NEEDED);
    assertThat(Objects.requireNonNull(row.designEffect())).isCloseTo(3, within(0.1));
    assertThat(row.effective()).isCloseTo(row.available() / row.designEffect(), within(1e-9));
    assertThat(row.effective()).isLessThan(NEEDED);
    assertThat(row.certifiable()).isFalse();
    MetricRow all = row(results, "sensitivity", "all", "screening", null);
    assertThat(all.verdict()).isEqualTo(Verdict.NOT_POWERED_TO_CERTIFY);
    assertThat(all.reason()).contains("and they are worth");
    assertThat(results.endpoints().get(0).verdict()).isEqualTo(Verdict.NOT_POWERED_TO_CERTIFY);
  }

  @Test
  void images_of_a_patient_each_are_worth_what_they_are() {
    Endpoint area = new Endpoint("covid", "auroc", null, 0.7, 0.9, ALPHA, 0.8, false);
    Images images = images(CLAIM, area);
    level(images, 77, 13, F, AP);
    PooledResults results = negatives(images).results();

    assertThat(results.power())
        .filteredOn(r -> r.subgroup().equals("all"))
        .hasSize(2)
        .allMatch(r -> Double.valueOf(1).equals(r.designEffect()))
        .allMatch(r -> r.effective() == (double) r.available());
  }

  @Test
  void where_every_image_is_found_a_patient_counts_once() {
    Images images = images(CLAIM);
    images.patients(NEEDED / 3, 6, true, 0.9, F, AP);
    PooledResults results = negatives(images).results();

    assertThat(power(results, "all").designEffect()).isEqualTo(6);
    assertThat(row(results, "sensitivity", "all", "screening", null).verdict())
        .isEqualTo(Verdict.NOT_POWERED_TO_CERTIFY);
  }

  @Test
  void the_power_of_the_power_table_reaches_its_target_exactly_where_it_certifies() {
    for (int n : new int[] {NEEDED, NEEDED + 40}) {
      Images images = images(CLAIM);
      level(images, n, 0, F, AP);
      PowerRow row = power(negatives(images).results(), "all");
      assertThat(row.power()).isGreaterThanOrEqualTo(0.8);
      assertThat(row.certifiable()).isTrue();
      assertThat(row.needed()).isEqualTo(NEEDED);
    }
    Images images = images(CLAIM);
    level(images, 40, 0, F, AP);
    assertThat(power(negatives(images).results(), "all").power()).isLessThan(0.8);
  }

  @Test
  void simultaneous_intervals_are_bonferronis_over_the_family() {
    Images images = images(CLAIM);
    level(images, 380, 20, F, AP);
    level(images, 330, 20, M, PA);
    MetricRow row =
        row(negatives(images).results(), "sensitivity_simultaneous", "sex=F", "screening", null);
    double z = Normal.twoSided(1 - 0.05 / 4);

    assertThat(row.ciMethod()).isEqualTo("wilson_bonferroni");
    assertThat(row.ciLow()).isEqualTo(Wilson.interval(380, 400, z).lower());
    assertThat(row.ciHigh()).isEqualTo(Wilson.interval(380, 400, z).upper());
    assertThat(row.verdict()).isNull();
  }

  @Test
  void co_primary_claims_are_judged_each_at_its_own_level() {
    Endpoint other = new Endpoint("covid", "specificity", "screening", 0.8, 0.9, ALPHA, 0.8, true);
    Images images = images(CLAIM, other);
    level(images, 380, 20, F, AP);
    images.add(380, false, 0.1, F, AP).add(20, false, 0.9, F, AP);
    PooledResults both = images.results();
    Images alone = images(CLAIM);
    level(alone, 380, 20, F, AP);
    alone.add(380, false, 0.1, F, AP).add(20, false, 0.9, F, AP);

    assertThat(row(both, "sensitivity", "sex=F", "screening", null))
        .isEqualTo(row(alone.results(), "sensitivity", "sex=F", "screening", null));
  }

  @Test
  void an_area_is_tested_where_its_bound_lies_on_the_goal() {
    Endpoint area = new Endpoint("covid", "auroc", null, 0.7, 0.9, ALPHA, 0.8, true);
    Images images = images(area);
    for (int i = 0; i < 80; i++) {
      images.add(1, true, 0.3 + 0.008 * i, F, AP).add(1, false, 0.1 + 0.008 * i, F, AP);
    }
    MetricRow row = row(images.results(), "auroc", "sex=F", null, null);
    double a = Objects.requireNonNull(row.value());
    double se = Objects.requireNonNull(row.se());
    double z = (Math.log(a / (1 - a)) - Math.log(0.7 / 0.3)) * a * (1 - a) / se;

    assertThat(row.ciMethod()).isEqualTo("delong_logit");
    assertThat(row.pValue()).isCloseTo(Normal.upperTail(z), within(1e-9));
  }
}
