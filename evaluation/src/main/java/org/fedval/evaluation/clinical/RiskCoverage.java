package org.fedval.evaluation.clinical;

import org.fedval.evaluation.roc.ClassHistograms;

/**
 * Area under the risk-coverage curve (Geifman, Uziel and El-Yaniv 2019, ICLR): the share of wrong
 * calls among the most confident cases, over the share of cases kept; trapezoids between bins of
 * confidence, constant before the first.
 */
public final class RiskCoverage {
  private RiskCoverage() {}

  /**
   * In [0, 1].
   *
   * @param byConfidence wrong calls as "positives" and right ones as "negatives", by bin of
   *     confidence, ascending
   * @throws IllegalArgumentException without cases
   */
  public static double area(ClassHistograms byConfidence) {
    long all = byConfidence.positives() + byConfidence.negatives();
    if (all == 0) {
      throw new IllegalArgumentException("A risk-coverage curve needs a case.");
    }
    double area = 0;
    double riskBefore = 0;
    long wrong = 0;
    long kept = 0;
    for (int b = byConfidence.bins() - 1; b >= 0; b--) {
      long here = byConfidence.positives(b) + byConfidence.negatives(b);
      if (here == 0) {
        continue;
      }
      wrong += byConfidence.positives(b);
      double risk = (double) wrong / (kept + here);
      area += here * (kept == 0 ? risk : (riskBefore + risk) / 2);
      kept += here;
      riskBefore = risk;
    }
    return area / all;
  }
}
