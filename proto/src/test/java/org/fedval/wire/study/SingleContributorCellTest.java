package org.fedval.wire.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.BitSet;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Attack: a cell that only one hospital fills would publish that hospital's own counts. */
class SingleContributorCellTest {
  @Test
  void a_cell_of_too_few_sites_stays_closed_however_many_patients_it_has() throws Exception {
    GateCounts start = new GateCounts();
    for (int cell = 0; cell < start.structure().size(); cell++) {
      for (long sites = 1; sites < GateCounts.MIN_CONTRIBUTORS; sites++) {
        GateCounts gate = new GateCounts().set(cell, 1_000_000, sites);
        assertThat(gate.allowed().get(cell)).as("cell %d, %d sites", cell, sites).isFalse();
      }
    }
  }

  @Test
  void a_cell_of_too_few_patients_stays_closed_however_many_sites_it_has() throws Exception {
    GateCounts start = new GateCounts();
    for (int cell = 0; cell < start.structure().size(); cell++) {
      GateCounts gate = new GateCounts().set(cell, GateCounts.MIN_CELL - 1, 7);
      assertThat(gate.allowed().get(cell)).as("cell %d", cell).isFalse();
    }
  }

  @Test
  void without_small_cells_everything_with_records_is_opened() throws Exception {
    GateCounts gate = new GateCounts();
    assertThat(gate.allowed().cardinality()).isEqualTo(gate.structure().size());
    int level = gate.family(0).cells().get(0);
    assertThat(gate.set(level, 0, 0).allowed().get(level)).as("an empty cell").isFalse();
  }

  /**
   * Two makers at one hospital each: both are suppressed alone, but the total minus the third would
   * be their sum, from which each of the two hospitals subtracts itself.
   */
  @Test
  void two_levels_of_one_hospital_each_take_a_third_level_with_them() throws Exception {
    GateCounts gate = new GateCounts();
    List<Integer> levels =
        gate.structure().families().stream()
            .filter(family -> family.cells().size() >= 3)
            .findFirst()
            .orElseThrow()
            .cells();
    gate.set(levels.get(0), 500, 1).set(levels.get(1), 600, 1);
    BitSet allowed = gate.allowed();
    for (int level : levels.subList(0, 3)) {
      assertThat(allowed.get(level)).as("level %d", level).isFalse();
    }
  }
}
