package org.fedval.evaluation.score;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.DoubleSupplier;
import org.junit.jupiter.api.Test;

class KeySortTest {
  private static void sortsLikeTheLibrary(int length, DoubleSupplier score) {
    long[] keys = new long[length + 3];
    for (int i = 0; i < length; i++) {
      keys[i] = ScoreKey.of(score.getAsDouble());
    }
    long[] expected = Arrays.copyOf(keys, length);
    Arrays.sort(expected);
    long[] sorted = KeySort.sort(keys, length, new long[length]);
    assertThat(Arrays.copyOf(sorted, length)).isEqualTo(expected);
  }

  @Test
  void probabilities_of_all_digits_come_out_ascending() {
    SplittableRandom random = new SplittableRandom(1);
    for (int length : new int[] {0, 1, 2, 4095, 4096, 4097, 50_000}) {
      sortsLikeTheLibrary(length, random::nextDouble);
    }
  }

  @Test
  void negative_scores_infinities_and_zeros_of_both_signs_come_out_ascending() {
    SplittableRandom random = new SplittableRandom(2);
    double[] special = {
      Double.NEGATIVE_INFINITY,
      -1e300,
      -1,
      -Double.MIN_VALUE,
      -0.0,
      0.0,
      1e-310,
      1,
      1e300,
      Double.POSITIVE_INFINITY
    };
    sortsLikeTheLibrary(20_000, () -> special[random.nextInt(special.length)]);
    sortsLikeTheLibrary(20_000, () -> random.nextDouble(-1e9, 1e9));
  }

  @Test
  void digits_that_all_keys_share_do_not_disturb_the_order() {
    SplittableRandom random = new SplittableRandom(3);
    sortsLikeTheLibrary(20_000, () -> (float) random.nextDouble());
    sortsLikeTheLibrary(20_000, () -> 0.25);
    sortsLikeTheLibrary(20_000, () -> 0.5 + random.nextInt(4) * 0x1p-52);
  }
}
