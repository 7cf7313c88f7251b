package org.fedval.evaluation.lattice;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * How cells nest. Cells are numbered from 0.
 *
 * @param parents the cell that each cell lies in, {@link #ROOT} for none
 * @param families the partitions, ascending by family number
 * @param joints cells that are opened only together with others
 */
public record CellStructure(List<Integer> parents, List<Family> families, List<Joint> joints) {
  public static final int ROOT = -1;

  /**
   * A partition of one cell into others, such as the levels of one attribute.
   *
   * @param parent the cell that is partitioned
   * @param cells its parts, ascending
   */
  public record Family(int parent, List<Integer> cells) {
    public Family {
      cells = List.copyOf(cells);
    }
  }

  /**
   * A cell over both of two others, such as positives and negatives.
   *
   * @param cell opened only if both others are
   * @param first one of them
   * @param second the other
   * @param leastContributors sites that it needs, if more than other cells do
   */
  public record Joint(int cell, int first, int second, int leastContributors) {}

  /** Without joint cells. */
  public CellStructure(List<Integer> parents, List<Family> families) {
    this(parents, families, List.of());
  }

  public CellStructure {
    joints = List.copyOf(joints);
    for (Joint joint : joints) {
      if (Math.min(joint.first(), joint.second()) < 0
          || Math.max(joint.first(), joint.second()) >= joint.cell()
          || joint.cell() >= parents.size()) {
        throw new IllegalArgumentException("A joint cell needs two cells of lower numbers.");
      }
    }
    parents = List.copyOf(parents);
    families = List.copyOf(families);
    for (int cell = 0; cell < parents.size(); cell++) {
      checkParent(parents.get(cell), cell, true);
    }
    for (Family family : families) {
      Set<Integer> seen = new HashSet<>();
      for (int cell : family.cells()) {
        checkParent(family.parent(), cell, false);
        if (cell >= parents.size() || !seen.add(cell)) {
          throw new IllegalArgumentException("A family lists an unknown cell, or one cell twice.");
        }
      }
    }
  }

  /** Parents come before their parts, so that nothing can lie in itself. */
  private static void checkParent(int parent, int cell, boolean rootAllowed) {
    if (parent >= cell || parent < ROOT || (parent == ROOT && !rootAllowed)) {
      throw new IllegalArgumentException("A cell must have a lower number than its parts.");
    }
  }

  /** How many cells. */
  public int size() {
    return parents.size();
  }
}
