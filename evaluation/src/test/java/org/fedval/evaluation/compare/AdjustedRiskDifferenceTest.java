package org.fedval.evaluation.compare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.fedval.evaluation.sums.ExactSums;
import org.junit.jupiter.api.Test;

class AdjustedRiskDifferenceTest {
  private static AdjustedRiskDifference of(long[]... sites) {
    ExactSums sums = ExactSums.zero(AdjustedRiskDifference.LENGTH);
    for (long[] n : sites) {
      sums = sums.plus(AdjustedRiskDifference.ofSite(n[0], n[1], n[2], n[3]));
    }
    return AdjustedRiskDifference.of(sums).orElseThrow();
  }

  @Test
  void one_site_gives_the_difference_of_its_proportions() {
    AdjustedRiskDifference one = of(new long[] {30, 40, 20, 50});

    assertThat(one.value()).isCloseTo(30.0 / 40 - 20.0 / 50, within(1e-11));
    // Sato: (RD * P + Q) / W^2 with P = -23.(8), Q = (30*30 + 20*10)/180, W = 40*50/90
    double p = (40.0 * 40 * 20 - 50.0 * 50 * 30 + 40.0 * 50 * (50 - 40) / 2) / (90 * 90);
    double q = (30.0 * 30 + 20.0 * 10) / 180;
    double w = 40.0 * 50 / 90;
    assertThat(one.standardError()).isCloseTo(Math.sqrt(0.35 * p + q) / w, within(1e-11));
    assertThat(one.interval(2).upper() - one.value())
        .isCloseTo(2 * one.standardError(), within(1e-12));
    assertThat(one.p().orElseThrow()).isBetween(0.0001, 0.001);
  }

  @Test
  void a_site_without_one_of_the_groups_adds_nothing() {
    assertThat(AdjustedRiskDifference.ofSite(3, 9, 0, 0)).isEqualTo(ExactSums.zero(4));
    assertThat(AdjustedRiskDifference.ofSite(0, 0, 3, 9)).isEqualTo(ExactSums.zero(4));
    assertThat(AdjustedRiskDifference.of(AdjustedRiskDifference.ofSite(3, 9, 0, 0))).isEmpty();
  }

  @Test
  void the_longer_terms_with_the_odds_ratio_hold_the_same_difference() {
    ExactSums all = MantelHaenszel.ofSite(7, 11, 5, 13).plus(MantelHaenszel.ofSite(1, 4, 8, 9));
    AdjustedRiskDifference two = of(new long[] {7, 11, 5, 13}, new long[] {1, 4, 8, 9});

    assertThat(MantelHaenszel.of(all).riskDifference()).isEqualTo(two.value());
    assertThat(MantelHaenszel.of(all).riskDifferenceError()).isEqualTo(two.standardError());
  }

  @Test
  void a_variance_of_zero_is_not_taken_from_rounding() {
    AdjustedRiskDifference apart = of(new long[] {7, 7, 0, 11}, new long[] {3, 3, 0, 13});

    assertThat(apart.value()).isEqualTo(1);
    assertThat(apart.standardError()).isZero();
    assertThat(apart.p()).isEmpty();
  }
}
