package org.fedval.evaluation.roc;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.OptionalDouble;

/**
 * The area under the step ROC curve of the bins, P(X &gt; Y) + P(X = Y)/2 for a positive X and a
 * negative Y, with its variance by DeLong, DeLong and Clarke-Pearson (1988, Biometrics 44:837-845).
 *
 * <p>With the integer placements R_b = 2 N_&lt;b + N_b and Q_b = 2 P_&gt;b + P_b the Mann-Whitney
 * count is U2 = sum P_b R_b = sum N_b Q_b, the area U2/(2MN), and the variance
 *
 * <pre>  S10/M + S01/N,  S10 = [sum P_b R_b^2 - U2^2/M] / [(M-1) 4N^2],
 *                  S01 = [sum N_b Q_b^2 - U2^2/N] / [(N-1) 4M^2].</pre>
 *
 * Numerators are exact integers with one division, since the sums pass 2^63 at about a million
 * cases a class.
 */
public final class Auroc {
  private static final MathContext DIGITS = new MathContext(40);

  private final BigInteger m;
  private final BigInteger n;
  private final BigInteger doubledU;
  private final BigInteger positiveSquares;
  private final BigInteger negativeSquares;
  private final BigInteger ties;

  private Auroc(ClassHistograms h) {
    m = BigInteger.valueOf(h.positives());
    n = BigInteger.valueOf(h.negatives());
    BigInteger u = BigInteger.ZERO;
    BigInteger sumR = BigInteger.ZERO;
    BigInteger sumQ = BigInteger.ZERO;
    BigInteger tied = BigInteger.ZERO;
    long negativesBelow = 0;
    long positivesAbove = h.positives();
    for (int b = 0; b < h.bins(); b++) {
      positivesAbove -= h.positives(b);
      BigInteger p = BigInteger.valueOf(h.positives(b));
      BigInteger q = BigInteger.valueOf(h.negatives(b));
      BigInteger r = BigInteger.valueOf(2 * negativesBelow + h.negatives(b));
      BigInteger s = BigInteger.valueOf(2 * positivesAbove + h.positives(b));
      u = u.add(p.multiply(r));
      sumR = sumR.add(p.multiply(r.pow(2)));
      sumQ = sumQ.add(q.multiply(s.pow(2)));
      tied = tied.add(p.multiply(q));
      negativesBelow += h.negatives(b);
    }
    doubledU = u;
    positiveSquares = sumR;
    negativeSquares = sumQ;
    ties = tied;
  }

  /** From sums that another pass over the scores made, both classes present. */
  Auroc(
      long positives,
      long negatives,
      BigInteger doubledU,
      BigInteger positiveSquares,
      BigInteger negativeSquares,
      BigInteger ties) {
    this.m = BigInteger.valueOf(positives);
    this.n = BigInteger.valueOf(negatives);
    this.doubledU = doubledU;
    this.positiveSquares = positiveSquares;
    this.negativeSquares = negativeSquares;
    this.ties = ties;
  }

  /**
   * @throws IllegalArgumentException if a class is empty: the area is then not estimable
   */
  public static Auroc of(ClassHistograms histograms) {
    if (histograms.positives() == 0 || histograms.negatives() == 0) {
      throw new IllegalArgumentException("An AUROC needs a positive and a negative case.");
    }
    return new Auroc(histograms);
  }

  /** In [0, 1]. */
  public double value() {
    return divide(doubledU, BigInteger.TWO.multiply(m).multiply(n));
  }

  /** Twice the Mann-Whitney count, exact. */
  public BigInteger doubledU() {
    return doubledU;
  }

  /** DeLong's variance, 0 or more; empty if a class has fewer than two cases. */
  public OptionalDouble variance() {
    if (m.equals(BigInteger.ONE) || n.equals(BigInteger.ONE)) {
      return OptionalDouble.empty();
    }
    BigInteger mLess = m.subtract(BigInteger.ONE);
    BigInteger nLess = n.subtract(BigInteger.ONE);
    BigInteger u = doubledU.pow(2);
    BigInteger ofPositives = m.multiply(positiveSquares).subtract(u).multiply(nLess);
    BigInteger ofNegatives = n.multiply(negativeSquares).subtract(u).multiply(mLess);
    BigInteger scale = m.multiply(n).pow(2).multiply(BigInteger.valueOf(4));
    return OptionalDouble.of(
        divide(ofPositives.add(ofNegatives), scale.multiply(mLess).multiply(nLess)));
  }

  /** T = sum P_b N_b / (MN), the share of pairs that fall into one bin. */
  public double tieMass() {
    return divide(ties, m.multiply(n));
  }

  /**
   * T/2: the largest distance between this area and that of the scores before binning. Pairs in
   * different bins keep their order; a pair inside a bin counts 1/2 instead of a value in [0, 1].
   */
  public double quantisationBound() {
    return tieMass() / 2;
  }

  /** M, the number of positives. */
  public long positives() {
    return m.longValueExact();
  }

  /** N, the number of negatives. */
  public long negatives() {
    return n.longValueExact();
  }

  private static double divide(BigInteger numerator, BigInteger denominator) {
    return new BigDecimal(numerator).divide(new BigDecimal(denominator), DIGITS).doubleValue();
  }
}
