package org.fedval.crypto.dp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.fedval.crypto.secret.SecretBytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiscreteGaussianTest {
  private static final int DRAWS = 1_000_000;
  private static final long SEED = 20_100;

  @ParameterizedTest
  @ValueSource(longs = {1, 9, 16, 100, 10_000, DiscreteGaussian.MAX_SIGMA_SQUARED})
  void mean_and_variance_are_those_of_the_distribution(long sigmaSquared) {
    long[] draws = draws(sigmaSquared);

    double mean = Arrays.stream(draws).average().orElseThrow();
    double second = Arrays.stream(draws).mapToDouble(x -> (double) x * x).average().orElseThrow();
    double fourth =
        Arrays.stream(draws).mapToDouble(x -> Math.pow((double) x, 4)).average().orElseThrow();

    double variance = variance(sigmaSquared);
    double standardError = Math.sqrt(variance / DRAWS);
    assertThat(mean).as("mean, seed %d", SEED).isCloseTo(0, within(4.5 * standardError));
    assertThat(second / variance)
        .as("variance, seed %d", SEED)
        .isCloseTo(1, within(4.5 * Math.sqrt(2.0 / DRAWS)));
    assertThat(fourth / (variance * variance))
        .as("kurtosis, seed %d", SEED)
        .isCloseTo(3, within(sigmaSquared == 1 ? 0.1 : 4.5 * Math.sqrt(96.0 / DRAWS)));
  }

  @ParameterizedTest
  @CsvSource({"1,1", "9,9", "16,16", "100,100", "2500,2500"})
  void the_frequencies_fit_the_distribution(long drawn, long expected) {
    assertThat(chiSquareScore(draws(drawn), expected)).as("seed %d", SEED).isLessThan(3.7);
  }

  /** The same test must notice a variance that is off by two hundredths. */
  @Test
  void the_fit_notices_a_slightly_wrong_variance() {
    assertThat(chiSquareScore(draws(100), 102)).isGreaterThan(5);
    assertThat(chiSquareScore(draws(102), 100)).isGreaterThan(5);
  }

  /** Rounding a continuous Gaussian is the usual mistake. */
  @Test
  void the_fit_notices_a_rounded_gaussian() {
    java.util.Random random = new java.util.Random(SEED);
    long[] rounded = new long[DRAWS];
    Arrays.setAll(rounded, n -> Math.round(random.nextGaussian()));
    assertThat(chiSquareScore(rounded, 1)).isGreaterThan(10);
  }

  @Test
  void the_same_key_gives_the_same_noise_and_another_key_does_not() {
    long[] first = new long[1000];
    long[] again = new long[1000];
    long[] other = new long[1000];
    sampler(16, 1).addTo(first, 0, 1000);
    sampler(16, 1).addTo(again, 0, 1000);
    sampler(16, 2).addTo(other, 0, 1000);
    assertThat(again).isEqualTo(first);
    assertThat(other).isNotEqualTo(first);
  }

  @Test
  void noise_is_added_to_the_stretch_and_nowhere_else() {
    long[] counts = new long[300];
    Arrays.fill(counts, 5_000);
    sampler(1000, 3).addTo(counts, 100, 200);
    assertThat(Arrays.copyOf(counts, 100)).containsOnly(5_000);
    assertThat(Arrays.copyOfRange(counts, 200, 300)).containsOnly(5_000);
    assertThat(Arrays.stream(counts, 100, 200).filter(c -> c != 5_000).count()).isGreaterThan(80);
  }

  @Test
  void variances_out_of_range_are_refused() {
    for (long bad : new long[] {0, -1, DiscreteGaussian.MAX_SIGMA_SQUARED + 1}) {
      assertThatThrownBy(() -> sampler(bad, 1)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @ParameterizedTest
  @CsvSource({"0,7", "1,3", "1,1", "5,2", "9,1", "1,1000000"})
  void an_exponential_trial_has_its_probability(long numerator, long denominator) {
    UniformDraws draws = uniform(SEED);
    int hits = 0;
    for (int n = 0; n < DRAWS; n++) {
      hits += draws.bernoulliExp(numerator, denominator) ? 1 : 0;
    }
    double p = Math.exp(-(double) numerator / denominator);
    double tolerance = 4.5 * Math.sqrt(p * (1 - p) / DRAWS) + 1e-9;
    assertThat((double) hits / DRAWS).isCloseTo(p, within(tolerance));
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 7, 100, 129})
  void a_uniform_draw_hits_every_value_equally_often(long bound) {
    UniformDraws draws = uniform(SEED);
    long[] seen = new long[(int) bound];
    for (int n = 0; n < DRAWS; n++) {
      seen[(int) draws.below(bound)]++;
    }
    double each = (double) DRAWS / bound;
    double chiSquare = Arrays.stream(seen).mapToDouble(s -> (s - each) * (s - each) / each).sum();
    assertThat(score(chiSquare, (int) bound - 1)).isLessThan(3.7);
  }

  private static UniformDraws uniform(long seed) {
    byte[] key = new byte[32];
    new java.util.Random(seed).nextBytes(key);
    return UniformDraws.of(SecretBytes.copyOf(key));
  }

  private static DiscreteGaussian sampler(long sigmaSquared, long seed) {
    return new DiscreteGaussian(sigmaSquared, uniform(seed));
  }

  private static long[] draws(long sigmaSquared) {
    long[] draws = new long[DRAWS];
    sampler(sigmaSquared, SEED).addTo(draws, 0, DRAWS);
    return draws;
  }

  private static double weight(long x, long sigmaSquared) {
    return Math.exp(-((double) x * x) / (2.0 * sigmaSquared));
  }

  private static double variance(long sigmaSquared) {
    long reach = (long) (12 * Math.sqrt((double) sigmaSquared)) + 1;
    double total = 0;
    double second = 0;
    for (long x = -reach; x <= reach; x++) {
      total += weight(x, sigmaSquared);
      second += (double) x * x * weight(x, sigmaSquared);
    }
    return second / total;
  }

  /** Standard normal score of the chi-square of all values with 20 expected hits or more. */
  private static double chiSquareScore(long[] draws, long sigmaSquared) {
    int reach = (int) (12 * Math.sqrt((double) sigmaSquared)) + 1;
    double total = 0;
    for (long x = -reach; x <= reach; x++) {
      total += weight(x, sigmaSquared);
    }
    long[] seen = new long[2 * reach + 1];
    for (long draw : draws) {
      seen[(int) draw + reach]++;
    }
    double chiSquare = 0;
    double restExpected = 0;
    long restSeen = 0;
    int cells = 0;
    for (int n = 0; n < seen.length; n++) {
      double expected = DRAWS * weight(n - reach, sigmaSquared) / total;
      if (expected < 20) {
        restExpected += expected;
        restSeen += seen[n];
      } else {
        chiSquare += (seen[n] - expected) * (seen[n] - expected) / expected;
        cells++;
      }
    }
    chiSquare += (restSeen - restExpected) * (restSeen - restExpected) / restExpected;
    return score(chiSquare, cells);
  }

  /** Wilson and Hilferty's cube root: 3.7 stands for p = 1e-4. */
  private static double score(double chiSquare, int freedom) {
    if (freedom == 0) {
      return chiSquare;
    }
    double share = 2.0 / (9 * freedom);
    return (Math.cbrt(chiSquare / freedom) - (1 - share)) / Math.sqrt(share);
  }
}
