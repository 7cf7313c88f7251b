package org.fedval.evaluation.meta;

import java.math.BigInteger;
import java.util.function.IntToDoubleFunction;
import org.fedval.evaluation.sums.ExactSums;
import org.fedval.evaluation.sums.FixedPoint;

/**
 * Sums over sites with weights w = 1/(v + t) at one between-site variance t: k, sum w, wy, wy^2,
 * w^2, w^3 and ln(v + t), in fixed point, or as many of them as an estimator needs. Each is an
 * equation in the results of single sites, so no more are pooled than {@link Terms} names.
 */
public final class WeightedSums {
  /** How many of the sums are pooled, from the first. */
  public enum Terms {
    /** The mean at a variance: k, sum w, wy, wy^2. */
    MEAN(4),
    /** DerSimonian and Laird's variance at t = 0, with I^2: sum w^2 too. */
    VARIANCE(5),
    /** Likelihoods and their errors: all. */
    LIKELIHOOD(7);

    private final int length;

    Terms(int length) {
      this.length = length;
    }

    /** Entries of the vector. */
    public int length() {
      return length;
    }
  }

  private final ExactSums sums;

  private WeightedSums(ExactSums sums) {
    this.sums = sums;
  }

  /** All that one site can add. */
  public static ExactSums ofSite(SiteLogit site, double tauSquared) {
    return ofSite(site, tauSquared, Terms.LIKELIHOOD);
  }

  /** What one site adds. */
  public static ExactSums ofSite(SiteLogit site, double tauSquared, Terms wanted) {
    double w = 1 / (site.v() + tauSquared);
    double[] terms = {
      w,
      w * site.y(),
      w * site.y() * site.y(),
      w * w,
      w * w * w,
      StrictMath.log(site.v() + tauSquared)
    };
    BigInteger[] coded = new BigInteger[wanted.length()];
    coded[0] = BigInteger.ONE;
    for (int i = 1; i < coded.length; i++) {
      coded[i] = FixedPoint.FINE.encode(terms[i - 1]);
    }
    return ExactSums.of(coded);
  }

  /**
   * The pooled sums.
   *
   * @throws IllegalArgumentException without a site
   */
  public static WeightedSums of(ExactSums pooled) {
    if (pooled.length() < Terms.MEAN.length()
        || pooled.length() > Terms.LIKELIHOOD.length()
        || pooled.get(0).signum() <= 0) {
      throw new IllegalArgumentException("Random effects need the sums of a site.");
    }
    return new WeightedSums(pooled);
  }

  /** From the six sums as real numbers, in the order of the vector. */
  static WeightedSums of(long sites, IntToDoubleFunction term) {
    BigInteger[] coded = new BigInteger[Terms.LIKELIHOOD.length()];
    coded[0] = BigInteger.valueOf(sites);
    for (int i = 1; i < coded.length; i++) {
      coded[i] = FixedPoint.FINE.encode(term.applyAsDouble(i));
    }
    return of(ExactSums.of(coded));
  }

  /** Sum i as a real number, from 1. */
  double term(int i) {
    return sum(i);
  }

  private double sum(int i) {
    if (i >= sums.length()) {
      throw new IllegalStateException("This sum over sites was not pooled.");
    }
    return FixedPoint.FINE.decode(sums.get(i));
  }

  /** k. */
  public long sites() {
    return sums.count(0);
  }

  /** Sum w. */
  public double w() {
    return sum(1);
  }

  /** Sum wy. */
  public double wy() {
    return sum(2);
  }

  /** Sum wy^2. */
  public double wyy() {
    return sum(3);
  }

  /** Sum w^2. */
  public double ww() {
    return sum(4);
  }

  /** Weighted mean, sum wy / sum w. */
  public double mean() {
    return wy() / w();
  }

  /** Q(t) = sum wy^2 - (sum wy)^2/sum w, 0 or more. */
  public double q() {
    return Math.max(0, wyy() - wy() * wy() / w());
  }

  /** tr P = sum w - sum w^2/sum w. */
  double traceP() {
    return w() - ww() / w();
  }

  /** tr PP = sum w^2 - 2 sum w^3/sum w + (sum w^2/sum w)^2. */
  double tracePp() {
    double ratio = ww() / w();
    return ww() - 2 * sum(5) / w() + ratio * ratio;
  }

  /** The typical within-site variance of Higgins and Thompson (2002); sums at t = 0, k above 1. */
  public double typicalVariance() {
    return (sites() - 1) * w() / (w() * w() - ww());
  }

  /** Log-likelihood at the weighted mean. */
  public double logLikelihood() {
    return -(sites() * StrictMath.log(2 * Math.PI) + sum(6) + q()) / 2;
  }

  /** Restricted log-likelihood. */
  public double restrictedLogLikelihood() {
    double constants = (sites() - 1) * StrictMath.log(2 * Math.PI) - StrictMath.log(sites());
    return -(constants + sum(6) + StrictMath.log(w()) + q()) / 2;
  }
}
