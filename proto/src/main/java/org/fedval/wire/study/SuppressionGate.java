package org.fedval.wire.study;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.fedval.crypto.secagg.GateRule;
import org.fedval.crypto.secagg.body.Layout;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.lattice.CellStructure;
import org.fedval.evaluation.lattice.SuppressionRule;

/**
 * The gate rules of {@code evaluation}, as the protocol calls them: {@code suppress/1}, and {@code
 * suppress/1-noise} for a plan with differential privacy.
 */
public final class SuppressionGate implements GateRule {
  /** The id of {@code suppress/1} in a StudyDefinition. */
  public static final int ID = 1;

  /** The id of {@code suppress/1-noise} in a StudyDefinition. */
  public static final int NOISY_ID = 2;

  private final CellStructure structure;
  private final boolean noisy;

  public SuppressionGate(CounterLayout counters) {
    this(counters.structure(), counters.plan().noise() != null);
  }

  private SuppressionGate(CellStructure structure, boolean noisy) {
    this.structure = structure;
    this.noisy = noisy;
  }

  /**
   * The rule for a study and a layout alone, which say as much of privacy and cells as the counters
   * do.
   */
  public static SuppressionGate of(StudyDefinition study, Layout layout) {
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
                .toList()),
        study.privacy().on());
  }

  @Override
  public int id() {
    return noisy ? NOISY_ID : ID;
  }

  @Override
  public BitSet allowed(Layout layout, long[] gateSums, int minCell, int minContributors) {
    BitSet units = new BitSet();
    BitSet cells =
        noisy
            ? SuppressionRule.allowedUnderNoise(structure, gateSums, minCell)
            : SuppressionRule.allowed(structure, gateSums, minCell, minContributors);
    cells.stream().forEach(cell -> units.set(1 + cell));
    return units;
  }
}
