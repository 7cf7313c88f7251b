package org.fedval.crypto.secagg;

import java.util.BitSet;
import org.fedval.crypto.secagg.body.Layout;

/** Opens a cell with enough patients and contributors; no complementary suppression. */
record ThresholdGateRule(int id) implements GateRule {
  @Override
  public BitSet allowed(Layout layout, long[] gateSums, int minCell, int minContributors) {
    BitSet allowed = new BitSet();
    for (int g = 0; g < layout.cells(); g++) {
      if (gateSums[2 * g] >= minCell && gateSums[2 * g + 1] >= minContributors) {
        allowed.set(1 + g);
      }
    }
    return allowed;
  }
}
