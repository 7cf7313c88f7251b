package org.fedval.evaluation.counters;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Function;

/**
 * How many counts of single hospitals follow from published sums over hospitals. Each sum is an
 * equation in the hospitals' counts; its derivatives, taken exactly in the integers modulo a prime
 * at random counts, say which counts the equations fix.
 */
final class CountEquations {
  private static final BigInteger PRIME = BigInteger.TWO.pow(61).subtract(BigInteger.ONE);

  private CountEquations() {}

  /** A number with its derivative by one count. */
  record Dual(BigInteger value, BigInteger slope) {
    static Dual of(long value) {
      return new Dual(BigInteger.valueOf(value), BigInteger.ZERO);
    }

    /** A logarithm: its value is not rational and can be anything, its derivative is. */
    Dual logarithm() {
      return reduced(
          value.multiply(value).add(BigInteger.valueOf(7919)),
          slope.multiply(value.modInverse(PRIME)));
    }

    private static Dual reduced(BigInteger value, BigInteger slope) {
      return new Dual(value.mod(PRIME), slope.mod(PRIME));
    }

    Dual plus(Dual o) {
      return reduced(value.add(o.value), slope.add(o.slope));
    }

    Dual minus(Dual o) {
      return reduced(value.subtract(o.value), slope.subtract(o.slope));
    }

    Dual times(Dual o) {
      return reduced(value.multiply(o.value), value.multiply(o.slope).add(slope.multiply(o.value)));
    }

    Dual over(Dual o) {
      BigInteger inverse = o.value.modInverse(PRIME);
      BigInteger quotient = value.multiply(inverse);
      return reduced(quotient, slope.subtract(quotient.multiply(o.slope)).multiply(inverse));
    }
  }

  private static List<Dual> published(
      Dual[] counts, int sites, Function<Dual[], List<Dual>> termsOfSite) {
    int ofSite = counts.length / sites;
    List<Dual> sums = new ArrayList<>();
    for (int s = 0; s < sites; s++) {
      List<Dual> terms =
          termsOfSite.apply(Arrays.copyOfRange(counts, s * ofSite, (s + 1) * ofSite));
      for (int i = 0; i < terms.size(); i++) {
        if (s == 0) {
          sums.add(terms.get(i));
        } else {
          sums.set(i, sums.get(i).plus(terms.get(i)));
        }
      }
    }
    return sums;
  }

  /**
   * How many counts of single hospitals the equations fix.
   *
   * @param ofSite counts of a hospital
   * @param termsOfSite what a hospital with these counts adds to each sum
   */
  static int fixed(int sites, int ofSite, Function<Dual[], List<Dual>> termsOfSite) {
    SplittableRandom random = new SplittableRandom(sites * 100L + ofSite);
    BigInteger[] at = new BigInteger[sites * ofSite];
    Arrays.setAll(at, i -> BigInteger.valueOf(random.nextLong(1, Long.MAX_VALUE)).mod(PRIME));
    List<BigInteger[]> columns = new ArrayList<>();
    for (int by = 0; by < at.length; by++) {
      Dual[] counts = new Dual[at.length];
      for (int i = 0; i < at.length; i++) {
        counts[i] = new Dual(at[i], i == by ? BigInteger.ONE : BigInteger.ZERO);
      }
      columns.add(
          published(counts, sites, termsOfSite).stream()
              .map(Dual::slope)
              .toArray(BigInteger[]::new));
    }
    BigInteger[][] rows = new BigInteger[columns.get(0).length][at.length];
    for (int r = 0; r < rows.length; r++) {
      for (int c = 0; c < at.length; c++) {
        rows[r][c] = columns.get(c)[r];
      }
    }
    return fixed(rows);
  }

  /** Unknowns that stand alone in a row of the reduced equations. */
  private static int fixed(BigInteger[][] rows) {
    int rank = 0;
    int unknowns = rows[0].length;
    for (int c = 0; c < unknowns && rank < rows.length; c++) {
      int pivot = rank;
      while (pivot < rows.length && rows[pivot][c].signum() == 0) {
        pivot++;
      }
      if (pivot == rows.length) {
        continue;
      }
      BigInteger[] lead = rows[pivot];
      rows[pivot] = rows[rank];
      rows[rank] = lead;
      BigInteger inverse = lead[c].modInverse(PRIME);
      Arrays.setAll(lead, k -> lead[k].multiply(inverse).mod(PRIME));
      for (int r = 0; r < rows.length; r++) {
        BigInteger factor = rows[r][c];
        if (r != rank && factor.signum() != 0) {
          BigInteger[] row = rows[r];
          Arrays.setAll(row, k -> row[k].subtract(factor.multiply(lead[k])).mod(PRIME));
        }
      }
      rank++;
    }
    int alone = 0;
    for (int r = 0; r < rank; r++) {
      alone += Arrays.stream(rows[r]).filter(x -> x.signum() != 0).count() == 1 ? 1 : 0;
    }
    return alone;
  }
}
