package org.fedval.evaluation.counters;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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
  private static final int CELL_BITS = 0xFFF;

  private LayoutStructure() {}

  /** What a unit declares of its cell. */
  public record Declared(CounterUnit.Kind kind, List<Integer> families, int parentCell) {}

  /**
   * Sites beyond the corrupt ones that hide each other's terms. A site has the images of a class
   * and those that are called right at each of n operating points; their totals and, a point, four
   * sums at a variance between sites of 0 and three at DerSimonian and Laird's are 1 + 8n
   * equations. More unknowns than equations are needed, so the n-th cell of site terms with one
   * parent opens with the sites that the first n together need.
   *
   * @param nth 1 or more
   */
  static int hidingSites(int nth) {
    return (1 + 8 * nth) / (nth + 1) + 1;
  }

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
    Map<Integer, Integer> siteTerms = new HashMap<>();
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
                corruptSites
                    + hidingSites(siteTerms.merge(declared.parentCell(), 1, Integer::sum))));
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
