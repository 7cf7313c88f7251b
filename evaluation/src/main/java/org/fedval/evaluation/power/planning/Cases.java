package org.fedval.evaluation.power.planning;

import org.jspecify.annotations.Nullable;

/**
 * Images of one class in one stratum, from what is expected to what it is worth.
 *
 * @param expected before any exclusion
 * @param analysed after the expected loss
 * @param effective independent cases, the analysed ones divided by the design effect; null if
 *     unknown
 */
public record Cases(
    ImageClass imageClass,
    ExpectedCount expected,
    ExpectedCount analysed,
    @Nullable Double effective) {

  static Cases of(ImageClass imageClass, ExpectedCount expected, Assumptions assumptions) {
    ExpectedCount analysed = assumptions.loss().analysed(expected);
    Double effective =
        analysed.isGiven()
            ? (Double) assumptions.designEffect().effective(analysed.images())
            : null;
    return new Cases(imageClass, expected, analysed, effective);
  }
}
