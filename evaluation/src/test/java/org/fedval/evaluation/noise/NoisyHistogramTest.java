package org.fedval.evaluation.noise;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.SplittableRandom;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class NoisyHistogramTest {
  @Test
  void counts_that_add_up_stay_as_they_are() {
    NoisyHistogram cell = NoisyHistogram.of(new long[] {60, 10, 20, 30}, 4);
    assertThat(cell.total()).isEqualTo(60);
    assertThat(cell.bin(2)).isEqualTo(30);
    assertThat(cell.from(1)).isEqualTo(50);
  }

  @Test
  void counts_that_do_not_are_moved_until_they_do() {
    NoisyHistogram cell = NoisyHistogram.of(new long[] {60, 10, 20, 38}, 4);
    assertThat(cell.total()).isCloseTo(62, within(1e-12));
    assertThat(cell.from(0)).isCloseTo(cell.total(), within(1e-12));
    assertThat(cell.bin(0)).isCloseTo(8, within(1e-12));
  }

  @Test
  void the_stated_variances_are_those_of_the_noise() {
    RandomGenerator random = new SplittableRandom(7);
    int runs = 40_000;
    double squares = 0;
    double products = 0;
    double totals = 0;
    NoisyHistogram cell = NoisyHistogram.of(new long[9], 100);
    for (int run = 0; run < runs; run++) {
      long[] words = new long[9];
      for (int w = 0; w < words.length; w++) {
        words[w] = Math.round(10 * random.nextGaussian());
      }
      cell = NoisyHistogram.of(words, 100);
      double above = cell.from(5);
      squares += above * above;
      products += above * (cell.total() - above);
      totals += cell.total() * cell.total();
    }
    assertThat(squares / runs).isCloseTo(cell.varianceOf(3), within(6.0));
    assertThat(products / runs).isCloseTo(cell.covarianceWithRest(3), within(6.0));
    assertThat(totals / runs).isCloseTo(cell.varianceOf(8), within(3.0));
  }

  @Test
  void a_cell_without_bins_or_with_a_variance_below_zero_is_refused() {
    assertThatThrownBy(() -> NoisyHistogram.of(new long[2], 1))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> NoisyHistogram.of(new long[5], Double.NaN))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
