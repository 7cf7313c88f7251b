package org.fedval.wire.study;

import java.util.BitSet;
import org.fedval.crypto.secagg.GateRule;
import org.fedval.crypto.secagg.body.Layout;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.lattice.SuppressionRule;

/** The gate rule {@code suppress/1} of {@code evaluation}, as the protocol calls it. */
public final class SuppressionGate implements GateRule {
  /** The id of {@code suppress/1} in a StudyDefinition. */
  public static final int ID = 1;

  private final CounterLayout counters;

  public SuppressionGate(CounterLayout counters) {
    this.counters = counters;
  }

  @Override
  public int id() {
    return ID;
  }

  @Override
  public BitSet allowed(Layout layout, long[] gateSums, int minCell, int minContributors) {
    BitSet units = new BitSet();
    SuppressionRule.allowed(counters.structure(), gateSums, minCell, minContributors).stream()
        .forEach(cell -> units.set(1 + cell));
    return units;
  }
}
