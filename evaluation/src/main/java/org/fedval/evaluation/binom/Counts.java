package org.fedval.evaluation.binom;

/** The one check of a proportion's counts. */
final class Counts {
  private Counts() {}

  static void check(long k, long n) {
    if (n <= 0 || k < 0 || k > n) {
      throw new IllegalArgumentException("A proportion needs 0 <= k <= n and n > 0.");
    }
  }
}
