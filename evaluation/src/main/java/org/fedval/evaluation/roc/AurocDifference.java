package org.fedval.evaluation.roc;

import java.math.BigInteger;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.dist.RealInterval;
import org.fedval.evaluation.dist.StudentT;
import org.fedval.evaluation.sums.Ratio;

/**
 * The difference of two AUROCs with its variance.
 *
 * @param value first minus second
 * @param variance 0 or more; 0 for two models that order all cases alike
 */
public record AurocDifference(double value, double variance) {
  public AurocDifference {
    if (!(variance >= 0)) {
      throw new IllegalArgumentException("A variance is 0 or more.");
    }
  }

  /**
   * DeLong's covariance of two models on the same cases (DeLong, DeLong and Clarke-Pearson 1988,
   * Biometrics 44:837-845): [C10 - U1 U2/M]/[(M-1) 4N^2 M] + [C01 - U1 U2/N]/[(N-1) 4M^2 N], with
   * the sums of products of placements over positives (C10) and negatives (C01) and the doubled
   * Mann-Whitney counts U1, U2.
   *
   * @throws IllegalArgumentException if the classes differ in size or have fewer than two cases
   */
  public static double covariance(Auroc first, Auroc second, BigInteger c10, BigInteger c01) {
    if (first.positives() != second.positives() || first.negatives() != second.negatives()) {
      throw new IllegalArgumentException("Paired models need the same cases.");
    }
    if (Math.min(first.positives(), first.negatives()) < 2) {
      throw new IllegalArgumentException("A covariance needs two cases of each class.");
    }
    BigInteger m = BigInteger.valueOf(first.positives());
    BigInteger n = BigInteger.valueOf(first.negatives());
    BigInteger mLess = m.subtract(BigInteger.ONE);
    BigInteger nLess = n.subtract(BigInteger.ONE);
    BigInteger u = first.doubledU().multiply(second.doubledU());
    BigInteger ofPositives = m.multiply(c10).subtract(u).multiply(nLess);
    BigInteger ofNegatives = n.multiply(c01).subtract(u).multiply(mLess);
    BigInteger scale = m.multiply(n).pow(2).multiply(BigInteger.valueOf(4));
    return Ratio.of(ofPositives.add(ofNegatives), scale.multiply(mLess).multiply(nLess));
  }

  /** Two models on the same cases. A variance that rounding made negative counts as 0. */
  public static AurocDifference paired(Auroc first, Auroc second, double covariance) {
    double variance = variance(first) + variance(second) - 2 * covariance;
    double noise = 1e-14 * (variance(first) + variance(second));
    return new AurocDifference(
        first.value() - second.value(), Math.abs(variance) <= noise ? 0 : Math.max(0, variance));
  }

  /** Two groups of different cases. */
  public static AurocDifference independent(Auroc first, Auroc second) {
    return new AurocDifference(first.value() - second.value(), variance(first) + variance(second));
  }

  private static double variance(Auroc auroc) {
    return auroc
        .variance()
        .orElseThrow(() -> new IllegalArgumentException("A class has fewer than two cases."));
  }

  /** Whether nothing distinguishes the two: no difference and no variance. */
  public boolean none() {
    return value == 0 && variance == 0;
  }

  /** value / standard error; 0 where nothing distinguishes the two. */
  public double z() {
    return none() ? 0 : value / Math.sqrt(variance);
  }

  /** Two-sided, normal; 1 where nothing distinguishes the two. */
  public double p() {
    return none() ? 1 : Normal.twoSidedP(z());
  }

  /** value -+ z se. */
  public RealInterval interval(double z) {
    return RealInterval.around(value, z * Math.sqrt(variance));
  }

  /** Satterthwaite's degrees of freedom, (V1+V2)^2/(V1^2/(n1-1) + V2^2/(n2-1)), n = M + N. */
  public static double degreesOfFreedom(Auroc first, Auroc second) {
    double v1 = variance(first);
    double v2 = variance(second);
    double n1 = first.positives() + first.negatives();
    double n2 = second.positives() + second.negatives();
    return (v1 + v2) * (v1 + v2) / (v1 * v1 / (n1 - 1) + v2 * v2 / (n2 - 1));
  }

  /** Two-sided, Student's t. */
  public double p(double degreesOfFreedom) {
    return none() ? 1 : StudentT.twoSidedP(z(), degreesOfFreedom);
  }
}
