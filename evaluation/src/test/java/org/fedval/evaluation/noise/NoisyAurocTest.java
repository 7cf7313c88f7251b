package org.fedval.evaluation.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.fedval.evaluation.dist.Interval;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.AurocInterval;
import org.fedval.evaluation.roc.ClassHistograms;
import org.junit.jupiter.api.Test;

class NoisyAurocTest {
  private static final double Z = Normal.twoSided(0.95);
  private static final int BINS = 16;

  @Test
  void without_noise_it_is_the_exact_area_with_newcombes_interval() {
    long[] positives = {40, 2, 8, 10, 20};
    long[] negatives = {60, 30, 15, 10, 5};
    Auroc exact =
        Auroc.of(new ClassHistograms(new long[] {2, 8, 10, 20}, new long[] {30, 15, 10, 5}));
    NoisyEstimate estimate =
        NoisyAuroc.estimate(NoisyHistogram.of(positives, 0), NoisyHistogram.of(negatives, 0), Z)
            .orElseThrow();
    Interval interval = AurocInterval.newcombe5(exact.value(), 40, 60, Z);
    assertThat(estimate.value()).isCloseTo(exact.value(), within(1e-12));
    assertThat(estimate.interval().lower()).isCloseTo(interval.lower(), within(1e-9));
    assertThat(estimate.interval().upper()).isCloseTo(interval.upper(), within(1e-9));
  }

  @Test
  void a_class_that_is_lost_in_noise_gives_no_estimate() {
    long[] few = {4, 1, 0, 3, 0};
    long[] many = {400, 100, 100, 100, 100};
    assertThat(NoisyAuroc.estimate(NoisyHistogram.of(few, 100), NoisyHistogram.of(many, 100), Z))
        .isEmpty();
    assertThat(NoisyAuroc.estimate(NoisyHistogram.of(many, 100), NoisyHistogram.of(few, 100), Z))
        .isEmpty();
  }

  @Test
  void two_grids_cannot_be_compared() {
    assertThatThrownBy(
            () ->
                NoisyAuroc.estimate(
                    NoisyHistogram.of(new long[5], 1), NoisyHistogram.of(new long[6], 1), Z))
        .isInstanceOf(IllegalArgumentException.class);
  }

  /** Newcombe's variance is conservative, so more than 95 of 100 intervals hold the true area. */
  @Test
  void the_interval_holds_the_true_area_at_least_as_often_as_it_says() {
    RandomGenerator random = new SplittableRandom(20262);
    double area = trueArea();
    for (double sigma : new double[] {3, 10}) {
      int held = 0;
      double sum = 0;
      int runs = 1500;
      for (int run = 0; run < runs; run++) {
        NoisyHistogram positives = sample(random, 300, true, sigma);
        NoisyHistogram negatives = sample(random, 700, false, sigma);
        NoisyEstimate estimate = NoisyAuroc.estimate(positives, negatives, Z).orElseThrow();
        sum += estimate.value();
        held += estimate.interval().lower() <= area && area <= estimate.interval().upper() ? 1 : 0;
      }
      assertThat((double) held / runs).isBetween(0.94, 1.0);
      assertThat(sum / runs).isCloseTo(area, within(0.005));
    }
  }

  /** Positives are the larger of two uniform bins, negatives the smaller. */
  private static NoisyHistogram sample(
      RandomGenerator random, int images, boolean positive, double sigma) {
    long[] words = new long[1 + BINS];
    words[0] = images;
    for (int i = 0; i < images; i++) {
      int a = random.nextInt(BINS);
      int b = random.nextInt(BINS);
      words[1 + (positive ? Math.max(a, b) : Math.min(a, b))]++;
    }
    for (int w = 0; w < words.length; w++) {
      words[w] += Math.round(sigma * random.nextGaussian());
    }
    return NoisyHistogram.of(words, sigma * sigma);
  }

  private static double trueArea() {
    double area = 0;
    double squared = (double) BINS * BINS;
    for (int p = 0; p < BINS; p++) {
      for (int n = 0; n < BINS; n++) {
        double chance = (2 * p + 1) / squared * (2 * (BINS - 1 - n) + 1) / squared;
        area += n < p ? chance : n == p ? chance / 2 : 0;
      }
    }
    return area;
  }
}
