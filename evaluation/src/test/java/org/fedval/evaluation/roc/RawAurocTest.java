package org.fedval.evaluation.roc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.fedval.evaluation.score.EdgeTable;
import org.junit.jupiter.api.Test;

class RawAurocTest {
  /** Every distinct score as a bin of its own. */
  private static Auroc byLosslessBins(double[] scores, boolean[] positive) {
    EdgeTable edges = EdgeTable.of(scores);
    long[] positives = new long[edges.bins()];
    long[] negatives = new long[edges.bins()];
    for (int i = 0; i < scores.length; i++) {
      (positive[i] ? positives : negatives)[edges.bin(scores[i])]++;
    }
    return Auroc.of(new ClassHistograms(positives, negatives));
  }

  private static void equalsLosslessBins(double[] scores, boolean[] positive) {
    Auroc raw = RawAuroc.of(scores, positive);
    Auroc binned = byLosslessBins(scores, positive);
    assertThat(raw.doubledU()).isEqualTo(binned.doubledU());
    assertThat(raw.value()).isEqualTo(binned.value());
    assertThat(raw.variance()).isEqualTo(binned.variance());
    assertThat(raw.tieMass()).isEqualTo(binned.tieMass());
    assertThat(raw.positives()).isEqualTo(binned.positives());
    assertThat(raw.negatives()).isEqualTo(binned.negatives());
  }

  @Test
  void the_area_of_the_rows_is_that_of_one_bin_a_distinct_score() {
    SplittableRandom random = new SplittableRandom(1);
    for (int rows : new int[] {2, 3, 17, 1000, 20_000}) {
      for (int levels : new int[] {1, 3, 100, 1 << 30}) {
        double[] scores = new double[rows];
        boolean[] positive = new boolean[rows];
        for (int i = 0; i < rows; i++) {
          positive[i] = i % 3 == 0;
          scores[i] = random.nextInt(levels) / (double) levels - (positive[i] ? 0 : 0.2);
        }
        equalsLosslessBins(scores, positive);
      }
    }
  }

  @Test
  void a_rare_class_of_either_kind_needs_no_more_room() {
    SplittableRandom random = new SplittableRandom(2);
    double[] scores = random.doubles(30_000).toArray();
    for (boolean rare : new boolean[] {true, false}) {
      boolean[] positive = new boolean[scores.length];
      for (int i = 0; i < scores.length; i++) {
        positive[i] = i % 500 == 0 ? rare : !rare;
      }
      equalsLosslessBins(scores, positive);
    }
  }

  @Test
  void sums_beyond_63_bits_stay_exact() {
    int rows = 6_000_000;
    double[] scores = new double[rows];
    boolean[] positive = new boolean[rows];
    for (int i = 0; i < rows; i++) {
      positive[i] = (i & 1) == 0;
      scores[i] = (i * 31L % 997 + (positive[i] ? 300 : 0)) / 1300.0;
    }
    equalsLosslessBins(scores, positive);
  }

  @Test
  void order_and_the_sign_of_zero_do_not_matter() {
    double[] scores = {-0.0, 0.0, 0.5, -1, 2};
    boolean[] positive = {true, false, true, false, true};
    double[] other = {2, 0.5, 0.0, -1, -0.0};
    boolean[] classes = {true, true, true, false, false};
    assertThat(RawAuroc.of(other, classes).doubledU())
        .isEqualTo(RawAuroc.of(scores, positive).doubledU())
        .isEqualTo(11);
  }

  @Test
  void the_given_rows_stay_as_they_are() {
    double[] scores = new SplittableRandom(3).doubles(10_000).toArray();
    boolean[] positive = new boolean[scores.length];
    Arrays.fill(positive, 0, 5000, true);
    double[] before = scores.clone();
    RawAuroc.of(scores, positive);
    assertThat(scores).isEqualTo(before);
  }

  @Test
  void a_score_that_is_no_number_and_a_class_without_rows_are_refused() {
    boolean[] both = {true, false};
    assertThatThrownBy(() -> RawAuroc.of(new double[] {0.1, Double.NaN}, both))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("not a number");
    assertThatThrownBy(() -> RawAuroc.of(new double[] {0.1, 0.2}, new boolean[] {true, true}))
        .hasMessageContaining("a positive and a negative case");
    assertThatThrownBy(() -> RawAuroc.of(new double[] {0.1}, both))
        .hasMessageContaining("Every score needs a class");
  }
}
