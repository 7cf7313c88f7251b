package org.fedval.evaluation.flow;

import java.util.OptionalDouble;
import org.fedval.evaluation.confusion.Confusion;

/**
 * Sensitivity and specificity over all cases with a clear reference, with failed index tests
 * counted as negative or as positive calls (Schuetz et al. 2012, BMJ 345:e6717). Empty without
 * cases of the class.
 */
public final class IntentionToDiagnose {
  private final Confusion analysed;
  private final Attrition attrition;

  public IntentionToDiagnose(Confusion analysed, Attrition attrition) {
    this.analysed = analysed;
    this.attrition = attrition;
  }

  public OptionalDouble sensitivityFailuresNegative() {
    return share(analysed.tp(), analysed.positives() + attrition.failedPositives());
  }

  public OptionalDouble sensitivityFailuresPositive() {
    return share(
        analysed.tp() + attrition.failedPositives(),
        analysed.positives() + attrition.failedPositives());
  }

  public OptionalDouble specificityFailuresPositive() {
    return share(analysed.tn(), analysed.negatives() + attrition.failedNegatives());
  }

  public OptionalDouble specificityFailuresNegative() {
    return share(
        analysed.tn() + attrition.failedNegatives(),
        analysed.negatives() + attrition.failedNegatives());
  }

  private static OptionalDouble share(long k, long n) {
    return n == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) k / n);
  }
}
