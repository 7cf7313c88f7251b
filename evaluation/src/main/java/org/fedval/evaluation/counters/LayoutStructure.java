package org.fedval.evaluation.counters;

import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.evaluation.lattice.CellStructure;
import org.fedval.evaluation.lattice.CellStructure.Family;
import org.fedval.evaluation.lattice.CellStructure.Joint;

/**
 * How cells nest, from what a unit declares. A family with a number below {@link
 * CounterLayout#CROSSED} divides the parent of its cells; any other names the cell that it divides
 * in its lowest 12 bits.
 */
public final class LayoutStructure {
  /** Sites beyond the corrupt ones that hide each other's terms: DerSimonian and Laird's sums. */
  private static final int HIDING_SITES = 5;

  private static final int CELL_BITS = 0xFFF;

  private LayoutStructure() {}

  /** What a unit declares of its cell. */
  public record Declared(CounterUnit.Kind kind, List<Integer> families, int parentCell) {}

  static CellStructure of(List<CounterUnit> units, int corruptSites) {
    return structure(
        units.subList(1, units.size()).stream()
            .map(u -> new Declared(u.kind(), u.families(), u.parentCell()))
            .toList(),
        corruptSites);
  }

  /**
   * The structure of these cells.
   *
   * @param corruptSites f
   * @throws IllegalArgumentException if the declarations contradict each other
   */
  public static CellStructure structure(List<Declared> cells, int corruptSites) {
    List<Integer> parents = new ArrayList<>();
    SortedMap<Integer, List<Integer>> families = new TreeMap<>();
    List<Joint> joints = new ArrayList<>();
    for (int cell = 0; cell < cells.size(); cell++) {
      Declared declared = cells.get(cell);
      parents.add(declared.parentCell() < 0 ? CellStructure.ROOT : declared.parentCell());
      for (int family : declared.families()) {
        families.computeIfAbsent(family, f -> new ArrayList<>()).add(cell);
      }
      if (declared.kind() == CounterUnit.Kind.BOTH_CLASSES) {
        joints.add(new Joint(cell, declared.parentCell(), declared.parentCell() + 1, 0));
      } else if (declared.kind() == CounterUnit.Kind.SITE_TERMS) {
        joints.add(
            new Joint(
                cell,
                declared.parentCell(),
                declared.parentCell() + 1,
                corruptSites + HIDING_SITES));
      }
    }
    List<Family> partitions = new ArrayList<>();
    families.forEach(
        (number, parts) ->
            partitions.add(
                new Family(
                    number >= CounterLayout.CROSSED
                        ? number & CELL_BITS
                        : parents.get(parts.get(0)),
                    parts)));
    return new CellStructure(parents, partitions, joints);
  }
}
