package org.fedval.evaluation.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.fedval.evaluation.binom.Wilson;
import org.fedval.evaluation.dist.Interval;
import org.fedval.evaluation.dist.Normal;
import org.junit.jupiter.api.Test;

class NoisyProportionTest {
  private static final double Z = Normal.twoSided(0.95);

  @Test
  void without_noise_it_is_wilsons_interval() {
    for (int n = 5; n < 300; n += 7) {
      for (int k = 0; k <= n; k += 3) {
        NoisyEstimate estimate =
            NoisyProportion.independent(k, n - k, 0, 0).estimate(Z).orElseThrow();
        Interval wilson = Wilson.interval(k, n, Z);
        assertThat(estimate.value()).isCloseTo((double) k / n, within(1e-12));
        assertThat(estimate.interval().lower()).isCloseTo(wilson.lower(), within(1e-9));
        assertThat(estimate.interval().upper()).isCloseTo(wilson.upper(), within(1e-9));
      }
    }
  }

  @Test
  void noise_widens_the_interval() {
    double before = 0;
    for (double variance : new double[] {0, 10, 100, 400}) {
      Interval interval =
          NoisyProportion.independent(170, 30, variance, variance)
              .estimate(Z)
              .orElseThrow()
              .interval();
      assertThat(interval.upper() - interval.lower()).isGreaterThan(before);
      before = interval.upper() - interval.lower();
    }
  }

  @Test
  void a_count_that_cannot_be_told_from_zero_gives_no_estimate() {
    assertThat(NoisyProportion.independent(5, 3, 100, 100).estimate(Z)).isEmpty();
    assertThat(NoisyProportion.independent(-5, -3, 100, 100).estimate(Z)).isEmpty();
    assertThat(NoisyProportion.independent(0, 0, 0, 0).estimate(Z)).isEmpty();
  }

  @Test
  void counts_below_zero_or_above_all_are_cut_and_never_shown() {
    NoisyEstimate none = NoisyProportion.independent(-6, 200, 25, 25).estimate(Z).orElseThrow();
    assertThat(none.value()).isZero();
    assertThat(none.interval().lower()).isZero();
    NoisyEstimate all = NoisyProportion.independent(206, -6, 25, 25).estimate(Z).orElseThrow();
    assertThat(all.value()).isEqualTo(1);
    assertThat(all.interval().upper()).isEqualTo(1);
  }

  @Test
  void the_bins_of_a_cell_share_their_noise() {
    NoisyHistogram cell = NoisyHistogram.of(new long[] {100, 20, 30, 50}, 8);
    NoisyProportion above = NoisyProportion.above(cell, 1);
    // k = 2 of B = 3 bins: 8 (2 - 4/4), 8 (1 - 1/4), -8 * 2 * 1 / 4.
    assertThat(above.k()).isCloseTo(80, within(1e-9));
    assertThat(above.varianceK()).isCloseTo(8, within(1e-9));
    assertThat(above.varianceJ()).isCloseTo(6, within(1e-9));
    assertThat(above.covariance()).isCloseTo(-4, within(1e-9));
    assertThat(NoisyProportion.below(cell, 1).k()).isCloseTo(20, within(1e-9));
  }

  /** 4,000 binomial samples in 16 bins with noise; a limit is missed in about one of twenty. */
  @Test
  void the_interval_holds_the_true_value_as_often_as_it_says() {
    RandomGenerator random = new SplittableRandom(20261);
    for (double sigma : new double[] {3, 12}) {
      int held = 0;
      int runs = 2000;
      for (int run = 0; run < runs; run++) {
        long[] words = new long[17];
        for (int image = 0; image < 400; image++) {
          words[0]++;
          int half = random.nextDouble() < 0.85 ? 9 : 1;
          words[half + random.nextInt(8)]++;
        }
        for (int w = 0; w < words.length; w++) {
          words[w] += Math.round(sigma * random.nextGaussian());
        }
        NoisyHistogram cell = NoisyHistogram.of(words, sigma * sigma);
        Optional<NoisyEstimate> estimate = NoisyProportion.above(cell, 8).estimate(Z);
        Interval interval = estimate.orElseThrow().interval();
        held += interval.lower() <= 0.85 && 0.85 <= interval.upper() ? 1 : 0;
      }
      assertThat((double) held / runs).isBetween(0.935, 0.965);
    }
  }
}
