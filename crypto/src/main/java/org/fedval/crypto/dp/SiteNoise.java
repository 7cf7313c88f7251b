package org.fedval.crypto.dp;

/**
 * How much noise each site adds so that the sum carries at least {@code sigmaSquared}, whatever
 * drops out and whatever the corrupt sites leave away.
 */
public final class SiteNoise {
  /** Least variance per site; below it the sum of discrete Gaussians is not close to one. */
  public static final long MIN_SIGMA_SQUARED = 9;

  private SiteNoise() {}

  /** {@code h = max(minSites, f + 2) - f}: honest contributors that the survivor floor grants. */
  public static int honestContributors(int minSites, int f) {
    if (minSites < 1 || f < 0) {
      throw new IllegalArgumentException("Noise needs at least one site and f >= 0.");
    }
    return Math.max(minSites, Math.addExact(f, 2)) - f;
  }

  /** {@code sigma0^2 = max(9, ceil(sigma^2 / h))}. */
  public static long sigmaSquared(long sigmaSquaredOfSum, int minSites, int f) {
    if (sigmaSquaredOfSum < 1) {
      throw new IllegalArgumentException("The noise variance of a sum must be positive.");
    }
    long honest = honestContributors(minSites, f);
    long share = sigmaSquaredOfSum / honest + (sigmaSquaredOfSum % honest == 0 ? 0 : 1);
    return Math.max(MIN_SIGMA_SQUARED, share);
  }
}
