package org.fedval.evaluation.roc;

import java.math.BigInteger;
import org.fedval.evaluation.binom.Interval;
import org.fedval.evaluation.dist.Normal;

/**
 * Variance of the AUROC from pooled histograms (DeLong, DeLong and Clarke-Pearson 1988, Biometrics
 * 44:837-845). The placement values depend on the bin alone, so {@code S10 = (Σ P_b R_b² - U2²/M) /
 * ((M - 1) 4N²)} with {@code R_b = 2 N_<b + N_b}, S01 alike with {@code Q_b = 2 P_>b + P_b}, and
 * {@code Var = S10/M + S01/N}. Numerators are exact integers; there is one division per class.
 */
public final class DeLong {
  private DeLong() {}

  /**
   * The variance, at least 0.
   *
   * @throws IllegalArgumentException when a class has fewer than two cases
   */
  public static double variance(ScoreHistograms h) {
    if (h.totalPositives() < 2 || h.totalNegatives() < 2) {
      throw new IllegalArgumentException(
          "A DeLong variance needs at least two cases of each class.");
    }
    BigInteger squaresR = BigInteger.ZERO;
    BigInteger below = BigInteger.ZERO;
    for (int b = 0; b < h.bins(); b++) {
      BigInteger here = BigInteger.valueOf(h.negatives(b));
      BigInteger r = below.shiftLeft(1).add(here);
      squaresR = squaresR.add(BigInteger.valueOf(h.positives(b)).multiply(r.multiply(r)));
      below = below.add(here);
    }
    BigInteger squaresQ = BigInteger.ZERO;
    BigInteger above = BigInteger.ZERO;
    for (int b = h.bins() - 1; b >= 0; b--) {
      BigInteger here = BigInteger.valueOf(h.positives(b));
      BigInteger q = above.shiftLeft(1).add(here);
      squaresQ = squaresQ.add(BigInteger.valueOf(h.negatives(b)).multiply(q.multiply(q)));
      above = above.add(here);
    }
    BigInteger u2 = Auroc.u2(h);
    return part(squaresR, u2, h.totalPositives(), h.totalNegatives())
        + part(squaresQ, u2, h.totalNegatives(), h.totalPositives());
  }

  /** {@code (Σ squares - U2²/own) / ((own - 1) · 4 other² · own)}, the share of one class. */
  private static double part(BigInteger squares, BigInteger u2, long own, long other) {
    BigInteger size = BigInteger.valueOf(own);
    BigInteger rest = BigInteger.valueOf(other);
    BigInteger numerator = squares.multiply(size).subtract(u2.multiply(u2));
    BigInteger denominator =
        size.multiply(size)
            .multiply(size.subtract(BigInteger.ONE))
            .multiply(rest.multiply(rest))
            .shiftLeft(2);
    return Auroc.ratio(numerator, denominator);
  }

  /**
   * Two-sided interval on the logit scale, {@code expit(logit A ± z · se / (A (1 - A)))} (Pepe
   * 2003, The Statistical Evaluation of Medical Tests, section 5.2).
   *
   * @param auroc in (0, 1)
   * @param variance above 0
   * @param level confidence level in (0, 1)
   */
  public static Interval logitInterval(double auroc, double variance, double level) {
    double z = Normal.twoSided(level);
    return new Interval(logitLimit(auroc, variance, -z), logitLimit(auroc, variance, z));
  }

  /** Two-sided interval on the plain scale, cut to [0, 1]. */
  public static Interval waldInterval(double auroc, double variance, double level) {
    double half = Normal.twoSided(level) * Math.sqrt(variance);
    return new Interval(Math.max(0, auroc - half), Math.min(1, auroc + half));
  }

  /** The limit at {@code z} standard errors on the logit scale. */
  static double logitLimit(double auroc, double variance, double z) {
    if (!(auroc > 0 && auroc < 1 && variance > 0)) {
      throw new IllegalArgumentException(
          "A logit interval needs an AUROC between 0 and 1 and a positive variance.");
    }
    double logit = Math.log(auroc / (1 - auroc));
    double shifted = logit + z * Math.sqrt(variance) / (auroc * (1 - auroc));
    return 1 / (1 + Math.exp(-shifted));
  }
}
