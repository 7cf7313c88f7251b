package org.fedval.wire.study;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.fedval.crypto.secagg.OpenedSums;
import org.fedval.crypto.secagg.ProtocolViolation;
import org.fedval.crypto.secagg.body.Layout;
import org.fedval.evaluation.counters.InconsistentCountsException;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledStudy;

/**
 * From the opened sums of a study's slots to what evaluation derives the next slot from: the same
 * code at the coordinator and at every site.
 */
public final class PooledSlots {
  private PooledSlots() {}

  /**
   * The study after these slots.
   *
   * @param opened of slot 0 and those that follow it, without a gap; one or more
   * @param sites how many sites are in the sums; used under differential privacy alone
   * @throws ProtocolViolation with code COHORT_CHANGED for another cohort in a later slot, with
   *     code FALSE_TABLES if the sums contradict layout, suppression rule or each other
   */
  public static PooledStudy of(LockedStudy study, List<OpenedSums> opened, int sites) {
    PooledStudy pooled = PooledStudy.of(first(study, opened.get(0), sites));
    for (int slot = 1; slot < opened.size(); slot++) {
      pooled = plus(study, pooled, opened.get(slot));
    }
    return pooled;
  }

  private static PooledCounts first(LockedStudy study, OpenedSums opened, int sites) {
    Layout layout = study.layout();
    long[] gate = opened.gate(layout);
    Map<Integer, long[]> cells = cells(opened, layout);
    try {
      return study.plan().noise() == null
          ? PooledCounts.of(study.counters(), gate, cells)
          : PooledCounts.withNoise(study.counters(), gate, cells, sites);
    } catch (IllegalArgumentException | InconsistentCountsException e) {
      throw contradiction();
    }
  }

  /** The study after one slot more; throws as {@link #of}. */
  public static PooledStudy plus(LockedStudy study, PooledStudy earlier, OpenedSums next) {
    int slot = earlier.size();
    Layout layout = study.layout(slot);
    long[] gate = next.gate(layout);
    if (!earlier.repeatsCohort(study.counters(slot), gate)) {
      throw new ProtocolViolation(
          ProtocolViolation.Code.COHORT_CHANGED,
          "The patients of a later slot are not those of the first.");
    }
    try {
      return earlier.plus(
          PooledCounts.after(earlier, study.counters(slot), gate, cells(next, layout)));
    } catch (IllegalArgumentException | InconsistentCountsException e) {
      throw contradiction();
    }
  }

  private static ProtocolViolation contradiction() {
    return new ProtocolViolation(
        ProtocolViolation.Code.FALSE_TABLES,
        "The opened sums of a slot contradict its layout or each other.");
  }

  private static Map<Integer, long[]> cells(OpenedSums opened, Layout layout) {
    Map<Integer, long[]> cells = new HashMap<>();
    opened.units(layout).forEach((unit, words) -> cells.put(unit - 1, words));
    return cells;
  }
}
