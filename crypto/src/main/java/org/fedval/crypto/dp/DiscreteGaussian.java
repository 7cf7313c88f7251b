package org.fedval.crypto.dp;

/**
 * The discrete Gaussian N_Z(0, sigma^2): P(x) proportional to exp(-x^2 / (2 sigma^2)) over all
 * integers, sampled exactly (Canonne, Kamath, Steinke, "The discrete Gaussian for differential
 * privacy", NeurIPS 2020, algorithms 2 and 3). Integers only. Not thread-safe.
 */
public final class DiscreteGaussian {
  /**
   * Largest sigma^2. Up to here an intermediate value leaves 63 bits only for a draw beyond 180
   * scales, which has probability below 2^-250; it would throw, never wrap.
   */
  public static final long MAX_SIGMA_SQUARED = 1L << 24;

  private final UniformDraws draws;
  private final long sigmaSquared;
  private final long scale;
  private final long denominator;

  /** Noise of variance parameter {@code sigmaSquared}, 1 to {@link #MAX_SIGMA_SQUARED}. */
  public DiscreteGaussian(long sigmaSquared, UniformDraws draws) {
    if (sigmaSquared < 1 || sigmaSquared > MAX_SIGMA_SQUARED) {
      throw new IllegalArgumentException("The noise variance must be 1 to 2^24.");
    }
    this.draws = draws;
    this.sigmaSquared = sigmaSquared;
    this.scale = floorSqrt(sigmaSquared) + 1;
    this.denominator = 2 * sigmaSquared * scale * scale;
  }

  /** One draw. */
  public long next() {
    while (true) {
      long candidate = laplace();
      long distance =
          Math.subtractExact(Math.multiplyExact(Math.abs(candidate), scale), sigmaSquared);
      if (draws.bernoulliExp(Math.multiplyExact(distance, distance), denominator)) {
        return candidate;
      }
    }
  }

  /** Adds one draw to every element from {@code from} to {@code to} - 1; overflow throws. */
  public void addTo(long[] counts, int from, int to) {
    for (int n = from; n < to; n++) {
      counts[n] = Math.addExact(counts[n], next());
    }
  }

  // Discrete Laplace with scale t: P(x) proportional to exp(-|x| / t).
  private long laplace() {
    while (true) {
      long remainder = draws.below(scale);
      if (!draws.bernoulliExp(remainder, scale)) {
        continue;
      }
      long whole = 0;
      while (draws.bernoulliExp(1, 1)) {
        whole++;
      }
      long magnitude = remainder + scale * whole;
      boolean negative = draws.coin();
      if (!negative) {
        return magnitude;
      }
      if (magnitude != 0) {
        return -magnitude;
      }
    }
  }

  private static long floorSqrt(long square) {
    long root = 0;
    for (long bit = 1L << 13; bit > 0; bit >>= 1) {
      long next = root + bit;
      if (next * next <= square) {
        root = next;
      }
    }
    return root;
  }

  @Override
  public String toString() {
    return "DiscreteGaussian[" + sigmaSquared + "]";
  }
}
