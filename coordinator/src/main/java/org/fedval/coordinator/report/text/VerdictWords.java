package org.fedval.coordinator.report.text;

import org.fedval.evaluation.report.Verdict;
import org.jspecify.annotations.Nullable;

/** The class of the stylesheet that a verdict wears. */
public final class VerdictWords {
  private VerdictWords() {}

  /** Empty where there is no verdict. */
  public static String cssClass(@Nullable Verdict verdict) {
    if (verdict == null) {
      return "";
    }
    return switch (verdict) {
      case MEETS_GOAL -> "meets";
      case FAILS_GOAL -> "fails";
      case INCONCLUSIVE -> "inconclusive";
      case NOT_POWERED_TO_CERTIFY -> "unpowered";
    };
  }
}
