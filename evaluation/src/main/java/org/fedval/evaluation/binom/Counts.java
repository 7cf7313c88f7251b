package org.fedval.evaluation.binom;

/** The check that all binomial intervals share. */
final class Counts {
  private Counts() {}

  static void require(long k, long n) {
    if (n < 1 || k < 0 || k > n) {
      throw new IllegalArgumentException(
          "A proportion needs 0 <= k <= n and n >= 1; got " + k + " of " + n + ".");
    }
  }
}
