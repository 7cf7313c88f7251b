package org.fedval.wire.study;

import java.util.BitSet;
import org.fedval.crypto.secagg.GateRule;
import org.fedval.crypto.secagg.body.Layout;
import org.fedval.evaluation.counters.CounterLayout;
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

  private final CounterLayout counters;

  public SuppressionGate(CounterLayout counters) {
    this.counters = counters;
  }

  @Override
  public int id() {
    return isNoisy() ? NOISY_ID : ID;
  }

  @Override
  public BitSet allowed(Layout layout, long[] gateSums, int minCell, int minContributors) {
    BitSet units = new BitSet();
    BitSet cells =
        isNoisy()
            ? SuppressionRule.allowedUnderNoise(counters.structure(), gateSums, minCell)
            : SuppressionRule.allowed(counters.structure(), gateSums, minCell, minContributors);
    cells.stream().forEach(cell -> units.set(1 + cell));
    return units;
  }

  private boolean isNoisy() {
    return counters.plan().noise() != null;
  }
}
