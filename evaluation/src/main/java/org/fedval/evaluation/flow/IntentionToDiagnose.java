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
  private final long failedPositives;
  private final long failedNegatives;

  public IntentionToDiagnose(Confusion analysed, Attrition attrition) {
    this(analysed, attrition.failedPositives(), attrition.failedNegatives());
  }

  /**
   * With counts of failed index tests. Where their reference is not known, the number of all
   * failures as both gives bounds that are wider than those with it.
   */
  public IntentionToDiagnose(Confusion analysed, long failedPositives, long failedNegatives) {
    this.analysed = analysed;
    this.failedPositives = failedPositives;
    this.failedNegatives = failedNegatives;
  }

  public OptionalDouble sensitivityFailuresNegative() {
    return share(analysed.tp(), analysed.positives() + failedPositives);
  }

  public OptionalDouble sensitivityFailuresPositive() {
    return share(analysed.tp() + failedPositives, analysed.positives() + failedPositives);
  }

  public OptionalDouble specificityFailuresPositive() {
    return share(analysed.tn(), analysed.negatives() + failedNegatives);
  }

  public OptionalDouble specificityFailuresNegative() {
    return share(analysed.tn() + failedNegatives, analysed.negatives() + failedNegatives);
  }

  private static OptionalDouble share(long k, long n) {
    return n == 0 ? OptionalDouble.empty() : OptionalDouble.of((double) k / n);
  }
}
