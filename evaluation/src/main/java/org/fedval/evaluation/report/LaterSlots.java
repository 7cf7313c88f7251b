package org.fedval.evaluation.report;

import org.fedval.evaluation.counters.PooledStudy;

/** What the plan asks of later slots, and why one of them has no sums. */
final class LaterSlots {
  private LaterSlots() {}

  /** Whether the plan has this slot. */
  static boolean planned(PooledStudy study, int slot) {
    return study.first().layout().plan().analyses().rounds() > slot;
  }

  /** In words, beginning with a code such as {@code SITE_LOST} where one is known. */
  static String absence(PooledStudy study) {
    return study.absence().orElse("the study ended before this round");
  }
}
