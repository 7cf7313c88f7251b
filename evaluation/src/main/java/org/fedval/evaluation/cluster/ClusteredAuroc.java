package org.fedval.evaluation.cluster;

import java.math.BigInteger;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.fedval.evaluation.cluster.ClusterProducts.Term;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.AurocDifference;
import org.fedval.evaluation.sums.Ratio;

/**
 * The variance of an AUROC over patients with several images (Obuchowski 1997, Biometrics
 * 53:567-578), from products of patient totals of a second round: m, n positives and negatives, x,
 * y sums of the published placements of both.
 *
 * <p>With X = x/2N - mA and Y = y/2M - nA: S10 = I10/((I10-1)M) sum X^2, S01 = I01/((I01-1)N) sum
 * Y^2, S11 = I/(I-1) sum XY, and Var = S10/M + S01/N + 2 S11/(MN). One image a patient gives
 * DeLong's variance exactly.
 */
public final class ClusteredAuroc {
  /** Totals a patient for one model: m, n, x, y. */
  public static final int ONE_MODEL = 4;

  /** Totals a patient for two models: m, n, x1, y1, x2, y2. */
  public static final int TWO_MODELS = 6;

  private final Auroc auroc;
  private final ClusterProducts products;
  private final int offset;

  private ClusteredAuroc(Auroc auroc, ClusterProducts products, int offset) {
    this.auroc = auroc;
    this.products = products;
    this.offset = offset;
  }

  /** The first model of these products. */
  public static ClusteredAuroc first(Auroc auroc, ClusterProducts products) {
    return new ClusteredAuroc(auroc, products, 2);
  }

  /** The second model of products of {@link #TWO_MODELS} totals. */
  public static ClusteredAuroc second(Auroc auroc, ClusterProducts products) {
    return new ClusteredAuroc(auroc, products, 4);
  }

  /** Empty unless two patients have a positive, two a negative. */
  public OptionalDouble variance() {
    return covariance(this);
  }

  /** Of this and another model on the same cases; empty as {@link #variance}. */
  public OptionalDouble covariance(ClusteredAuroc other) {
    if (Math.min(products.withPositives(), products.withNegatives()) < 2) {
      return OptionalDouble.empty();
    }
    BigInteger m = BigInteger.valueOf(auroc.positives());
    BigInteger n = BigInteger.valueOf(auroc.negatives());
    BigInteger scale = m.multiply(n).pow(2).multiply(BigInteger.valueOf(4));
    double ofPositives =
        Ratio.of(products.bilinear(x(), other.x()), scale)
            * correction(products.withPositives())
            / ((double) auroc.positives() * auroc.positives());
    double ofNegatives =
        Ratio.of(products.bilinear(y(), other.y()), scale)
            * correction(products.withNegatives())
            / ((double) auroc.negatives() * auroc.negatives());
    BigInteger mixed = products.bilinear(x(), other.y()).add(products.bilinear(y(), other.x()));
    double ofBoth =
        Ratio.of(mixed, scale)
            * correction(products.patients())
            / ((double) auroc.positives() * auroc.negatives());
    return OptionalDouble.of(ofPositives + ofNegatives + ofBoth);
  }

  private static double correction(long clusters) {
    return (double) clusters / (clusters - 1);
  }

  /** 2MN X = M x - U2 m. */
  private List<Term> x() {
    return ClusterProducts.terms(
        new Term(offset, BigInteger.valueOf(auroc.positives())),
        new Term(0, auroc.doubledU().negate()));
  }

  /** 2MN Y = N y - U2 n. */
  private List<Term> y() {
    return ClusterProducts.terms(
        new Term(offset + 1, BigInteger.valueOf(auroc.negatives())),
        new Term(1, auroc.doubledU().negate()));
  }

  /** First minus second model; empty as {@link #variance}. */
  public static Optional<AurocDifference> difference(ClusteredAuroc first, ClusteredAuroc second) {
    if (first.variance().isEmpty()) {
      return Optional.empty();
    }
    double sum = first.variance().orElseThrow() + second.variance().orElseThrow();
    double variance = sum - 2 * first.covariance(second).orElseThrow();
    double clean = Math.abs(variance) <= 1e-14 * sum ? 0 : Math.max(0, variance);
    return Optional.of(new AurocDifference(first.auroc.value() - second.auroc.value(), clean));
  }
}
