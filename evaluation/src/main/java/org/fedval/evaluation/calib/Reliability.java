package org.fedval.evaluation.calib;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fedval.evaluation.score.EdgeTable;
import org.fedval.evaluation.sums.ExactSums;
import org.fedval.evaluation.sums.FixedPoint;

/**
 * Observed against predicted in the bins of an edge table, left-closed: five sums a bin, n, o = sum
 * y, sum p, sum p^2, sum yp.
 *
 * <p>ECE = sum |o_k - sum p|/n, MCE the largest |mean y - mean p| (Naeini, Cooper and Hauskrecht
 * 2015, AAAI). Empty bins are skipped.
 */
public final class Reliability {
  private static final int PER_BIN = 5;

  private final ExactSums sums;

  private Reliability(ExactSums sums) {
    this.sums = sums;
  }

  /** Entries of the vector for this many bins. */
  public static int length(int bins) {
    return PER_BIN * bins;
  }

  /** No cases in this many bins. */
  public static Reliability none(int bins) {
    return new Reliability(ExactSums.zero(length(bins)));
  }

  /** From a pooled vector in the order of {@link #sums}. */
  public static Reliability of(ExactSums sums) {
    if (sums.length() % PER_BIN != 0) {
      throw new IllegalArgumentException("A reliability table has five sums a bin.");
    }
    return new Reliability(sums);
  }

  /** Ten bins of width 0.1; the edges are the doubles 0.1, 0.2, ... as they are parsed. */
  public static EdgeTable tenths() {
    return EdgeTable.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);
  }

  /** Collects the cases of one site. Mutable; for one thread. */
  public static final class Builder {
    private final EdgeTable edges;
    private final BigInteger[] entries;

    public Builder(EdgeTable edges) {
      this.edges = edges;
      entries = new BigInteger[PER_BIN * edges.bins()];
      Arrays.fill(entries, BigInteger.ZERO);
    }

    /** Adds a case with a score in [0, 1]. */
    public Builder add(boolean positive, double p) {
      int at = PER_BIN * edges.bin(p);
      BigInteger score = FixedPoint.FINE.encode(p);
      add(at, BigInteger.ONE);
      add(at + 2, score);
      add(at + 3, FixedPoint.FINE.encode(p * p));
      if (positive) {
        add(at + 1, BigInteger.ONE);
        add(at + 4, score);
      }
      return this;
    }

    private void add(int at, BigInteger x) {
      entries[at] = entries[at].add(x);
    }

    public Reliability build() {
      return new Reliability(ExactSums.of(entries));
    }
  }

  /** The sum over two disjoint sets of cases. */
  public Reliability plus(Reliability other) {
    return new Reliability(sums.plus(other.sums));
  }

  /** n, sum y, sum p, sum p^2, sum yp, bin after bin. */
  public ExactSums sums() {
    return sums;
  }

  /** A bin that holds cases. */
  public record Bin(long n, double observed, double meanPredicted) {}

  /** How many bins, with or without cases. */
  public int bins() {
    return sums.length() / PER_BIN;
  }

  /** Cases in bin k. */
  public long count(int k) {
    return sums.count(PER_BIN * k);
  }

  /** The bins that hold cases, ascending. */
  public List<Bin> filledBins() {
    List<Bin> bins = new ArrayList<>();
    for (int k = 0; k < bins(); k++) {
      long n = count(k);
      if (n > 0) {
        double observed = (double) sums.count(PER_BIN * k + 1) / n;
        bins.add(new Bin(n, observed, FixedPoint.FINE.mean(sums.get(PER_BIN * k + 2), n)));
      }
    }
    return bins;
  }

  /** Expected calibration error. */
  public double expectedError() {
    double sum = 0;
    for (int k = 0; k < bins(); k++) {
      BigInteger observed = sums.get(PER_BIN * k + 1).shiftLeft(FixedPoint.FINE.bits());
      sum += FixedPoint.FINE.decode(observed.subtract(sums.get(PER_BIN * k + 2)).abs());
    }
    return sum / cases();
  }

  /** Largest calibration error of a bin. */
  public double largestError() {
    return filledBins().stream()
        .mapToDouble(b -> Math.abs(b.observed() - b.meanPredicted()))
        .max()
        .orElseThrow(Reliability::empty);
  }

  private long cases() {
    long n = 0;
    for (int k = 0; k < bins(); k++) {
      n = Math.addExact(n, count(k));
    }
    if (n == 0) {
      throw empty();
    }
    return n;
  }

  private static IllegalArgumentException empty() {
    return new IllegalArgumentException("A calibration error needs a case.");
  }

  /**
   * The parts of the Brier score (Stephenson, Coelho and Jolliffe 2008, Weather and Forecasting
   * 23:752-757): BS = REL - RES + UNC + WBV - WBC.
   */
  public record Decomposition(
      double reliability,
      double resolution,
      double uncertainty,
      double withinBinVariance,
      double withinBinCovariance) {
    /** The Brier score that the parts add up to. */
    public double brier() {
      return reliability - resolution + uncertainty + withinBinVariance - withinBinCovariance;
    }
  }

  /** With k running over bins, means p_k and o_k, and the prevalence o. */
  public Decomposition decomposition() {
    long n = cases();
    double positives = 0;
    for (Bin bin : filledBins()) {
      positives += bin.n() * bin.observed();
    }
    double prevalence = Math.rint(positives) / n;
    double[] parts = new double[4];
    for (int k = 0; k < bins(); k++) {
      if (count(k) > 0) {
        addBin(k, prevalence, parts);
      }
    }
    return new Decomposition(
        parts[0] / n, parts[1] / n, prevalence * (1 - prevalence), parts[2] / n, parts[3] / n);
  }

  private void addBin(int k, double prevalence, double[] parts) {
    long n = count(k);
    double observed = (double) sums.count(PER_BIN * k + 1) / n;
    BigInteger scores = sums.get(PER_BIN * k + 2);
    double predicted = FixedPoint.FINE.mean(scores, n);
    double squares = FixedPoint.FINE.decode(sums.get(PER_BIN * k + 3));
    double products = FixedPoint.FINE.decode(sums.get(PER_BIN * k + 4));
    parts[0] += n * (predicted - observed) * (predicted - observed);
    parts[1] += n * (observed - prevalence) * (observed - prevalence);
    parts[2] += squares - n * predicted * predicted;
    parts[3] += 2 * (products - n * observed * predicted);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Reliability && sums.equals(((Reliability) other).sums);
  }

  @Override
  public int hashCode() {
    return sums.hashCode();
  }
}
