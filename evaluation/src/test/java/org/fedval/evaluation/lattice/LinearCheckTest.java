package org.fedval.evaluation.lattice;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LinearCheckTest {
  private static List<BitSet> equations(int[]... equations) {
    return Arrays.stream(equations)
        .map(
            e -> {
              BitSet set = new BitSet();
              IntStream.of(e).forEach(set::set);
              return set;
            })
        .toList();
  }

  @Test
  void a_lone_unknown_is_determined() {
    assertThat(LinearCheck.firstDetermined(equations(new int[] {3, 4}, new int[] {7}))).hasValue(7);
  }

  @Test
  void two_sums_that_share_all_but_one_unknown_determine_it() {
    assertThat(LinearCheck.firstDetermined(equations(new int[] {1, 2}, new int[] {1, 2, 5})))
        .hasValue(5);
  }

  @Test
  void a_bridge_of_a_two_way_table_is_determined() {
    // rows {1,2} {3,4,9}, columns {1,3} {2,4}: rows minus columns leave 9
    assertThat(
            LinearCheck.firstDetermined(
                equations(
                    new int[] {1, 2}, new int[] {3, 4, 9}, new int[] {1, 3}, new int[] {2, 4})))
        .hasValue(9);
  }

  @Test
  void a_cycle_determines_nothing() {
    assertThat(
            LinearCheck.firstDetermined(
                equations(new int[] {1, 2}, new int[] {3, 4}, new int[] {1, 3}, new int[] {2, 4})))
        .isEmpty();
    assertThat(LinearCheck.firstDetermined(List.of())).isEmpty();
  }

  @Test
  void three_pairwise_sums_determine_all_three() {
    assertThat(
            LinearCheck.firstDetermined(
                equations(new int[] {1, 2}, new int[] {2, 3}, new int[] {1, 3})))
        .hasValue(1);
  }
}
