package org.fedval.cli.simulate;

import java.util.BitSet;
import org.fedval.crypto.secagg.GateRule;
import org.fedval.crypto.secagg.body.Layout;

/** Opens every cell with enough patients and contributors; complementary cells do not occur. */
record FilledCells(int id) implements GateRule {
  @Override
  public BitSet allowed(Layout layout, long[] gateSums, int minCell, int minContributors) {
    BitSet units = new BitSet();
    for (int cell = 0; cell < layout.cells(); cell++) {
      if (gateSums[2 * cell] >= minCell && gateSums[2 * cell + 1] >= minContributors) {
        units.set(1 + cell);
      }
    }
    return units;
  }
}
