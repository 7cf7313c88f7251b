package org.fedval.evaluation.lattice;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.fedval.evaluation.lattice.CellStructure.Family;
import org.fedval.evaluation.support.Laws;
import org.junit.jupiter.api.Test;

/** No suppressed cell follows from the released ones, by exact linear algebra over rationals. */
class RandomTablesTest {
  private static final int MIN_CELL = 10;
  private static final int MIN_SITES = 3;

  private record Table(CellStructure structure, long[] gate) {}

  @Test
  void no_suppressed_level_of_several_attributes_can_be_recovered() {
    Laws.forAll(100, 3_000, random -> checkSafe(attributes(random)));
  }

  @Test
  void no_suppressed_cell_of_a_two_way_table_can_be_recovered() {
    Laws.forAll(9_000, 3_000, random -> checkSafe(twoWay(random)));
  }

  @Test
  void what_is_hidden_in_a_family_has_enough_records_and_sites_or_is_all_of_it() {
    Laws.forAll(
        20_000,
        3_000,
        random -> {
          Table t = attributes(random);
          BitSet allowed = allowed(t);
          for (Family family : t.structure.families()) {
            int[] hidden =
                family.cells().stream()
                    .mapToInt(c -> c)
                    .filter(c -> t.gate[2 * c] > 0 && !allowed.get(c))
                    .toArray();
            boolean anyReleased = family.cells().stream().anyMatch(allowed::get);
            if (allowed.get(family.parent()) && hidden.length > 0 && anyReleased) {
              assertThat(hidden.length).isGreaterThanOrEqualTo(2);
              assertThat(IntStream.of(hidden).mapToLong(c -> t.gate[2 * c]).sum())
                  .isGreaterThanOrEqualTo(MIN_CELL);
              assertThat(IntStream.of(hidden).mapToLong(c -> t.gate[2 * c + 1]).max().orElse(0))
                  .isGreaterThanOrEqualTo(MIN_SITES);
            }
          }
        });
  }

  @Test
  void the_check_itself_can_fail() {
    Table table =
        new Table(
            new CellStructure(List.of(-1, 0, 0), List.of(new Family(0, List.of(1, 2)))),
            new long[] {100, 5, 95, 5, 5, 3});
    BitSet leaky = new BitSet();
    leaky.set(0, 2);

    assertThat(recoverable(table, leaky)).containsExactly(2);
  }

  private static void checkSafe(Table table) {
    BitSet allowed = allowed(table);
    for (int cell = 0; cell < table.structure.size(); cell++) {
      if (allowed.get(cell)) {
        assertThat(table.gate[2 * cell]).isGreaterThanOrEqualTo(MIN_CELL);
        assertThat(table.gate[2 * cell + 1]).isGreaterThanOrEqualTo(MIN_SITES);
      }
    }
    assertThat(recoverable(table, allowed)).isEmpty();
  }

  private static BitSet allowed(Table t) {
    return SuppressionRule.allowed(t.structure, t.gate, MIN_CELL, MIN_SITES);
  }

  /** A root and up to three attributes of up to six levels each. */
  private static Table attributes(SplittableRandom random) {
    long total = random.nextInt(15, 200);
    List<Integer> parents = new ArrayList<>(List.of(CellStructure.ROOT));
    List<long[]> gate = new ArrayList<>(List.of(new long[] {total, random.nextInt(2, 8)}));
    List<Family> families = new ArrayList<>();
    for (int a = random.nextInt(1, 4); a > 0; a--) {
      List<Integer> cells = new ArrayList<>();
      for (long part : split(total, random.nextInt(1, 7), random)) {
        cells.add(parents.size());
        parents.add(0);
        gate.add(new long[] {part, part == 0 ? 0 : random.nextInt(1, 8)});
      }
      families.add(new Family(0, cells));
    }
    return table(parents, families, gate);
  }

