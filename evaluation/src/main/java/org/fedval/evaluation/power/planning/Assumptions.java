package org.fedval.evaluation.power.planning;

import org.fedval.evaluation.power.DesignEffect;
import org.jspecify.annotations.Nullable;

/**
 * What a plan takes for granted beside the counts.
 *
 * @param imagesPerPatient m, 1 or more
 * @param correlation intraclass correlation rho of the images of one patient, in [0, 1]
 * @param family claims to adjust a certified level for; null to count the plan's levels
 * @param halfWidth half-width of a 95 % interval that is wanted; null if none is
 */
public record Assumptions(
    double imagesPerPatient,
    double correlation,
    ExpectedLoss loss,
    @Nullable Integer family,
    @Nullable Double halfWidth) {
  /** Independent images, nothing lost. */
  public static final Assumptions NONE = new Assumptions(1, 0, ExpectedLoss.NONE, null, null);

  public Assumptions {
    if (!(imagesPerPatient >= 1 && correlation >= 0 && correlation <= 1)) {
      throw new IllegalArgumentException(
          "A design effect needs one image a patient or more and a correlation from 0 to 1.");
    }
    if (family != null && family < 1) {
      throw new IllegalArgumentException("A family has one claim or more.");
    }
  }

  /** 1 + (m - 1) rho. */
  public DesignEffect designEffect() {
    return DesignEffect.of(imagesPerPatient, correlation);
  }
}
