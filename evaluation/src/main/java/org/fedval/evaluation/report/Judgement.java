package org.fedval.evaluation.report;

import org.jspecify.annotations.Nullable;

/**
 * What a claim came to in one stratum. A stratum with fewer effective cases than the power
 * calculation asks for is neither a pass nor a fail.
 *
 * @param verdict null where there is no estimate to judge
 * @param needed cases that the power calculation asks for; 0 for a margin
 * @param available cases of the class that power depends on; null when suppressed
 * @param reason in words; null where the verdict speaks for itself
 * @param pValue of the one-sided test against the goal; null where there is none
 * @param pAdjusted by Holm over the family that the stratum belongs to; null where it belongs to
 *     none
 */
record Judgement(
    @Nullable Verdict verdict,
    long needed,
    @Nullable Long available,
    @Nullable String reason,
    @Nullable Double pValue,
    @Nullable Double pAdjusted) {

  /** On a gap, whose row has p-values of its own. */
  static Judgement ofMargin(Verdict verdict, String reason) {
    return new Judgement(verdict, 0, null, reason, null, null);
  }
}
