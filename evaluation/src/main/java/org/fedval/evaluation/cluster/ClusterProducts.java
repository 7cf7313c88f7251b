package org.fedval.evaluation.cluster;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fedval.evaluation.sums.ExactSums;

/**
 * For every patient a vector of integer totals; over patients the sums of all products of two
 * totals. Entries: the number of patients with a positive, with a negative, with any case, then the
 * products (i, j), i &lt;= j, row by row. Totals 0 and 1 are always the patient's positives and
 * negatives.
 */
public final class ClusterProducts {
  private static final int COUNTS = 3;

  private final int width;
  private final ExactSums sums;

  private ClusterProducts(int width, ExactSums sums) {
    this.width = width;
    this.sums = sums;
  }

  /** Entries of the vector for this many totals a patient. */
  public static int length(int width) {
    return COUNTS + width * (width + 1) / 2;
  }

  /**
   * From a pooled vector.
   *
   * @param width totals a patient
   */
  public static ClusterProducts of(int width, ExactSums sums) {
    if (sums.length() != length(width)) {
      throw new IllegalArgumentException("Cluster products do not fit their number of totals.");
    }
    return new ClusterProducts(width, sums);
  }

  /** Collects the cases of one site, patient by patient in any order. For one thread. */
  public static final class Builder {
    private final int width;
    private final Map<Object, BigInteger[]> patients = new LinkedHashMap<>();

    /**
     * @param width totals a patient, 2 or more
     */
    public Builder(int width) {
      this.width = width;
    }

    /**
     * Adds a case.
     *
     * @param others what the case adds to totals 2, 3, ...
     */
    public Builder add(Object patient, boolean positive, long... others) {
      BigInteger[] totals = patients.computeIfAbsent(patient, k -> zeros(width));
      int side = positive ? 0 : 1;
      totals[side] = totals[side].add(BigInteger.ONE);
      for (int i = 0; i < others.length; i++) {
        totals[2 + i] = totals[2 + i].add(BigInteger.valueOf(others[i]));
      }
      return this;
    }

    private static BigInteger[] zeros(int width) {
      BigInteger[] zeros = new BigInteger[width];
      Arrays.fill(zeros, BigInteger.ZERO);
      return zeros;
    }

    /** The site's vector. */
    public ExactSums sums() {
      BigInteger[] entries = zeros(length(width));
      for (BigInteger[] totals : patients.values()) {
        int at = COUNTS;
        entries[0] = entries[0].add(BigInteger.valueOf(totals[0].signum()));
        entries[1] = entries[1].add(BigInteger.valueOf(totals[1].signum()));
        entries[2] = entries[2].add(BigInteger.ONE);
        for (int i = 0; i < width; i++) {
          for (int j = i; j < width; j++) {
            entries[at] = entries[at].add(totals[i].multiply(totals[j]));
            at++;
          }
        }
      }
      return ExactSums.of(entries);
    }
  }

  /** Patients with a positive. */
  public long withPositives() {
    return sums.count(0);
  }

  /** Patients with a negative. */
  public long withNegatives() {
    return sums.count(1);
  }

  /** Patients. */
  public long patients() {
    return sums.count(2);
  }

  /** Sum over patients of total i times total j. */
  public BigInteger product(int i, int j) {
    int low = Math.min(i, j);
    int high = Math.max(i, j);
    int before = low * width - low * (low - 1) / 2;
    return sums.get(COUNTS + before + high - low);
  }

  /** Sum over patients of (a, totals) times (b, totals), for two lists of {index, factor}. */
  BigInteger bilinear(List<Term> a, List<Term> b) {
    BigInteger sum = BigInteger.ZERO;
    for (Term x : a) {
      for (Term y : b) {
        sum = sum.add(x.factor.multiply(y.factor).multiply(product(x.total, y.total)));
      }
    }
    return sum;
  }

  /** A factor of one total in a linear combination. */
  record Term(int total, BigInteger factor) {}

  static List<Term> terms(Term... terms) {
    return List.of(terms);
  }
}
