package org.fedval.evaluation.counters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fedval.evaluation.counters.CountEquations.Dual;
import org.junit.jupiter.api.Test;

/**
 * How many hospitals hide each other behind the sums for random effects, with the totals of all
 * images and of those called right at each operating point. One reference class; the other has
 * counts of its own.
 */
class HospitalEquationsTest {
  private static final Dual TAU_SQUARED = Dual.of(123_456_789);

  /**
   * @param opened operating points whose sums over hospitals are open, the first ones
   * @param all whether the sums of likelihoods are, too
   */
  private static int fixed(int sites, int points, int opened, boolean all) {
    return CountEquations.fixed(sites, 1 + points, site -> terms(site, opened, all));
  }

  private static List<Dual> terms(Dual[] site, int opened, boolean all) {
    List<Dual> terms = new ArrayList<>(Arrays.asList(site));
    Dual one = Dual.of(1);
    for (int t = 1; t <= opened; t++) {
      Dual right = site[t];
      Dual wrong = site[0].minus(right);
      Dual variance = one.over(right).plus(one.over(wrong));
      Dual logit = right.logarithm().minus(wrong.logarithm());
      Dual atZero = one.over(variance);
      Dual atTau = one.over(variance.plus(TAU_SQUARED));
      for (Dual w : List.of(atZero, atTau)) {
        terms.add(w);
        terms.add(w.times(logit));
        terms.add(w.times(logit).times(logit));
        if (all) {
          terms.add(w.times(w).times(w));
        }
      }
      terms.add(atZero.times(atZero));
      if (all) {
        terms.add(atTau.times(atTau));
        terms.add(variance.logarithm());
        terms.add(variance.plus(TAU_SQUARED).logarithm());
      }
    }
    return terms;
  }

  @Test
  void with_each_operating_point_it_takes_as_many_hospitals_as_the_gate_asks_for() {
    for (int points = 1; points <= 5; points++) {
      for (int opened = 1; opened <= points; opened++) {
        assertThat(fixed(LayoutStructure.hidingSites(opened), points, opened, false))
            .as("%d of %d points", opened, points)
            .isZero();
      }
    }
  }

  @Test
  void one_hospital_less_would_give_all_counts_away() {
    for (int points = 1; points <= 3; points++) {
      assertThat(fixed(LayoutStructure.hidingSites(points) - 1, points, points, false))
          .isEqualTo((1 + points) * (LayoutStructure.hidingSites(points) - 1));
    }
  }

  @Test
  void the_sums_of_likelihoods_would_give_five_hospitals_away_at_one_operating_point() {
    assertThat(fixed(5, 1, 1, true)).isEqualTo(10);
  }

  @Test
  void the_numbers_of_hospitals_are_those_of_the_documentation() {
    assertThat(List.of(1, 2, 3, 4, 5, 6, 16).stream().map(LayoutStructure::hidingSites))
        .containsExactly(5, 6, 7, 7, 7, 8, 8);
  }
}
