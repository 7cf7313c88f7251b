package org.fedval.evaluation.binom;

import static org.assertj.core.api.Assertions.assertThat;

import org.fedval.evaluation.dist.Interval;
import org.fedval.evaluation.dist.Normal;
import org.junit.jupiter.api.Test;

class WilsonTest {
  @Test
  void wilson_end_points_are_exact_and_every_interval_holds_its_estimate() {
    double z = Normal.twoSided(0.95);
    for (long n = 1; n <= 400; n++) {
      assertThat(Wilson.interval(0, n, z).lower()).isEqualTo(0);
      assertThat(Wilson.interval(n, n, z).upper()).isEqualTo(1);
      for (long k = 0; k <= n; k += 1 + n / 20) {
        Interval interval = Wilson.interval(k, n, z);
        assertThat((double) k / n).isBetween(interval.lower(), interval.upper());
        assertThat(interval.upper()).isGreaterThan(interval.lower());
      }
    }
  }
}