  /** Root, row totals, column totals, inner cells. */
  private static Table twoWay(SplittableRandom random) {
    int rows = random.nextInt(2, 6);
    int columns = random.nextInt(2, 6);
    long[][] inner = new long[rows][columns];
    for (long[] row : inner) {
      for (int c = 0; c < columns; c++) {
        row[c] = random.nextInt(4) == 0 ? random.nextInt(12) : random.nextInt(60);
      }
    }
    List<Integer> parents = new ArrayList<>(List.of(CellStructure.ROOT));
    List<long[]> gate = new ArrayList<>();
    gate.add(new long[] {0, 9});
    List<List<Integer>> ofRow = new ArrayList<>();
    List<List<Integer>> ofColumn = new ArrayList<>();
    for (int i = 0; i < rows + columns; i++) {
      parents.add(0);
      gate.add(new long[] {0, 9});
      (i < rows ? ofRow : ofColumn).add(new ArrayList<>());
    }
    for (int r = 0; r < rows; r++) {
      for (int c = 0; c < columns; c++) {
        int cell = parents.size();
        ofRow.get(r).add(cell);
        ofColumn.get(c).add(cell);
        parents.add(1 + r);
        gate.add(new long[] {inner[r][c], random.nextInt(2, 7)});
        gate.get(0)[0] += inner[r][c];
        gate.get(1 + r)[0] += inner[r][c];
        gate.get(1 + rows + c)[0] += inner[r][c];
      }
    }
    List<Family> families = new ArrayList<>();
    families.add(new Family(0, IntStream.rangeClosed(1, rows).boxed().toList()));
    families.add(new Family(0, IntStream.rangeClosed(rows + 1, rows + columns).boxed().toList()));
    for (int r = 0; r < rows; r++) {
      families.add(new Family(1 + r, ofRow.get(r)));
    }
    for (int c = 0; c < columns; c++) {
      families.add(new Family(1 + rows + c, ofColumn.get(c)));
    }
    return table(parents, families, gate);
  }

  private static Table table(List<Integer> parents, List<Family> families, List<long[]> gate) {
    long[] flat = gate.stream().flatMapToLong(Arrays::stream).toArray();
    return new Table(new CellStructure(parents, families), flat);
  }

  private static long[] split(long total, int parts, SplittableRandom random) {
    long[] split = new long[parts];
    long rest = total;
    for (int i = 0; i < parts - 1; i++) {
      split[i] =
          random.nextBoolean()
              ? random.nextLong(rest + 1)
              : random.nextLong(Math.min(rest, 12) + 1);
      rest -= split[i];
    }
    split[parts - 1] = rest;
    return split;
  }

  /** Hidden cells whose value every solution of all family equations agrees on. */
  private static List<Integer> recoverable(Table t, BitSet allowed) {
    List<Integer> hidden =
        IntStream.range(0, t.structure.size())
            .filter(c -> t.gate[2 * c] > 0 && !allowed.get(c))
            .boxed()
            .toList();
    List<BigInteger[]> rows = new ArrayList<>();
    for (Family family : t.structure.families()) {
      BigInteger[] row = new BigInteger[hidden.size()];
      for (int i = 0; i < row.length; i++) {
        boolean part = family.cells().contains(hidden.get(i));
        boolean whole = family.parent() == hidden.get(i);
        row[i] = part ? BigInteger.ONE : whole ? BigInteger.ONE.negate() : BigInteger.ZERO;
      }
      rows.add(row);
    }
    return determined(rows, hidden);
  }

  /** Fraction-free Gauss-Jordan elimination. */
  private static List<Integer> determined(List<BigInteger[]> rows, List<Integer> names) {
    int rank = 0;
    for (int c = 0; c < names.size() && rank < rows.size(); c++) {
      int column = c;
      int from = rank;
      int pivot =
          IntStream.range(from, rows.size())
              .filter(r -> rows.get(r)[column].signum() != 0)
              .findFirst()
              .orElse(-1);
      if (pivot < 0) {
        continue;
      }
      BigInteger[] lead = rows.get(pivot);
      rows.set(pivot, rows.get(rank));
      rows.set(rank, lead);
      for (int r = 0; r < rows.size(); r++) {
        BigInteger factor = rows.get(r)[c];
        if (r != rank && factor.signum() != 0) {
          for (int k = 0; k < names.size(); k++) {
            rows.get(r)[k] = rows.get(r)[k].multiply(lead[c]).subtract(lead[k].multiply(factor));
          }
        }
      }
      rank++;
    }
    List<Integer> found = new ArrayList<>();
    for (BigInteger[] row : rows) {
      int[] entries = IntStream.range(0, row.length).filter(i -> row[i].signum() != 0).toArray();
      if (entries.length == 1) {
        found.add(names.get(entries[0]));
      }
    }
    return found;
  }
}
