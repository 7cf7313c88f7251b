package org.fedval.wire.study;

/**
 * The privacy part of a plan: how much one patient's data may show in everything that the study
 * publishes.
 *
 * @param epsilon the most that gate and metrics may cost together, above 0 and at most 20
 * @param delta of the (epsilon, delta) statement, above 0 and at most 0.0001
 * @param imagesPerPatient c, the most images of one patient that a site counts, 1 to 100
 * @param gateShare the part of the loss that the gate takes, 0.01 to 0.5
 */
public record PrivacyWish(double epsilon, double delta, int imagesPerPatient, double gateShare) {
  static final double DELTA = 1e-6;
  static final int IMAGES_PER_PATIENT = 1;
  static final double GATE_SHARE = 0.1;

  /** Default bins of every score histogram: the noise of each bin adds up. */
  static final int BINS = 16;
}
