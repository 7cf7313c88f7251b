package org.fedval.evaluation.roc;

import java.math.BigInteger;

/**
 * The largest Youden index J = sensitivity + specificity - 1 over all lower bin edges (Youden 1950,
 * Cancer 3:32-35). Chosen on the data, so it is optimistic; a locked threshold needs no such
 * choice.
 *
 * @param ties how many different points of the curve reach it
 * @param sensitivity at the lowest such threshold
 * @param specificity at the lowest such threshold
 */
public record YoudenIndex(double value, int ties, double sensitivity, double specificity) {

  /**
   * @throws IllegalArgumentException if a class is empty
   */
  public static YoudenIndex of(ClassHistograms h) {
    if (h.positives() == 0 || h.negatives() == 0) {
      throw new IllegalArgumentException("A Youden index needs a positive and a negative case.");
    }
    BigInteger m = BigInteger.valueOf(h.positives());
    BigInteger n = BigInteger.valueOf(h.negatives());
    long tp = 0;
    long fp = 0;
    BigInteger best = BigInteger.ZERO;
    long[] at = {0, 0};
    int ties = 1;
    for (int b = h.bins() - 1; b >= 0; b--) {
      if (h.positives(b) + h.negatives(b) == 0) {
        continue;
      }
      tp += h.positives(b);
      fp += h.negatives(b);
      BigInteger j =
          BigInteger.valueOf(tp).multiply(n).subtract(BigInteger.valueOf(fp).multiply(m));
      int order = j.compareTo(best);
      if (order >= 0) {
        ties = order == 0 ? ties + 1 : 1;
        best = j;
        at = new long[] {tp, fp};
      }
    }
    double sensitivity = (double) at[0] / h.positives();
    double specificity = (double) (h.negatives() - at[1]) / h.negatives();
    return new YoudenIndex(sensitivity + specificity - 1, ties, sensitivity, specificity);
  }
}
