package org.fedval.wire.study;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import org.fedval.evaluation.lattice.CellStructure.Family;
import org.junit.jupiter.api.Test;

/**
 * Attack: a suppressed level is the total minus its released siblings. The test recovers cells with
 * exact linear algebra of its own, over fractions, and finds none that the real rule withheld.
 */
class ComplementarySuppressionTest {
  private static final int ROUNDS = 400;

  @Test
  void a_small_level_takes_the_smallest_of_its_siblings_with_it() throws Exception {
    GateCounts gate = new GateCounts();
    Family family = gate.family(0);
    int small = family.cells().get(0);
    gate.set(small, 3, 3);
    BitSet allowed = gate.allowed();
    assertThat(allowed.get(small)).isFalse();
    assertThat(allowed.get(family.parent())).isTrue();
    assertThat(family.cells().stream().filter(cell -> !allowed.get(cell)).count()).isEqualTo(2);
    assertThat(recoverable(gate, allowed)).isEmpty();
    BitSet naive = (BitSet) allowed.clone();
    family.cells().stream().filter(cell -> cell != small).forEach(naive::set);
    assertThat(recoverable(gate, naive)).as("without the rule").contains(small);
  }

  @Test
  void no_withheld_cell_follows_from_the_opened_ones_for_random_counts() throws Exception {
    SplittableRandom random = new SplittableRandom(2_026);
    int withheld = 0;
    for (int round = 0; round < ROUNDS; round++) {
      GateCounts gate = new GateCounts();
      for (int cell = 0; cell < gate.structure().size(); cell++) {
        boolean few = random.nextInt(3) == 0;
        long records = few ? random.nextInt(12) : 20 + random.nextInt(200);
        gate.set(cell, records, records == 0 ? 0 : 1 + random.nextInt(7));
      }
      BitSet allowed = gate.allowed();
      assertThat(recoverable(gate, allowed)).as("round %d", round).isEmpty();
      withheld += gate.structure().size() - allowed.cardinality();
    }
    assertThat(withheld).isGreaterThan(ROUNDS);
  }

  /** Withheld cells with records that the sums of the opened cells determine. */
  private static List<Integer> recoverable(GateCounts gate, BitSet opened) {
    List<BigInteger[]> rows = new ArrayList<>();
    int cells = gate.structure().size();
    for (Family family : gate.structure().families()) {
      if (!opened.get(family.parent())) {
        continue;
      }
      BigInteger[] row = new BigInteger[cells];
      java.util.Arrays.fill(row, BigInteger.ZERO);
      for (int cell : family.cells()) {
        if (!opened.get(cell) && gate.records(cell) > 0) {
          row[cell] = BigInteger.ONE;
        }
      }
      rows.add(row);
    }
    eliminate(rows, cells);
    List<Integer> found = new ArrayList<>();
    for (BigInteger[] row : rows) {
      int only = -1;
      int count = 0;
      for (int cell = 0; cell < cells; cell++) {
        if (row[cell].signum() != 0) {
          only = cell;
          count++;
        }
      }
      if (count == 1) {
        found.add(only);
      }
    }
    return found;
  }

  /** Gauss and Jordan without fractions: rows are only multiplied and subtracted. */
  private static void eliminate(List<BigInteger[]> rows, int columns) {
    int rank = 0;
    for (int c = 0; c < columns && rank < rows.size(); c++) {
      int pivot = rank;
      while (pivot < rows.size() && rows.get(pivot)[c].signum() == 0) {
        pivot++;
      }
      if (pivot == rows.size()) {
        continue;
      }
      BigInteger[] row = rows.get(pivot);
      rows.set(pivot, rows.get(rank));
      rows.set(rank, row);
      for (int r = 0; r < rows.size(); r++) {
        BigInteger[] other = rows.get(r);
        if (r != rank && other[c].signum() != 0) {
          BigInteger factor = other[c];
          for (int k = 0; k < columns; k++) {
            other[k] = other[k].multiply(row[c]).subtract(row[k].multiply(factor));
          }
        }
      }
      rank++;
    }
  }
}
