package org.fedval.evaluation.compare;

import java.util.Arrays;
import java.util.Comparator;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;

/**
 * P-values adjusted for m tests, in the order given; each at least the raw one and at most 1. Tests
 * that were not powered or are suppressed do not belong in the list.
 */
public final class PValues {
  private PValues() {}

  /** m p. */
  public static double[] bonferroni(double... p) {
    return Arrays.stream(p).map(x -> Math.min(1, p.length * x)).toArray();
  }

  /** Running maximum of (m - r + 1) p over ascending p (Holm 1979, Scand J Stat 6:65-70). */
  public static double[] holm(double... p) {
    Integer[] order = ascending(p);
    double[] adjusted = new double[p.length];
    double running = 0;
    for (int r = 0; r < p.length; r++) {
      running = Math.max(running, (p.length - r) * p[order[r]]);
      adjusted[order[r]] = Math.min(1, running);
    }
    return adjusted;
  }

  /** Running minimum of (m - r + 1) p from the largest p (Hochberg 1988, Biometrika 75:800-802). */
  public static double[] hochberg(double... p) {
    return stepUp(p, r -> p.length - r);
  }

  /**
   * Running minimum of m p/r from the largest p (Benjamini and Hochberg 1995, JRSS B 57:289-300).
   */
  public static double[] benjaminiHochberg(double... p) {
    return stepUp(p, r -> p.length / (r + 1.0));
  }

  /** As {@link #benjaminiHochberg}, times sum 1/i (Benjamini and Yekutieli 2001, Ann Stat 29). */
  public static double[] benjaminiYekutieli(double... p) {
    double harmonic = IntStream.rangeClosed(1, p.length).mapToDouble(i -> 1.0 / i).sum();
    return stepUp(p, r -> harmonic * p.length / (r + 1.0));
  }

  private static double[] stepUp(double[] p, IntToDoubleFunction factor) {
    Integer[] order = ascending(p);
    double[] adjusted = new double[p.length];
    double running = 1;
    for (int r = p.length - 1; r >= 0; r--) {
      running = Math.min(running, factor.applyAsDouble(r) * p[order[r]]);
      adjusted[order[r]] = running;
    }
    return adjusted;
  }

  private static Integer[] ascending(double[] p) {
    for (double x : p) {
      if (!(x >= 0 && x <= 1)) {
        throw new IllegalArgumentException("A p-value lies between 0 and 1.");
      }
    }
    Integer[] order = IntStream.range(0, p.length).boxed().toArray(Integer[]::new);
    Arrays.sort(order, Comparator.comparingDouble(i -> p[i]));
    return order;
  }
}
