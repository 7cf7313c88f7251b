package org.fedval.evaluation.roc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * Area under the ROC curve of binned scores as the Mann-Whitney statistic with ties counted half
 * (Bamber 1975, J Math Psychol 12:387-415): {@code U2/(2MN)}, {@code U2 = Σ P_b (2 N_<b + N_b)}.
 * Sums are exact integers, divided once.
 */
public final class Auroc {
  private static final MathContext DIGITS = MathContext.DECIMAL128;

  private Auroc() {}

  /**
   * The area, in [0, 1].
   *
   * @throws IllegalArgumentException when a class is empty
   */
  public static double of(ScoreHistograms h) {
    requireBoth(h);
    return ratio(u2(h), product(h).shiftLeft(1));
  }

  /**
   * T/2, half of the share of pairs that fall into one bin: the area of the raw scores differs from
   * that of the binned scores by no more. Pairs in different bins keep their order; a pair inside a
   * bin counts 1/2 instead of something in [0, 1].
   *
   * @throws IllegalArgumentException when a class is empty
   */
  public static double quantisationBound(ScoreHistograms h) {
    requireBoth(h);
    BigInteger ties = BigInteger.ZERO;
    for (int b = 0; b < h.bins(); b++) {
      ties =
          ties.add(
              BigInteger.valueOf(h.positives(b)).multiply(BigInteger.valueOf(h.negatives(b))));
    }
    return ratio(ties, product(h).shiftLeft(1));
  }

  /** Twice the Mann-Whitney U of the positives. */
  static BigInteger u2(ScoreHistograms h) {
    BigInteger sum = BigInteger.ZERO;
    BigInteger below = BigInteger.ZERO;
    for (int b = 0; b < h.bins(); b++) {
      BigInteger here = BigInteger.valueOf(h.negatives(b));
      BigInteger placement = below.shiftLeft(1).add(here);
      sum = sum.add(BigInteger.valueOf(h.positives(b)).multiply(placement));
      below = below.add(here);
    }
    return sum;
  }

  static double ratio(BigInteger numerator, BigInteger denominator) {
    return new BigDecimal(numerator).divide(new BigDecimal(denominator), DIGITS).doubleValue();
  }

  private static BigInteger product(ScoreHistograms h) {
    return BigInteger.valueOf(h.totalPositives())
        .multiply(BigInteger.valueOf(h.totalNegatives()));
  }

  private static void requireBoth(ScoreHistograms h) {
    if (h.totalPositives() == 0 || h.totalNegatives() == 0) {
      throw new IllegalArgumentException("An AUROC needs at least one case of each class.");
    }
  }
}
