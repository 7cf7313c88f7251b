package org.fedval.evaluation.plan;

/**
 * What differential privacy means for the counts: how much of a patient counts, and how much noise
 * each site adds to each word. What that is worth in privacy is not evaluation's business.
 *
 * @param recordsPerPatient c, the most images of one patient that a site counts, at least 1
 * @param gateVariance variance of one site's noise on a word of the gate
 * @param metricVariance variance of one site's noise on a word of any other unit
 */
public record NoisePlan(int recordsPerPatient, long gateVariance, long metricVariance) {
  public NoisePlan {
    if (recordsPerPatient < 1 || gateVariance < 1 || metricVariance < 1) {
      throw new IllegalArgumentException(
          "Noise needs one image a patient or more and a positive variance.");
    }
  }
}
