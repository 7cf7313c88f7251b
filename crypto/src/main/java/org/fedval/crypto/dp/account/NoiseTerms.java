package org.fedval.crypto.dp.account;

import java.util.Optional;
import org.fedval.crypto.dp.DiscreteGaussian;
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

  /**
   * The same release with the least noise whose loss is at most {@code microRho} millionths of rho;
   * empty when that is more noise than one site can draw.
   */
  public Optional<NoiseTerms> costingAtMost(long microRho) {
    long high = Math.multiplyExact(DiscreteGaussian.MAX_SIGMA_SQUARED, (long) honestContributors());
    if (ZeroConcentrated.microRho(with(high)) > microRho) {
      return Optional.empty();
    }
    long low = 1;
    while (low < high) {
      long middle = (low + high) >>> 1;
      if (ZeroConcentrated.microRho(with(middle)) > microRho) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return Optional.of(with(low));
  }

  private NoiseTerms with(long variance) {
    return new NoiseTerms(variance, elements, recordsPerPatient, touchedElements, minSites, f);
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
