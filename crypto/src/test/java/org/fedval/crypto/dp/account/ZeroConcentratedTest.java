package org.fedval.crypto.dp.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class ZeroConcentratedTest {
  @Test
  void tau_is_negligible_from_variance_nine_on() {
    for (int honest = 2; honest < 500; honest++) {
      assertThat(ZeroConcentrated.tau(9, honest)).isBetween(0.0, 1e-34);
    }
    assertThat(ZeroConcentrated.tau(9, 1)).isZero();
  }

  /** One term: 10 exp(-pi^2 sigma0^2). */
  @Test
  void tau_of_two_sites_has_its_closed_form() {
    assertThat(ZeroConcentrated.tau(1, 2))
        .isCloseTo(10 * Math.exp(-Math.PI * Math.PI), within(1e-15));
  }

  /** Delta2^2 = 2^2 * 5 = 20, h = 4, sigma0^2 = 25: rho = 20 / (2 * 100). */
  @Test
  void rho_of_a_worked_example() {
    NoiseTerms terms = new NoiseTerms(100, 1000, 2, 5, 5, 1);
    assertThat(terms.sensitivitySquared()).isEqualTo(20);
    assertThat(terms.siteSigmaSquared()).isEqualTo(25);
    assertThat(ZeroConcentrated.rho(terms)).isCloseTo(0.1, within(1e-12));
    assertThat(ZeroConcentrated.microRho(terms)).isBetween(100_000L, 100_001L);
  }

  /** rho = 0.1, delta = 1e-6: 0.1 + 2 sqrt(0.1 * 13.815511) = 2.450788. */
  @Test
  void epsilon_of_a_worked_example() {
    assertThat(ZeroConcentrated.epsilon(100_000, ZeroConcentrated.DEFAULT_DELTA))
        .isCloseTo(2.450788, within(1e-5));
    assertThat(ZeroConcentrated.epsilon(0, 1e-6)).isZero();
  }

  @Test
  void a_delta_that_is_no_probability_is_refused() {
    for (double bad : new double[] {0, 1, -1, Double.NaN}) {
      assertThatThrownBy(() -> ZeroConcentrated.epsilon(1, bad))
          .isInstanceOf(IllegalArgumentException.class);
    }
  }
}
