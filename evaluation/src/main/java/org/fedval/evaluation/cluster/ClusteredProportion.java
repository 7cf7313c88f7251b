package org.fedval.evaluation.cluster;

import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.fedval.evaluation.binom.Wilson;
import org.fedval.evaluation.dist.Interval;
import org.fedval.evaluation.sums.ExactSums;
import org.fedval.evaluation.sums.Ratio;

/**
 * A proportion of images with patients as clusters, as a ratio estimate (Rao and Scott 1992,
 * Biometrics 48:577-585; Cochran 1977, section 3.12). Sums over patients with n_c images, x_c of
 * them successes: count m, x, n, x^2, xn, n^2. p = x/n, Var = m/(m-1) [sum x^2 - 2p sum xn + p^2
 * sum n^2]/(sum n)^2 over the patients that have such an image.
 */
public final class ClusteredProportion {
  /** Entries of the vector. */
  public static final int LENGTH = 6;

  private final ExactSums sums;

  private ClusteredProportion(ExactSums sums) {
    this.sums = sums;
  }

  /**
   * From pooled sums.
   *
   * @throws IllegalArgumentException without images
   */
  public static ClusteredProportion of(ExactSums sums) {
    if (sums.length() != LENGTH || sums.get(2).signum() <= 0) {
      throw new IllegalArgumentException("A clustered proportion needs an image.");
    }
    return new ClusteredProportion(sums);
  }

  /** The vector of one site from its totals over patients: m, x, n, x^2, xn, n^2. */
  public static ExactSums sums(long m, long x, long n, long xx, long xn, long nn) {
    return ExactSums.of(
        BigInteger.valueOf(m),
        BigInteger.valueOf(x),
        BigInteger.valueOf(n),
        BigInteger.valueOf(xx),
        BigInteger.valueOf(xn),
        BigInteger.valueOf(nn));
  }

  /** Collects the images of one site. For one thread. */
  public static final class Builder {
    private final Map<Object, long[]> patients = new LinkedHashMap<>();

    /** Adds an image. */
    public Builder add(Object patient, boolean success) {
      long[] totals = patients.computeIfAbsent(patient, k -> new long[2]);
      totals[0] += success ? 1 : 0;
      totals[1]++;
      return this;
    }

    /** The site's vector. */
    public ExactSums sums() {
      ExactSums sum = ExactSums.zero(LENGTH);
      for (long[] t : patients.values()) {
        BigInteger x = BigInteger.valueOf(t[0]);
        BigInteger n = BigInteger.valueOf(t[1]);
        sum =
            sum.plus(
                ExactSums.of(BigInteger.ONE, x, n, x.multiply(x), x.multiply(n), n.multiply(n)));
      }
      return sum;
    }
  }

  /** Patients with such an image. */
  public long patients() {
    return sums.count(0);
  }

  /** Successes. */
  public long successes() {
    return sums.count(1);
  }

  /** Images. */
  public long images() {
    return sums.count(2);
  }

  public double value() {
    return (double) successes() / images();
  }

  /** Empty with fewer than two patients. */
  public OptionalDouble variance() {
    return variance(patients());
  }

  /**
   * With all patients of the study in the factor m/(m-1), as for a domain of a survey.
   *
   * @param allPatients also those without such an image
   */
  public OptionalDouble variance(long allPatients) {
    if (allPatients < 2) {
      return OptionalDouble.empty();
    }
    BigInteger x = sums.get(1);
    BigInteger n = sums.get(2);
    BigInteger squares =
        n.multiply(n)
            .multiply(sums.get(3))
            .subtract(x.multiply(n).multiply(sums.get(4)).shiftLeft(1))
            .add(x.multiply(x).multiply(sums.get(5)));
    double ofSums = Ratio.of(squares, n.pow(4));
    return OptionalDouble.of(ofSums * allPatients / (allPatients - 1));
  }

  /**
   * Variance over that of independent images, p(1-p)/n; empty with fewer than two patients or where
   * all or no images are successes.
   */
  public OptionalDouble designEffect() {
    double independent = value() * (1 - value()) / images();
    return independent == 0 || variance().isEmpty()
        ? OptionalDouble.empty()
        : OptionalDouble.of(variance().getAsDouble() / independent);
  }

  /** Wilson's interval of n/DEFF images; a design effect below 1, or none, counts as 1. */
  public Interval interval(double z) {
    double effect = Math.max(1, designEffect().orElse(1));
    return Wilson.effective(value(), images() / effect, z);
  }
}
