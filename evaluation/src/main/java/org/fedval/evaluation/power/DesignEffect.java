package org.fedval.evaluation.power;

/**
 * Inflation for several images a patient: 1 + (m - 1) r with m images a patient and intraclass
 * correlation r (Kish 1965, Survey Sampling, section 5.4).
 */
public record DesignEffect(double value) {
  /** Rounding slack of a product that is meant to be whole. */
  private static final double SLACK = 1e-9;

  /** From images a patient, 1 or more, and the intraclass correlation. */
  public static DesignEffect of(double imagesPerPatient, double correlation) {
    return new DesignEffect(1 + (imagesPerPatient - 1) * correlation);
  }

  /** How many independent cases n images are worth. */
  public double effective(double n) {
    return n / value;
  }

  /** Images for so many independent cases. */
  public long inflate(long independent) {
    return (long) Math.ceil(independent * value * (1 - SLACK));
  }
}
