package org.fedval.evaluation.lattice;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;

/**
 * Which unknown a set of sums gives away. Each equation says that the sum of its unknowns is known.
 * An unknown is determined exactly when its unit vector lies in the row space, that is, when the
 * reduced row echelon form has a row with that entry alone. Elimination is exact, modulo the prime
 * 2^61 - 1, in ascending order of unknowns.
 */
final class LinearCheck {
  private static final long PRIME = (1L << 61) - 1;

  private LinearCheck() {}

  /** The lowest determined unknown, if there is one. */
  static OptionalInt firstDetermined(List<BitSet> equations) {
    BitSet unknowns = new BitSet();
    equations.forEach(unknowns::or);
    int[] columns = unknowns.stream().toArray();
    List<long[]> rows = new ArrayList<>();
    for (BitSet equation : equations) {
      long[] row = new long[columns.length];
      for (int c = 0; c < columns.length; c++) {
        row[c] = equation.get(columns[c]) ? 1 : 0;
      }
      rows.add(row);
    }
    int rank = reduce(rows, columns.length);
    for (int r = 0; r < rank; r++) {
      int alone = onlyEntry(rows.get(r));
      if (alone >= 0) {
        return OptionalInt.of(columns[alone]);
      }
    }
    return OptionalInt.empty();
  }

  /** Reduced row echelon form in place; returns the rank. */
  private static int reduce(List<long[]> rows, int columns) {
    int rank = 0;
    for (int c = 0; c < columns && rank < rows.size(); c++) {
      int pivot = rank;
      while (pivot < rows.size() && rows.get(pivot)[c] == 0) {
        pivot++;
      }
      if (pivot == rows.size()) {
        continue;
      }
      long[] row = rows.get(pivot);
      rows.set(pivot, rows.get(rank));
      rows.set(rank, row);
      scale(row, inverse(row[c]));
      for (int r = 0; r < rows.size(); r++) {
        if (r != rank && rows.get(r)[c] != 0) {
          subtract(rows.get(r), row, rows.get(r)[c]);
        }
      }
      rank++;
    }
    return rank;
  }

  private static int onlyEntry(long[] row) {
    int only = -1;
    for (int c = 0; c < row.length; c++) {
      if (row[c] != 0) {
        if (only >= 0) {
          return -1;
        }
        only = c;
      }
    }
    return only;
  }

  private static void scale(long[] row, long factor) {
    for (int c = 0; c < row.length; c++) {
      row[c] = multiply(row[c], factor);
    }
  }

  private static void subtract(long[] target, long[] row, long factor) {
    for (int c = 0; c < row.length; c++) {
      if (row[c] != 0) {
        target[c] = Math.floorMod(target[c] - multiply(row[c], factor), PRIME);
      }
    }
  }

  /** a * b modulo 2^61 - 1 for operands in [0, 2^61 - 1): 2^61 is 1 in this field. */
  private static long multiply(long a, long b) {
    long high = Math.multiplyHigh(a, b);
    long low = a * b;
    long folded = (low & PRIME) + ((low >>> 61) | (high << 3));
    return folded >= PRIME ? folded - PRIME : folded;
  }

  private static long inverse(long a) {
    long result = 1;
    long base = a;
    for (long exponent = PRIME - 2; exponent > 0; exponent >>= 1) {
      if ((exponent & 1) == 1) {
        result = multiply(result, base);
      }
      base = multiply(base, base);
    }
    return result;
  }
}
