package org.fedval.evaluation.lattice;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.OptionalInt;
import org.fedval.evaluation.lattice.CellStructure.Family;
import org.fedval.evaluation.lattice.CellStructure.Joint;

/**
 * The rule {@value #NAME}: from the pooled gate counts to the cells that may be opened. A pure
 * function of integers; its name stands in the study definition, and any change needs a new name.
 *
 * <ol>
 *   <li>A cell with records is suppressed if it has fewer than {@code minCell} records or fewer
 *       than {@code minContributors} sites. A cell without records is empty: its unit stays closed,
 *       and it does not count as suppressed.
 *   <li>What lies below a suppressed cell is suppressed, and so is a joint cell unless both of its
 *       cells are released.
 *   <li>In every family whose parent is released, in ascending order: if some cell is suppressed,
 *       and it is the only one, or together they hold fewer than {@code minCell} records, or none
 *       of them has {@code minContributors} sites, the smallest released cell (lowest number on a
 *       tie) is suppressed too. If no released cell is left and a single cell is suppressed, so is
 *       the parent. If no released cell is left and several are suppressed, nothing more is needed:
 *       parent minus the released rest is then the parent itself, which passed (1) on its own
 *       records and sites.
 *   <li>All families together: with one unknown per suppressed cell and one equation per family
 *       with a released parent, a cell whose value follows from the equations (Gaussian elimination
 *       modulo 2^61 - 1) takes the smallest released cell of its families with it, else the parent
 *       of its first family.
 * </ol>
 *
 * <p>(2) to (4) repeat until nothing changes; cells are only ever added, so that ends. The clause
 * on sites matters: two vendors that live at one hospital each are both suppressed by (1), but
 * parent minus the rest is their sum, and each of the two hospitals could subtract itself.
 */
public final class SuppressionRule {
  public static final String NAME = "suppress/1";

  /** The rule for sums with noise: (1) without its exception and on patients alone, and (2). */
  public static final String NOISY_NAME = "suppress/1-noise";

  private final CellStructure structure;
  private final long[] gate;
  private final int minCell;
  private final int minContributors;
  private final BitSet suppressed = new BitSet();

  private SuppressionRule(CellStructure structure, long[] gate, int minCell, int minContributors) {
    this.structure = structure;
    this.gate = gate;
    this.minCell = minCell;
    this.minContributors = minContributors;
  }

  /**
   * The cells that may be opened; every one of them has records.
   *
   * @param gateSums entry 2g: distinct patients of cell g, entry 2g + 1: sites that have any
   * @throws IllegalArgumentException if the sums do not fit the structure or one is negative
   */
  public static BitSet allowed(
      CellStructure structure, long[] gateSums, int minCell, int minContributors) {
    if (gateSums.length != 2 * structure.size()) {
      throw new IllegalArgumentException("The gate needs two counts a cell of this layout.");
    }
    for (long sum : gateSums) {
      if (sum < 0) {
        throw new IllegalArgumentException("A gate count is negative; the session is spoiled.");
      }
    }
    SuppressionRule rule =
        new SuppressionRule(structure, gateSums.clone(), minCell, minContributors);
    rule.run();
    BitSet allowed = new BitSet();
    for (int cell = 0; cell < structure.size(); cell++) {
      allowed.set(cell, rule.released(cell));
    }
    return allowed;
  }

  /**
   * The cells that may be opened when every gate sum carries noise. A cell whose noisy patients are
   * below {@code minCell} is suppressed, one without patients too, and so is what lies below it.
   * Rules (3) and (4) keep an exact count from being computed as a difference, and no count is
   * exact here; sites that contribute cannot be counted under noise that hides each patient.
   *
   * @param noisySums entry 2g: noisy patients of cell g, may be negative; other entries are not
   *     read
   */
  public static BitSet allowedUnderNoise(CellStructure structure, long[] noisySums, int minCell) {
    if (noisySums.length != 2 * structure.size()) {
      throw new IllegalArgumentException("The gate needs two counts a cell of this layout.");
    }
    BitSet allowed = new BitSet();
    for (int cell = 0; cell < structure.size(); cell++) {
      int parent = structure.parents().get(cell);
      boolean above = parent == CellStructure.ROOT || allowed.get(parent);
      allowed.set(cell, above && noisySums[2 * cell] >= minCell);
    }
    return allowed;
  }

