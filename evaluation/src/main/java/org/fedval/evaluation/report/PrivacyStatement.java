package org.fedval.evaluation.report;

/**
 * What differential privacy promises for every count of a report: adding or removing one patient at
 * one site changes the chance of any outcome by a factor of at most e^epsilon, but for a chance of
 * delta.
 *
 * @param epsilon of gate and metrics together, rounded up, above 0
 * @param delta above 0, below 1
 * @param rhoGate zCDP loss of the patient counts
 * @param rhoMetric zCDP loss of all other counts
 * @param sigmaGate standard deviation of the noise in each sum of patients
 * @param sigmaMetric standard deviation of the noise in each other sum
 * @param imagesPerPatient c, the most images of a patient that a site counted
 * @param touchedWords T, the most counts that one image changes
 * @param sites in the sums, each of which added noise
 */
public record PrivacyStatement(
    double epsilon,
    double delta,
    double rhoGate,
    double rhoMetric,
    double sigmaGate,
    double sigmaMetric,
    int imagesPerPatient,
    long touchedWords,
    int sites) {
  public PrivacyStatement {
    boolean stated = epsilon > 0 && delta > 0 && delta < 1 && rhoGate > 0 && rhoMetric > 0;
    if (!stated
        || !(sigmaGate > 0 && sigmaMetric > 0)
        || imagesPerPatient < 1
        || touchedWords < 1
        || sites < 1) {
      throw new IllegalArgumentException(
          "A privacy statement needs a positive epsilon, loss and noise, and a delta below 1.");
    }
  }

  /** rho of gate and metrics together. */
  public double rho() {
    return rhoGate + rhoMetric;
  }
}
