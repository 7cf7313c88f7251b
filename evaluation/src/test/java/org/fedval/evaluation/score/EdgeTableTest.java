package org.fedval.evaluation.score;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.fedval.evaluation.support.Laws;
import org.junit.jupiter.api.Test;

class EdgeTableTest {
  @Test
  void a_bin_is_the_number_of_edges_at_or_below_the_score() {
    Laws.forAll(
        1,
        2_000,
        random -> {
          EdgeTable table = EdgeTable.logit(2 + random.nextInt(300), 0.3, 0.1);
          double[] edges = table.edges().toArray();
          double score =
              random.nextBoolean() ? random.nextDouble() : edges[random.nextInt(edges.length)];

          long counted = Arrays.stream(edges).filter(e -> e <= score).count();

          assertThat((long) table.bin(score)).isEqualTo(counted);
        });
  }

  @Test
  void bins_are_left_closed() {
    EdgeTable table = EdgeTable.of(0.25, 0.5);

    assertThat(table.bin(Math.nextDown(0.25))).isEqualTo(0);
    assertThat(table.bin(0.25)).isEqualTo(1);
    assertThat(table.bin(Math.nextDown(0.5))).isEqualTo(1);
    assertThat(table.bin(0.5)).isEqualTo(2);
    assertThat(table.bin(0)).isEqualTo(0);
    assertThat(table.bin(1)).isEqualTo(2);
  }

  @Test
  void the_logit_grid_has_equal_steps_from_minus_twelve_to_twelve() {
    EdgeTable table = EdgeTable.logit(1024);
    double[] edges = table.edges().toArray();

    assertThat(table.bins()).isEqualTo(1024);
    assertThat(edges).hasSize(1023);
    for (int j = 1; j < 1024; j++) {
      double p = edges[j - 1];
      assertThat(Math.log(p / (1 - p))).isCloseTo(-12 + 24.0 * j / 1024, within(1e-9));
    }
    assertThat(edges[511]).isEqualTo(0.5);
  }

  @Test
  void thresholds_are_spliced_in_once() {
    EdgeTable table = EdgeTable.logit(1024, 0.3, 0.5, 0.3);

    assertThat(table.bins()).isEqualTo(1025);
    assertThat(table.bin(0.3)).isEqualTo(table.firstPositiveBin(0.3));
    assertThat(table.bin(Math.nextDown(0.3))).isEqualTo(table.firstPositiveBin(0.3) - 1);
  }

  @Test
  void a_score_is_a_positive_call_exactly_when_it_reaches_the_threshold() {
    Laws.forAll(
        7,
        2_000,
        random -> {
          double threshold = random.nextInt(100) / 100.0;
          EdgeTable table = EdgeTable.logit(64, threshold);
          double score = random.nextInt(3) == 0 ? threshold : random.nextDouble();

          assertThat(table.bin(score) >= table.firstPositiveBin(threshold))
              .isEqualTo(score >= threshold);
        });
  }

  @Test
  void a_threshold_that_is_no_edge_is_refused() {
    assertThatThrownBy(() -> EdgeTable.logit(64).firstPositiveBin(0.3))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void grids_of_a_wrong_size_and_edges_that_are_not_finite_are_refused() {
    assertThatThrownBy(() -> EdgeTable.logit(1)).hasMessageContaining("bins");
    assertThatThrownBy(() -> EdgeTable.logit(EdgeTable.MAX_BINS + 1)).hasMessageContaining("bins");
    assertThatThrownBy(() -> EdgeTable.of(Double.NaN)).hasMessageContaining("finite");
  }

  @Test
  void the_finest_grid_still_has_distinct_edges() {
    assertThat(EdgeTable.logit(EdgeTable.MAX_BINS).bins()).isEqualTo(EdgeTable.MAX_BINS);
  }
}
