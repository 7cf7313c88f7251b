package org.fedval.crypto.secagg;

import java.util.BitSet;
import org.fedval.crypto.secagg.body.Layout;

/**
 * Decides from the gate sums which units may be opened: one pure function, the same code at the
 * coordinator and at every site.
 */
public interface GateRule {
  /** The id that the study definition names. */
  int id();

  /**
   * The units (1 and above; never unit 0) that may be opened.
   *
   * @param gateSums entry {@code 2g} patients, {@code 2g + 1} contributors of cell {@code g}
   */
  BitSet allowed(Layout layout, long[] gateSums, int minCell, int minContributors);
}