  private void run() {
    for (int cell = 0; cell < structure.size(); cell++) {
      boolean small = records(cell) < minCell || contributors(cell) < minContributors;
      suppressed.set(cell, records(cell) > 0 && small);
    }
    for (Joint joint : structure.joints()) {
      if (contributors(joint.cell()) < joint.leastContributors()) {
        suppressed.set(joint.cell());
      }
    }
    int before;
    do {
      before = suppressed.cardinality();
      suppressBelow();
      structure.families().forEach(this::protect);
      protectFromEquations();
    } while (suppressed.cardinality() > before);
  }

  /** Rule (2). Parents have lower numbers than their parts, so one ascending pass is enough. */
  private void suppressBelow() {
    for (int cell = 0; cell < structure.size(); cell++) {
      int parent = structure.parents().get(cell);
      if (parent != CellStructure.ROOT && suppressed.get(parent) && records(cell) > 0) {
        suppressed.set(cell);
      }
      if (suppressed.get(cell)) {
        suppressParts(cell);
      }
    }
    for (Joint joint : structure.joints()) {
      if (!released(joint.first()) || !released(joint.second())) {
        suppressed.set(joint.cell());
      }
    }
  }

  private void suppressParts(int cell) {
    for (Family family : structure.families()) {
      if (family.parent() == cell) {
        family.cells().stream().filter(c -> records(c) > 0).forEach(suppressed::set);
      }
    }
  }

  /** Rule (3). */
  private void protect(Family family) {
    if (!released(family.parent())) {
      return;
    }
    int count = 0;
    long records = 0;
    long contributors = 0;
    for (int cell : family.cells()) {
      if (suppressed.get(cell)) {
        count++;
        records = Math.addExact(records, records(cell));
        contributors = Math.max(contributors, contributors(cell));
      }
    }
    boolean exposed = count == 1 || records < minCell || contributors < minContributors;
    if (count == 0 || !exposed) {
      return;
    }
    OptionalInt smallest = smallestReleased(List.of(family));
    if (smallest.isPresent()) {
      suppressed.set(smallest.getAsInt());
    } else if (count == 1) {
      suppressed.set(family.parent());
    }
  }

  /** Rule (4). */
  private void protectFromEquations() {
    List<Family> known =
        structure.families().stream()
            .filter(f -> released(f.parent()))
            .filter(f -> f.cells().stream().anyMatch(suppressed::get))
            .toList();
    List<BitSet> equations = new ArrayList<>();
    for (Family family : known) {
      BitSet unknowns = new BitSet();
      family.cells().stream().filter(suppressed::get).forEach(unknowns::set);
      equations.add(unknowns);
    }
    OptionalInt exposed = LinearCheck.firstDetermined(equations);
    if (exposed.isEmpty()) {
      return;
    }
    List<Family> mine = known.stream().filter(f -> f.cells().contains(exposed.getAsInt())).toList();
    suppressed.set(smallestReleased(mine).orElse(mine.get(0).parent()));
  }

  private OptionalInt smallestReleased(List<Family> families) {
    int best = -1;
    for (Family family : families) {
      for (int cell : family.cells()) {
        if (released(cell) && (best < 0 || smaller(cell, best))) {
          best = cell;
        }
      }
    }
    return best < 0 ? OptionalInt.empty() : OptionalInt.of(best);
  }

  private boolean smaller(int cell, int than) {
    return records(cell) < records(than) || (records(cell) == records(than) && cell < than);
  }

  private boolean released(int cell) {
    return records(cell) > 0 && !suppressed.get(cell);
  }

  private long records(int cell) {
    return gate[2 * cell];
  }

  private long contributors(int cell) {
    return gate[2 * cell + 1];
  }
}
