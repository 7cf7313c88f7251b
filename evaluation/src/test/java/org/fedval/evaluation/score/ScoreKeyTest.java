package org.fedval.evaluation.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.fedval.evaluation.support.Laws;
import org.junit.jupiter.api.Test;

class ScoreKeyTest {
  @Test
  void keys_order_like_the_doubles_they_stand_for() {
    Laws.forAll(
        1,
        20_000,
        random -> {
          double a = any(random.nextLong());
          double b = random.nextBoolean() ? any(random.nextLong()) : Math.nextUp(a);

          assertThat(Long.compare(ScoreKey.of(a), ScoreKey.of(b)))
              .isEqualTo(a < b ? -1 : a > b ? 1 : 0);
        });
  }

  private static double any(long bits) {
    double value = Double.longBitsToDouble(bits);
    return Double.isNaN(value) ? 0.25 : value;
  }

  @Test
  void negative_zero_is_zero_and_infinities_are_the_ends() {
    assertThat(ScoreKey.of(-0.0)).isEqualTo(ScoreKey.of(0.0));
    assertThat(ScoreKey.of(Double.NEGATIVE_INFINITY)).isLessThan(ScoreKey.of(-Double.MAX_VALUE));
    assertThat(ScoreKey.of(Double.POSITIVE_INFINITY)).isGreaterThan(ScoreKey.of(Double.MAX_VALUE));
    assertThat(ScoreKey.of(-Double.MIN_VALUE)).isLessThan(ScoreKey.of(0));
  }

  @Test
  void not_a_number_is_refused() {
    assertThatThrownBy(() -> ScoreKey.of(Double.NaN)).isInstanceOf(IllegalArgumentException.class);
  }
}
