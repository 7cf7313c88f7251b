package org.fedval.wire.study;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.fedval.crypto.secagg.GateRule;
import org.fedval.crypto.secagg.body.Layout;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.crypto.secagg.body.UnitKind;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.CounterUnit;
import org.fedval.evaluation.counters.LayoutStructure;
import org.fedval.evaluation.lattice.CellStructure;
import org.fedval.evaluation.lattice.SuppressionRule;
import org.jspecify.annotations.Nullable;

/**
 * The gate rules of {@code evaluation}, as the protocol calls them: {@code suppress/1}, and {@code
 * suppress/1-noise} for a plan with differential privacy. In a later slot nothing at all is allowed
 * unless its gate repeats the first slot's, and never a cell that an earlier slot withheld.
 */
public final class SuppressionGate implements GateRule {
  /** The id of {@code suppress/1} in a StudyDefinition. */
  public static final int ID = 1;

  /** The id of {@code suppress/1-noise} in a StudyDefinition. */
  public static final int NOISY_ID = 2;

  private final CellStructure structure;
  private final boolean noisy;
  private final @Nullable EarlierGate earlier;

  /** The rule for a first slot. */
  public SuppressionGate(CounterLayout counters) {
    this(counters.structure(), counters.plan().noise() != null, null);
  }

  private SuppressionGate(CellStructure structure, boolean noisy, @Nullable EarlierGate earlier) {
    this.structure = structure;
    this.noisy = noisy;
    this.earlier = earlier;
  }

  /** The rule for a later slot. */
  public SuppressionGate after(EarlierGate gate) {
    return new SuppressionGate(structure, noisy, gate);
  }

  /**
   * The rule for a study and a layout alone, which say as much of privacy and cells as the counters
   * do.
   */
  public static SuppressionGate of(StudyDefinition study, Layout layout) {
    List<LayoutStructure.Declared> cells = new ArrayList<>();
    for (Layout.Unit unit : layout.units().subList(1, layout.units().size())) {
      int parent = unit.parentCell() == Layout.ROOT ? CellStructure.ROOT : unit.parentCell();
      cells.add(new LayoutStructure.Declared(kind(unit.kind()), unit.families(), parent));
    }
    return new SuppressionGate(
        LayoutStructure.structure(cells, study.f()), study.privacy().on(), null);
  }

  private static CounterUnit.Kind kind(UnitKind kind) {
    return switch (kind) {
      case GATE -> CounterUnit.Kind.GATE;
      case UNSIGNED -> CounterUnit.Kind.COUNTS;
      case SIGNED -> CounterUnit.Kind.SUMS;
      case JOINT -> CounterUnit.Kind.BOTH_CLASSES;
      case SITE_TERMS -> CounterUnit.Kind.SITE_TERMS;
    };
  }

  @Override
  public int id() {
    return noisy ? NOISY_ID : ID;
  }

  @Override
  public BitSet allowed(Layout layout, long[] gateSums, int minCell, int minContributors) {
    BitSet units = new BitSet();
    EarlierGate before = earlier;
    if (before != null && !before.isRepeatedBy(gateSums)) {
      return units;
    }
    BitSet cells =
        noisy
            ? SuppressionRule.allowedUnderNoise(structure, gateSums, minCell)
            : SuppressionRule.allowed(structure, gateSums, minCell, minContributors);
    if (before != null) {
      cells.and(before.open());
    }
    cells.stream().forEach(cell -> units.set(1 + cell));
    return units;
  }
}
