package org.fedval.evaluation.report;

import org.fedval.evaluation.roc.ClassHistograms;
import org.jspecify.annotations.Nullable;

/** Why a measure of both classes cannot be estimated. */
final class EmptyClass {
  private EmptyClass() {}

  /** In words; null where both classes have cases. */
  static @Nullable String reason(ClassHistograms h) {
    return reason(h.positives(), h.negatives());
  }

  /** In words; null where both classes have cases. */
  static @Nullable String reason(long positives, long negatives) {
    if (positives > 0 && negatives > 0) {
      return null;
    }
    return positives > 0
        ? "no negative images"
        : negatives > 0 ? "no positive images" : "no labelled images";
  }
}
