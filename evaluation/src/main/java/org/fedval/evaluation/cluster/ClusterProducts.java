package org.fedval.evaluation.cluster;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import org.fedval.evaluation.sums.ExactSums;
import org.fedval.evaluation.sums.WideSum;

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
    private final PatientTotals patients;

    /**
     * @param width totals a patient, 2 or more
     */
    public Builder(int width) {
      this.width = width;
      this.patients = new PatientTotals(width);
    }

    /**
     * Adds a case.
     *
     * @param others what the case adds to totals 2, 3, ...
     */
    public Builder add(Object patient, boolean positive, long... others) {
      WideSum[] totals = patients.of(patient);
      totals[positive ? 0 : 1].add(1);
      for (int i = 0; i < others.length; i++) {
        totals[2 + i].add(others[i]);
      }
      return this;
    }

    /** The site's vector. */
    public ExactSums sums() {
      WideSum[] entries = new WideSum[length(width)];
      Arrays.setAll(entries, i -> new WideSum());
      patients.forEach(totals -> add(entries, totals));
      return ExactSums.of(Arrays.stream(entries).map(WideSum::value).toArray(BigInteger[]::new));
    }

    private void add(WideSum[] entries, WideSum[] totals) {
      entries[0].add(totals[0].signum());
      entries[1].add(totals[1].signum());
      entries[2].add(1);
      int at = COUNTS;
      for (int i = 0; i < width; i++) {
        for (int j = i; j < width; j++) {
          entries[at].addProduct(totals[i], totals[j]);
          at++;
        }
      }
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
