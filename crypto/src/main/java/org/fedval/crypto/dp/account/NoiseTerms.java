package org.fedval.crypto.dp.account;

import org.fedval.crypto.dp.SiteNoise;

/**
 * One release of a vector under noise. A patient added or removed at one site changes at most
 * {@code recordsPerPatient * touchedElements} elements by one each per record.
 *
 * @param sigmaSquared variance parameter that the sum must carry at least
 * @param elements length of the vector, d
 * @param recordsPerPatient c, the most records of one patient that count
 * @param touchedElements T, the most elements that one record changes
 */
public record NoiseTerms(
    long sigmaSquared,
    long elements,
    int recordsPerPatient,
    long touchedElements,
    int minSites,
    int f) {
  public NoiseTerms {
    if (sigmaSquared < 1 || elements < 1 || recordsPerPatient < 1 || touchedElements < 1) {
      throw new IllegalArgumentException("Noise terms must be positive.");
    }
  }

  /** {@code Delta2^2 = c^2 T}. */
  public long sensitivitySquared() {
    return Math.multiplyExact(
        Math.multiplyExact((long) recordsPerPatient, recordsPerPatient), touchedElements);
  }

  /** h. */
  public int honestContributors() {
    return SiteNoise.honestContributors(minSites, f);
  }

  /** sigma0^2, what each site adds. */
  public long siteSigmaSquared() {
    return SiteNoise.sigmaSquared(sigmaSquared, minSites, f);
  }
}
