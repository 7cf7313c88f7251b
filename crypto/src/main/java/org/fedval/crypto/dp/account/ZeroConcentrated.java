package org.fedval.crypto.dp.account;

/**
 * Accounting in rho-zCDP (Bun and Steinke, TCC 2016) for sums of independent discrete Gaussians
 * (Kairouz, Liu, Steinke, ICML 2021, proposition 14). Losses of independent releases add up. Every
 * party derives a study's noise itself, so the arithmetic is {@link StrictMath}: the same digits on
 * every platform.
 */
public final class ZeroConcentrated {
  /** Default delta of a report. */
  public static final double DEFAULT_DELTA = 1e-6;

  /** Largest epsilon that is worth the name. */
  public static final double MAX_EPSILON = 100;

  private static final double MICRO = 1e6;

  private ZeroConcentrated() {}

  /**
   * How far the sum of {@code h} discrete Gaussians is from one: {@code tau = 10 * sum_{k=1}^{h-1}
   * exp(-2 pi^2 sigma0^2 k / (k + 1))}.
   */
  public static double tau(long siteSigmaSquared, int honestContributors) {
    double sum = 0;
    for (int k = 1; k < honestContributors; k++) {
      sum += StrictMath.exp(-2 * Math.PI * Math.PI * siteSigmaSquared * k / (k + 1.0));
    }
    return 10 * sum;
  }

  /** {@code rho = (Delta2 / sigma + tau sqrt(d))^2 / 2} with {@code sigma^2 = h sigma0^2}. */
  public static double rho(NoiseTerms terms) {
    double sigma = StrictMath.sqrt((double) terms.honestContributors() * terms.siteSigmaSquared());
    double tau = tau(terms.siteSigmaSquared(), terms.honestContributors());
    double ratio =
        StrictMath.sqrt((double) terms.sensitivitySquared()) / sigma
            + tau * StrictMath.sqrt((double) terms.elements());
    return ratio * ratio / 2;
  }

  /** rho in millionths, rounded up: what the ledger charges. */
  public static long microRho(NoiseTerms terms) {
    return (long) Math.ceil(rho(terms) * MICRO);
  }

  /** {@code eps = rho + 2 sqrt(rho ln(1 / delta))} for a total loss in millionths of rho. */
  public static double epsilon(long microRho, double delta) {
    if (microRho < 0 || !(delta > 0 && delta < 1)) {
      throw new IllegalArgumentException("Epsilon needs a loss and a delta between 0 and 1.");
    }
    double rho = microRho / MICRO;
    return rho + 2 * StrictMath.sqrt(rho * StrictMath.log(1 / delta));
  }

  /**
   * The largest loss, in whole millionths of rho, whose epsilon is at most {@code epsilon}: {@code
   * rho = (sqrt(L + epsilon) - sqrt(L))^2} with {@code L = ln(1 / delta)}, rounded down.
   */
  public static long microRho(double epsilon, double delta) {
    if (!(epsilon >= 0 && epsilon <= MAX_EPSILON && delta > 0 && delta < 1)) {
      throw new IllegalArgumentException(
          "A loss follows from an epsilon of 0 to 100 and a delta between 0 and 1.");
    }
    double log = StrictMath.log(1 / delta);
    double root = StrictMath.sqrt(log + epsilon) - StrictMath.sqrt(log);
    long micro = (long) Math.floor(root * root * MICRO);
    while (micro > 0 && epsilon(micro, delta) > epsilon) {
      micro--;
    }
    return micro;
  }
}
