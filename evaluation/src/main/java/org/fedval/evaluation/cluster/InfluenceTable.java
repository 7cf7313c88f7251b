package org.fedval.evaluation.cluster;

import java.math.BigInteger;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.roc.Placements;
import org.fedval.evaluation.sums.FixedPoint;

/**
 * How much one case of a class and bin moves an estimate, published in fixed point (Hampel 1974;
 * linearisation as in Deville 1999, Survey Methodology 25:193-203).
 */
public final class InfluenceTable {
  private final BigInteger[] ofPositive;
  private final BigInteger[] ofNegative;

  private InfluenceTable(BigInteger[] ofPositive, BigInteger[] ofNegative) {
    this.ofPositive = ofPositive;
    this.ofNegative = ofNegative;
  }

  /** From real influences, one a bin and class, coded at scale {@link FixedPoint#FINE}. */
  public static InfluenceTable of(double[] positives, double[] negatives) {
    return new InfluenceTable(coded(positives), coded(negatives));
  }

  private static BigInteger[] coded(double[] values) {
    BigInteger[] coded = new BigInteger[values.length];
    for (int b = 0; b < coded.length; b++) {
      coded[b] = FixedPoint.FINE.encode(values[b]);
    }
    return coded;
  }

  /** Of the AUROC: (R_b/2N - A)/M for a positive, (Q_b/2M - A)/N for a negative. */
  public static InfluenceTable ofAuroc(ClassHistograms h) {
    Auroc auroc = Auroc.of(h);
    Placements placements = Placements.of(h);
    double m = h.positives();
    double n = h.negatives();
    double[] positives = new double[h.bins()];
    double[] negatives = new double[h.bins()];
    for (int b = 0; b < h.bins(); b++) {
      positives[b] = (placements.ofPositive(b) / (2 * n) - auroc.value()) / m;
      negatives[b] = (placements.ofNegative(b) / (2 * m) - auroc.value()) / n;
    }
    return of(positives, negatives);
  }

  /** The coded influence of a case. */
  BigInteger of(boolean positive, int bin) {
    return positive ? ofPositive[bin] : ofNegative[bin];
  }
}
