package org.fedval.evaluation.roc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.fedval.evaluation.dist.Normal;
import org.junit.jupiter.api.Test;

class AurocSampleSizeTest {
  private static double power(double goal, double a, double alpha, long m, long n) {
    double se = Math.sqrt(AurocSampleSize.variance(a, m, n)) / (a * (1 - a));
    double distance = Math.log(a / (1 - a)) - Math.log(goal / (1 - goal));
    return Normal.cdf(distance / se - Normal.oneSided(alpha));
  }

  @Test
  void the_answer_is_the_smallest_balanced_size_with_the_power() {
    double[][] cases = {{0.7, 0.8}, {0.8, 0.85}, {0.9, 0.95}, {0.5, 0.9}, {0.8, 0.801}};
    for (double[] c : cases) {
      long m = AurocSampleSize.requiredPerClass(c[0], c[1], 0.025, 0.8);

      assertThat(power(c[0], c[1], 0.025, m, m)).isGreaterThanOrEqualTo(0.8);
      assertThat(m <= 2 || power(c[0], c[1], 0.025, m - 1, m - 1) < 0.8).isTrue();
    }
  }

  @Test
  void more_cases_of_either_class_never_cost_power() {
    for (long m = 20; m < 200; m += 20) {
      assertThat(AurocSampleSize.variance(0.85, m, m * 10))
          .isLessThan(AurocSampleSize.variance(0.85, m, m));
      assertThat(AurocSampleSize.variance(0.85, m * 10, m))
          .isLessThan(AurocSampleSize.variance(0.85, m, m));
    }
  }

  @Test
  void a_single_pair_has_the_variance_of_one_draw() {
    assertThat(AurocSampleSize.variance(0.8, 1, 1)).isCloseTo(0.16, within(1e-15));
  }

  @Test
  void the_variance_is_that_of_exponential_scores() {
    // A = 0.75: two positives above one negative 0.75/1.25 = 0.6, one positive above two
    // negatives 2 * 0.5625/1.75 = 9/14; m = 3, n = 5
    double want = (0.1875 + 2 * (0.6 - 0.5625) + 4 * (9 / 14.0 - 0.5625)) / 15;

    assertThat(AurocSampleSize.variance(0.75, 3, 5)).isCloseTo(want, within(1e-15));
  }
}
