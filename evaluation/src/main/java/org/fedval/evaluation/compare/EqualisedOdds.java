package org.fedval.evaluation.compare;

import java.util.OptionalDouble;
import org.fedval.evaluation.confusion.Confusion;

/**
 * max(|TPR gap|, |FPR gap|) between a level and its complement (Hardt, Price and Srebro 2016,
 * NIPS).
 */
public final class EqualisedOdds {
  private EqualisedOdds() {}

  /** In [0, 1]; empty if a class is empty on either side. */
  public static OptionalDouble gap(Confusion level, Confusion complement) {
    if (Math.min(level.positives(), level.negatives()) == 0
        || Math.min(complement.positives(), complement.negatives()) == 0) {
      return OptionalDouble.empty();
    }
    double tpr = level.sensitivity().orElseThrow() - complement.sensitivity().orElseThrow();
    double fpr = level.specificity().orElseThrow() - complement.specificity().orElseThrow();
    return OptionalDouble.of(Math.max(Math.abs(tpr), Math.abs(fpr)));
  }
}
