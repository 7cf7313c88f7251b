package org.fedval.evaluation.meta;

/**
 * A site's proportion on the logit scale: y = ln(x/(n-x)), v = 1/x + 1/(n-x), with 1/2 added to
 * both counts only where x is 0 or n.
 *
 * @param y log-odds
 * @param v its variance, above 0
 */
public record SiteLogit(double y, double v) {

  /**
   * @throws IllegalArgumentException unless {@code 0 <= x <= n}, {@code n > 0}
   */
  public static SiteLogit of(long x, long n) {
    if (n <= 0 || x < 0 || x > n) {
      throw new IllegalArgumentException("A proportion needs 0 <= x <= n and n > 0.");
    }
    double add = x == 0 || x == n ? 0.5 : 0;
    double successes = x + add;
    double failures = n - x + add;
    return new SiteLogit(Math.log(successes / failures), 1 / successes + 1 / failures);
  }
}
