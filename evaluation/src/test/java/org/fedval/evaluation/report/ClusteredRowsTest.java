package org.fedval.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.fedval.evaluation.support.Cohort.AP;
import static org.fedval.evaluation.support.Cohort.F;
import static org.fedval.evaluation.support.Cohort.M;
import static org.fedval.evaluation.support.Images.row;

import java.util.Objects;
import org.fedval.evaluation.binom.Wilson;
import org.fedval.evaluation.clinical.NetBenefit;
import org.fedval.evaluation.cluster.ClusteredProportion;
import org.fedval.evaluation.confusion.Confusion;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.plan.Analyses;
import org.fedval.evaluation.plan.Endpoint;
import org.fedval.evaluation.support.Images;
import org.fedval.evaluation.support.Studies;
import org.junit.jupiter.api.Test;

class ClusteredRowsTest {
  private static final double Z = Normal.twoSided(0.95);

  private static Images images(Endpoint... endpoints) {
    return new Images(Studies.plan(endpoints).with(Analyses.standard()), 6);
  }

  @Test
  void a_clustered_share_is_the_ratio_estimate_over_patients_of_its_own_class() {
    Images images = images();
    ClusteredProportion.Builder found = new ClusteredProportion.Builder();
    ClusteredProportion.Builder cleared = new ClusteredProportion.Builder();
    for (int p = 0; p < 60; p++) {
      for (int k = 0; k <= p % 4; k++) {
        // at the threshold a call is positive
        double score = (p + k) % 3 == 0 ? 0.3 : 0.1 + 0.01 * (p % 7);
        images.image(p % 6, "p" + p, true, score, p % 2, AP);
        images.image(p % 6, "p" + p, false, score, p % 2, AP);
        if (p % 2 == F) {
          found.add(p, score >= 0.3);
          cleared.add(p, score < 0.3);
        }
      }
    }
    PooledResults results = images.results();
    check(row(results, "sensitivity_clustered", "sex=F", "screening", null), found);
    check(row(results, "specificity_clustered", "sex=F", "screening", null), cleared);
  }

  private static void check(MetricRow row, ClusteredProportion.Builder of) {
    ClusteredProportion share = ClusteredProportion.of(of.sums());
    assertThat(row.value()).isEqualTo(share.value());
    assertThat(row.ciLow()).isEqualTo(share.interval(Z).lower());
    assertThat(row.ciHigh()).isEqualTo(share.interval(Z).upper());
    assertThat(row.se()).isEqualTo(Math.sqrt(share.variance().orElseThrow()));
  }

  @Test
  void where_all_images_are_found_the_interval_counts_patients() {
    PooledResults results =
        images()
            .patients(20, 5, true, 0.9, F, AP)
            .add(30, false, 0.1, F, AP)
            .add(10, false, 0.1, M, AP)
            .results();
    MetricRow row = row(results, "sensitivity_clustered", "all", "screening", null);

    assertThat(row.value()).isEqualTo(1);
    assertThat(row.ciLow()).isEqualTo(Wilson.interval(20, 20, Z).lower());
    assertThat(row(results, "sensitivity_clustered", "sex=M", "screening", null).reason())
        .isEqualTo("no positive images");
  }

  /** One image a patient: the sum of squares is that of independent images. */
  @Test
  void influences_of_single_images_give_the_errors_of_independent_ones_at_each_point() {
    PooledResults results =
        images()
            .add(60, true, 0.9, F, AP)
            .add(25, true, 0.4, F, AP)
            .add(15, true, 0.1, F, AP)
            .add(20, false, 0.9, F, AP)
            .add(30, false, 0.4, F, AP)
            .add(90, false, 0.1, F, AP)
            .results();
    check(results, "screening", 0.3, new Confusion(85, 15, 50, 90));
    check(results, "balanced", 0.5, new Confusion(60, 40, 20, 120));
  }

  private static void check(PooledResults results, String point, double t, Confusion c) {
    double factor = Math.sqrt(240.0 / 239);
    double se = c.sensitivity().orElseThrow();
    double sp = c.specificity().orElseThrow();
    double balanced = Math.sqrt(se * (1 - se) / 100 + sp * (1 - sp) / 140) / 2 * factor;
    double benefit = new NetBenefit(c, t).standardError() * factor;

    assertThat(error(results, "balanced_accuracy", point)).isCloseTo(balanced, within(1e-9));
    assertThat(error(results, "net_benefit", point)).isCloseTo(benefit, within(1e-9));
    MetricRow f1 = row(results, "f1_clustered", "all", point, null);
    assertThat(f1.value()).isEqualTo(c.f1().orElseThrow());
    assertThat(f1.ciLow())
        .isCloseTo(f1.value() - Z * Objects.requireNonNull(f1.se()), within(1e-12));
    assertThat(row(results, "mcc_clustered", "all", point, null).value())
        .isEqualTo(c.mcc().orElseThrow());
  }

  private static double error(PooledResults results, String metric, String point) {
    return Objects.requireNonNull(row(results, metric + "_clustered", "all", point, null).se());
  }

  @Test
  void the_tipping_point_is_the_last_right_call_that_the_claim_can_spare() {
    Endpoint found = new Endpoint("covid", "sensitivity", "screening", 0.8, 0.9, 0.025, 0.8, false);
    Endpoint cleared =
        new Endpoint("covid", "specificity", "balanced", 0.8, 0.9, 0.025, 0.8, false);
    PooledResults results =
        images(found, cleared)
            .add(190, true, 0.9, F, AP)
            .add(10, true, 0.1, F, AP)
            .add(150, false, 0.1, F, AP)
            .add(50, false, 0.9, F, AP)
            .results();
    MetricRow row =
        row(results, "label_noise_tipping_point", "all", "screening", "metric=sensitivity");
    double z = Normal.oneSided(0.025);
    long flips = Math.round(Objects.requireNonNull(row.value()));

    assertThat(Wilson.interval(190 - flips, 200, z).lower()).isLessThanOrEqualTo(0.8);
    assertThat(Wilson.interval(190 - flips + 1, 200, z).lower()).isGreaterThan(0.8);
    assertThat(
            row(results, "label_noise_tipping_point", "all", "balanced", "metric=specificity")
                .value())
        .isZero();
  }

  @Test
  void a_margin_lies_between_0_and_1() {
    for (double margin : new double[] {0, 1, Double.NaN}) {
      assertThatThrownBy(
              () -> new Endpoint("covid", "auroc", null, 0.7, 0.8, 0.025, 0.8, false, margin))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("margin");
    }
  }
}
