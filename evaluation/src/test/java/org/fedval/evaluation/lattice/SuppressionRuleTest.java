package org.fedval.evaluation.lattice;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.IntStream;
import org.fedval.evaluation.lattice.CellStructure.Family;
import org.junit.jupiter.api.Test;

class SuppressionRuleTest {
  private static final int MIN_CELL = 10;
  private static final int MIN_SITES = 3;

  /** Cell 0 with one family of parts; pairs of (records, sites). */
  private static BitSet allowed(long... gate) {
    int parts = gate.length / 2 - 1;
    List<Integer> parents = new ArrayList<>(List.of(CellStructure.ROOT));
    IntStream.range(0, parts).forEach(i -> parents.add(0));
    Family family = new Family(0, IntStream.rangeClosed(1, parts).boxed().toList());
    return SuppressionRule.allowed(
        new CellStructure(parents, List.of(family)), gate, MIN_CELL, MIN_SITES);
  }

  private static BitSet cells(int... cells) {
    BitSet set = new BitSet();
    IntStream.of(cells).forEach(set::set);
    return set;
  }

  @Test
  void a_cell_at_both_limits_is_released_and_one_below_either_is_not() {
    assertThat(allowed(10, 3)).isEqualTo(cells(0));
    assertThat(allowed(9, 3)).isEqualTo(cells());
    assertThat(allowed(10, 2)).isEqualTo(cells());
  }

  @Test
  void an_empty_cell_stays_closed_and_does_not_count_as_suppressed() {
    assertThat(allowed(100, 5, 100, 5, 0, 0)).isEqualTo(cells(0, 1));
  }

  @Test
  void a_lone_suppressed_level_takes_the_smallest_released_one_with_it() {
    assertThat(allowed(160, 5, 80, 5, 5, 3, 50, 5, 25, 5)).isEqualTo(cells(0, 1, 3));
  }

  @Test
  void a_tie_goes_to_the_lowest_cell() {
    assertThat(allowed(155, 5, 50, 5, 50, 5, 50, 5, 5, 3)).isEqualTo(cells(0, 2, 3));
  }

  @Test
  void levels_that_together_hold_too_few_records_take_another() {
    assertThat(allowed(109, 5, 4, 3, 5, 3, 40, 5, 60, 5)).isEqualTo(cells(0, 4));
    assertThat(allowed(110, 5, 5, 3, 5, 3, 40, 5, 60, 5)).isEqualTo(cells(0, 3, 4));
  }

  @Test
  void two_vendors_that_live_at_one_hospital_each_take_a_third_with_them() {
    assertThat(allowed(500, 6, 60, 1, 70, 1, 170, 5, 200, 5)).isEqualTo(cells(0, 4));
  }

  @Test
  void a_lone_suppressed_level_without_a_released_sibling_takes_the_parent_with_it() {
    assertThat(allowed(20, 3, 20, 2)).isEqualTo(cells());
  }

  @Test
  void a_family_without_a_released_level_leaves_its_parent_alone() {
    assertThat(allowed(300, 7, 40, 1, 60, 1, 100, 2, 100, 3)).isEqualTo(cells(0));
  }

  @Test
  void nothing_below_a_suppressed_cell_is_released() {
    assertThat(allowed(200, 2, 100, 3, 100, 3)).isEqualTo(cells());
  }

  @Test
  void a_family_is_left_alone_when_nothing_in_it_is_suppressed() {
    assertThat(allowed(200, 5, 100, 3, 100, 3)).isEqualTo(cells(0, 1, 2));
  }

  @Test
  void an_independent_family_is_not_touched() {
    List<Integer> parents = List.of(CellStructure.ROOT, 0, 0, 0, 0);
    CellStructure structure =
        new CellStructure(
            parents, List.of(new Family(0, List.of(1, 2)), new Family(0, List.of(3, 4))));
    long[] gate = {100, 5, 95, 5, 5, 3, 50, 5, 50, 5};

    assertThat(SuppressionRule.allowed(structure, gate, MIN_CELL, MIN_SITES))
        .isEqualTo(cells(0, 3, 4));
  }

  @Test
  void a_gate_of_the_wrong_length_or_with_a_negative_count_is_refused() {
    CellStructure one = new CellStructure(List.of(CellStructure.ROOT), List.of());

    assertThatThrownBy(() -> SuppressionRule.allowed(one, new long[4], MIN_CELL, MIN_SITES))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> SuppressionRule.allowed(one, new long[] {-1, 3}, MIN_CELL, MIN_SITES))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void a_part_must_come_after_its_whole() {
    assertThatThrownBy(() -> new CellStructure(List.of(1, CellStructure.ROOT), List.of()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(
            () ->
                new CellStructure(
                    List.of(CellStructure.ROOT, 0), List.of(new Family(0, List.of(1, 1)))))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
