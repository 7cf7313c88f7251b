package org.fedval.evaluation.binom;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.fedval.evaluation.dist.Normal;
import org.junit.jupiter.api.Test;

class ProportionSampleSizeTest {
  private static final double Z = Normal.oneSided(0.025);

  @Test
  void power_stays_at_the_target_from_the_answer_on_and_misses_it_just_before() {
    double[][] cases = {{0.75, 0.85, 0.8}, {0.8, 0.9, 0.9}, {0.5, 0.6, 0.8}, {0.9, 0.97, 0.8}};
    for (double[] c : cases) {
      long n = ProportionSampleSize.required(c[0], c[1], 0.025, c[2]);

      assertThat(ProportionSampleSize.power(n - 1, c[0], c[1], Z)).isLessThan(c[2]);
      for (long more = n; more < 20 * n; more++) {
        assertThat(ProportionSampleSize.power(more, c[0], c[1], Z)).isGreaterThanOrEqualTo(c[2]);
      }
    }
  }

  @Test
  void the_critical_count_is_the_smallest_whose_lower_bound_lies_above_the_goal() {
    for (long n : new long[] {1, 2, 10, 66, 150, 1000}) {
      long k = ProportionSampleSize.criticalCount(n, 0.75, Z);

      assertThat(k == 0 || Wilson.interval(k - 1, n, Z).lower() <= 0.75).isTrue();
      assertThat(k == n + 1 || Wilson.interval(k, n, Z).lower() > 0.75).isTrue();
    }
  }

  @Test
  void power_by_summing_the_binomial_terms_is_the_same() {
    long n = 66;
    long k = ProportionSampleSize.criticalCount(n, 0.75, Z);
    double sum = 0;
    double term = Math.pow(0.85, n);
    for (long i = n; i >= k; i--) {
      sum += term;
      term *= i * 0.15 / ((n - i + 1) * 0.85);
    }

    assertThat(k).isEqualTo(57);
    assertThat(ProportionSampleSize.power(n, 0.75, 0.85, Z)).isCloseTo(sum, within(1e-12));
  }

  @Test
  void a_gap_too_narrow_to_search_gives_a_safe_size_at_once() {
    assertThat(ProportionSampleSize.required(0.8, 0.8001, 0.025, 0.8))
        .isGreaterThan(ProportionSampleSize.SEARCH_LIMIT);
  }
}
