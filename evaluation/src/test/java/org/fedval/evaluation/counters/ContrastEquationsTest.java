package org.fedval.evaluation.counters;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * How many hospitals it takes until nobody can compute one hospital's counts from the contrasts of
 * all levels and the published totals. Each published sum is an equation in the hospitals' counts;
 * its derivatives, taken exactly in the integers modulo a prime at random counts, say which counts
 * the equations fix.
 */
class ContrastEquationsTest {
  private static final BigInteger PRIME = BigInteger.TWO.pow(61).subtract(BigInteger.ONE);
  private static final int[] LEVELS = {2, 3, 4};

  /** A number with its derivative by one count. */
  private record Dual(BigInteger value, BigInteger slope) {
    static Dual of(long value) {
      return new Dual(BigInteger.valueOf(value), BigInteger.ZERO);
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

  /** Reads a hospital's counts in a fixed order and adds the published sums of all hospitals. */
  private static List<Dual> published(Dual[] counts, int sites, int points, boolean mantel) {
    int ofSite = counts.length / sites;
    List<Dual> sums = new ArrayList<>();
    for (int s = 0; s < sites; s++) {
      List<Dual> terms =
          terms(Arrays.copyOfRange(counts, s * ofSite, (s + 1) * ofSite), points, mantel);
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

  /** Cases and successes in all images, then in each level of each attribute but the last one. */
  private static List<Dual> terms(Dual[] site, int points, boolean mantel) {
    List<Dual> terms = new ArrayList<>(Arrays.asList(site));
    int next = 1 + points;
    for (int levels : LEVELS) {
      Dual[] rest = Arrays.copyOf(site, 1 + points);
      for (int level = 0; level < levels; level++) {
        Dual[] mine = rest;
        if (level < levels - 1) {
          mine = Arrays.copyOfRange(site, next, next + 1 + points);
          next += 1 + points;
          Dual[] left = new Dual[1 + points];
          for (int i = 0; i <= points; i++) {
            left[i] = rest[i].minus(mine[i]);
          }
          rest = left;
        }
        contrast(terms, site, mine, points, mantel);
      }
    }
    return terms;
  }

  private static void contrast(
      List<Dual> terms, Dual[] site, Dual[] level, int points, boolean mantel) {
    Dual t = site[0];
    Dual n1 = level[0];
    Dual n0 = t.minus(n1);
    terms.add(n1.times(n0).over(t));
    for (int p = 1; p <= points; p++) {
      Dual m = site[p];
      Dual a = level[p];
      Dual c = m.minus(a);
      Dual b = n1.minus(a);
      Dual d = n0.minus(c);
      terms.add(a.times(n0).minus(c.times(n1)).over(t));
      terms.add(
          n1.times(n1)
              .times(c)
              .minus(n0.times(n0).times(a))
              .plus(n1.times(n0).times(n0.minus(n1)).over(Dual.of(2)))
              .over(t.times(t)));
      terms.add(a.times(d).plus(c.times(b)).over(t));
      if (mantel) {
        Dual all = n1.times(n0).times(m).times(t.minus(m));
        terms.add(all.over(t.times(t).times(t.minus(Dual.of(1)))));
      }
    }
  }

  /** How many counts of single hospitals the equations fix. */
  private static int fixed(int sites, int points, boolean mantel) {
    SplittableRandom random = new SplittableRandom(sites * 100L + points);
    int ofSite = (1 + points) * (1 + Arrays.stream(LEVELS).map(l -> l - 1).sum());
    BigInteger[] at = new BigInteger[sites * ofSite];
    Arrays.setAll(at, i -> BigInteger.valueOf(random.nextLong(1, Long.MAX_VALUE)).mod(PRIME));
    List<BigInteger[]> columns = new ArrayList<>();
    for (int by = 0; by < at.length; by++) {
      Dual[] counts = new Dual[at.length];
      for (int i = 0; i < at.length; i++) {
        counts[i] = new Dual(at[i], i == by ? BigInteger.ONE : BigInteger.ZERO);
      }
      columns.add(
          published(counts, sites, points, mantel).stream()
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

  @Test
  void five_hospitals_hide_each_other_behind_the_sums_of_their_contrasts() {
    for (int points = 1; points <= 3; points++) {
      assertThat(fixed(5, points, false)).as(points + " points").isZero();
    }
  }

  @Test
  void fewer_hospitals_would_not_and_neither_would_five_with_the_sums_of_mantels_test() {
    assertThat(fixed(2, 1, false)).isPositive();
    assertThat(fixed(5, 2, true)).isPositive();
  }
}
