package org.fedval.evaluation.meta;

/**
 * How much a study may learn of its sites through power sums. Each site is a pair (y, v); once as
 * many equations as unknowns are known, every pair follows up to a permutation. DerSimonian and
 * Laird need 9 equations: 7 sums, the pooled successes and the pooled cases.
 */
public final class RoundLimit {
  /** Fewest honest survivors for the two rounds of DerSimonian and Laird. */
  public static final int FEWEST_HONEST = 5;

  private RoundLimit() {}

  /**
   * Whether the two rounds may run without the sites' consent to site-level disclosure. The grids
   * of the other estimators always need that consent.
   *
   * @param survivors sites in the sum
   * @param corrupt how many of them may collude
   */
  public static boolean derSimonianLairdAllowed(int survivors, int corrupt) {
    return survivors - corrupt >= FEWEST_HONEST;
  }
}
