package org.fedval.crypto.dp.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Known answers come from Python: 60-digit decimals for the loss, exact fractions for the noise.
 */
class NoiseForEpsilonTest {
  /** floor(1e6 (sqrt(L + epsilon) - sqrt(L))^2) with L = ln(1/delta). */
  @ParameterizedTest
  @CsvSource({
    "0.1, 1e-6, 180",
    "0.1, 1e-9, 120",
    "1, 1e-6, 17468",
    "1, 1e-9, 11781",
    "2, 1e-6, 67573",
    "2, 1e-9, 46058",
    "4, 1e-6, 253935",
    "4, 1e-9, 176373",
    "8, 1e-6, 909706",
    "8, 1e-9, 651455",
    "20, 1e-6, 4402394",
    "20, 1e-9, 3345961"
  })
  void the_loss_of_an_epsilon_is_the_reference_value(double epsilon, double delta, long micro) {
    assertThat(ZeroConcentrated.microRho(epsilon, delta)).isEqualTo(micro);
    assertThat(ZeroConcentrated.epsilon(micro, delta)).isLessThanOrEqualTo(epsilon);
    assertThat(ZeroConcentrated.epsilon(micro + 1, delta)).isGreaterThan(epsilon);
  }

  /** Least sigma^2 with ceil(1e6 c^2 T / (2 h sigma0^2)) at most the loss; tau is below 1e-34. */
  @ParameterizedTest
  @CsvSource({
    "13894, 1, 16, 3, 1, 575, 288",
    "13894, 1, 16, 5, 1, 573, 144",
    "99999, 2, 5, 5, 1, 101, 26",
    "2779, 3, 24, 7, 2, 38861, 7773",
    "7, 1, 4, 3, 1, 285715, 142858",
    "4402394, 1, 4, 3, 1, 1, 9"
  })
  void the_least_noise_of_a_loss_is_the_reference_value(
      long micro, int c, long t, int minSites, int f, long sigmaSquared, long siteSigmaSquared) {
    NoiseTerms terms =
        new NoiseTerms(1, 1000, c, t, minSites, f).costingAtMost(micro).orElseThrow();
    assertThat(terms.sigmaSquared()).isEqualTo(sigmaSquared);
    assertThat(terms.siteSigmaSquared()).isEqualTo(siteSigmaSquared);
    assertThat(ZeroConcentrated.microRho(terms)).isLessThanOrEqualTo(micro);
  }

  @Test
  void a_loss_that_needs_more_noise_than_a_site_draws_has_no_terms() {
    assertThat(new NoiseTerms(1, 1000, 1, 1000, 3, 1).costingAtMost(0)).isEmpty();
    assertThat(new NoiseTerms(1, 1000, 100, 10_000, 3, 1).costingAtMost(1)).isEmpty();
  }

  @Test
  void an_epsilon_without_end_is_refused() {
    for (double bad : new double[] {-1, 100.1, Double.NaN}) {
      assertThatThrownBy(() -> ZeroConcentrated.microRho(bad, 1e-6))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
