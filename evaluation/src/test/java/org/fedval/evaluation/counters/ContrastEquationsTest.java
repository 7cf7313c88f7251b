package org.fedval.evaluation.counters;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.fedval.evaluation.counters.CountEquations.Dual;
import org.junit.jupiter.api.Test;

/**
 * How many hospitals it takes until nobody can compute one hospital's counts from the contrasts of
 * all levels and the published totals. Each published sum is an equation in the hospitals' counts;
 * its derivatives, taken exactly in the integers modulo a prime at random counts, say which counts
 * the equations fix.
 */
class ContrastEquationsTest {
  private static final int[] LEVELS = {2, 3, 4};

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

  private static int fixed(int sites, int points, boolean mantel) {
    int ofSite = (1 + points) * (1 + Arrays.stream(LEVELS).map(l -> l - 1).sum());
    return CountEquations.fixed(sites, ofSite, site -> terms(site, points, mantel));
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
