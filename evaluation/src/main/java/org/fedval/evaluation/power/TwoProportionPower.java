package org.fedval.evaluation.power;

import org.fedval.evaluation.dist.Normal;

/**
 * Two independent proportions, two-sided normal test, equal groups (Fleiss, Levin and Paik 2003,
 * section 4.2): n = [z_{a/2} sqrt(2 p q) + z_b sqrt(p1 q1 + p2 q2)]^2 / (p1 - p2)^2 a group, with p
 * the mean of p1 and p2.
 *
 * @param p1 in (0, 1)
 * @param p2 in (0, 1), another one
 * @param alpha two-sided significance level
 */
public record TwoProportionPower(double p1, double p2, double alpha) {
  public TwoProportionPower {
    if (!(p1 > 0 && p1 < 1 && p2 > 0 && p2 < 1 && p1 != p2 && alpha > 0 && alpha < 1)) {
      throw new IllegalArgumentException("Power needs two different proportions between 0 and 1.");
    }
  }

  private double nullSpread() {
    double mean = (p1 + p2) / 2;
    return Normal.oneSided(alpha / 2) * Math.sqrt(2 * mean * (1 - mean));
  }

  private double spread() {
    return Math.sqrt(p1 * (1 - p1) + p2 * (1 - p2));
  }

  /** Cases a group for this power, before rounding up. */
  public double exactSize(double power) {
    double root = (nullSpread() + Normal.quantile(power) * spread()) / (p1 - p2);
    return root * root;
  }

  /** Cases a group, rounded up. */
  public long size(double power) {
    return (long) Math.ceil(exactSize(power));
  }

  /** With n cases a group; rejecting on the wrong side does not count. */
  public double power(double n) {
    return Normal.cdf((Math.sqrt(n) * Math.abs(p1 - p2) - nullSpread()) / spread());
  }

  /** With n cases a group; rejecting on either side counts. */
  public double powerOfEitherSide(double n) {
    double gap = Math.sqrt(n) * Math.abs(p1 - p2);
    return power(n) + Normal.upperTail((gap + nullSpread()) / spread());
  }
}
