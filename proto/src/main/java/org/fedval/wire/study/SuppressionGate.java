package org.fedval.wire.study;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.crypto.secagg.GateRule;
import org.fedval.crypto.secagg.body.Layout;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.lattice.CellStructure;
import org.fedval.evaluation.lattice.SuppressionRule;

/** The gate rule {@code suppress/1} of {@code evaluation}, as the protocol calls it. */
public final class SuppressionGate implements GateRule {
  /** The id of {@code suppress/1} in a StudyDefinition. */
  public static final int ID = 1;

  private final CellStructure structure;

  public SuppressionGate(CounterLayout counters) {
    this(counters.structure());
  }

  private SuppressionGate(CellStructure structure) {
    this.structure = structure;
  }

  /** The rule for a layout alone, which says as much of its cells as the counters do. */
  public static SuppressionGate of(Layout layout) {
    List<Integer> parents = new ArrayList<>();
    SortedMap<Integer, List<Integer>> families = new TreeMap<>();
    for (int cell = 0; cell < layout.cells(); cell++) {
      Layout.Unit unit = layout.units().get(1 + cell);
      parents.add(unit.parentCell() == Layout.ROOT ? CellStructure.ROOT : unit.parentCell());
      for (int family : unit.families()) {
        families.computeIfAbsent(family, f -> new ArrayList<>()).add(cell);
      }
    }
    return new SuppressionGate(
        new CellStructure(
            parents,
            families.values().stream()
                .map(cells -> new CellStructure.Family(parents.get(cells.get(0)), cells))
                .toList()));
  }

  @Override
  public int id() {
    return ID;
  }

  @Override
  public BitSet allowed(Layout layout, long[] gateSums, int minCell, int minContributors) {
    BitSet units = new BitSet();
    SuppressionRule.allowed(structure, gateSums, minCell, minContributors).stream()
        .forEach(cell -> units.set(1 + cell));
    return units;
  }
}
