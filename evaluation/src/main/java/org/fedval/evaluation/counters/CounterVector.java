package org.fedval.evaluation.counters;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Every count of one site, or of several sites in plain text, unit by unit. Immutable. */
public final class CounterVector {
  private final CounterLayout layout;
  private final long[][] units;

  private CounterVector(CounterLayout layout, long[][] units) {
    this.layout = layout;
    this.units = units;
  }

  /** Takes over the arrays; checks bounds and identities. */
  static CounterVector ofSite(CounterLayout layout, long[][] units) {
    for (int u = 0; u < units.length; u++) {
      CounterUnit unit = layout.units().get(u);
      if (Arrays.stream(units[u]).anyMatch(x -> x > unit.bound() || x < -unit.bound())) {
        throw new InconsistentCountsException(unit.name(), "a count is above the layout's bound");
      }
    }
    CounterVector vector = new CounterVector(layout, units);
    CountIdentities.check(layout, units[0], vector.cells());
    return vector;
  }

  public CounterLayout layout() {
    return layout;
  }

  /** The words of a unit: 0 is the gate, 1 + g is cell g. A copy. */
  public long[] unit(int index) {
    return units[index].clone();
  }

  /** The words of all units, in order. Copies. */
  public long[][] units() {
    return Arrays.stream(units).map(long[]::clone).toArray(long[][]::new);
  }

  /**
   * The sum over two disjoint sets of sites.
   *
   * @throws IllegalArgumentException if the layouts differ
   */
  public CounterVector plus(CounterVector other) {
    if (!layout.matches(other.layout)) {
      throw new IllegalArgumentException("Vectors of two different layouts cannot be added.");
    }
    long[][] sum = units();
    for (int u = 0; u < sum.length; u++) {
      for (int word = 0; word < sum[u].length; word++) {
        sum[u][word] = Math.addExact(sum[u][word], other.units[u][word]);
      }
    }
    return new CounterVector(layout, sum);
  }

  Map<Integer, long[]> cells() {
    Map<Integer, long[]> cells = new HashMap<>();
    for (int cell = 0; cell < units.length - 1; cell++) {
      cells.put(cell, units[1 + cell]);
    }
    return cells;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CounterVector
        && layout.matches(((CounterVector) other).layout)
        && Arrays.deepEquals(units, ((CounterVector) other).units);
  }

  @Override
  public int hashCode() {
    return Arrays.deepHashCode(units);
  }
}
