package org.fedval.evaluation.compare;

import org.fedval.evaluation.binom.Wilson;
import org.fedval.evaluation.dist.Interval;
import org.fedval.evaluation.dist.RealInterval;

/**
 * The hybrid score interval of a difference of two independent proportions (Newcombe 1998,
 * Statistics in Medicine 17:873-890, method 10): with Wilson limits l, u of each, d -
 * sqrt((p1-l1)^2 + (u2-p2)^2) and d + sqrt((u1-p1)^2 + (p2-l2)^2).
 */
public final class Newcombe {
  private Newcombe() {}

  /** Limits lie in [-1, 1]. */
  public static RealInterval interval(TwoProportions t, double z) {
    Interval first = Wilson.interval(t.k1(), t.n1(), z);
    Interval second = Wilson.interval(t.k2(), t.n2(), z);
    double down = Math.hypot(t.first() - first.lower(), second.upper() - t.second());
    double up = Math.hypot(first.upper() - t.first(), t.second() - second.lower());
    return new RealInterval(Math.max(-1, t.difference() - down), Math.min(1, t.difference() + up));
  }
}
