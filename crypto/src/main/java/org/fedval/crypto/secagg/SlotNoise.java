package org.fedval.crypto.secagg;

import static org.fedval.crypto.secagg.ProtocolViolation.require;

import java.util.Optional;
import org.fedval.crypto.dp.DiscreteGaussian;
import org.fedval.crypto.dp.SiteNoise;
import org.fedval.crypto.dp.UniformDraws;
import org.fedval.crypto.dp.account.NoiseTerms;
import org.fedval.crypto.dp.account.ZeroConcentrated;
import org.fedval.crypto.secagg.ProtocolViolation.Code;
import org.fedval.crypto.secagg.body.Layout;
import org.fedval.crypto.secagg.body.PrivacyTerms;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.crypto.secret.SecretBytes;

/**
 * What one site adds to its vector under a study's privacy terms (section 9): independent discrete
 * Gaussian noise on every element, gate and metrics with a variance of their own.
 *
 * @param gateVariance sigma0^2 of an element of unit 0
 * @param metricVariance sigma0^2 of an element of every other unit
 */
public record SlotNoise(long gateVariance, long metricVariance) {
  /** Beyond this many sigma0 no draw lies in the life of the universe. */
  private static final long REACH = 64;

  /** The noise of a study; empty when it has no differential privacy. */
  public static Optional<SlotNoise> of(StudyDefinition study) {
    PrivacyTerms privacy = study.privacy();
    if (!privacy.on()) {
      return Optional.empty();
    }
    return Optional.of(
        new SlotNoise(
            SiteNoise.sigmaSquared(privacy.sigmaSquaredGate(), study.minSites(), study.f()),
            SiteNoise.sigmaSquared(privacy.sigmaSquaredMetric(), study.minSites(), study.f())));
  }

  /**
   * Refuses terms that cannot be kept: a layout with other numbers than counts, of which one record
   * could move one by more than 1, or a stated loss below what the noise costs.
   */
  static void checkTerms(StudyDefinition study, Layout layout) {
    PrivacyTerms privacy = study.privacy();
    if (!privacy.on()) {
      return;
    }
    require(
        privacy.sigmaSquaredGate() >= 1
            && privacy.sigmaSquaredMetric() >= 1
            && privacy.recordsPerPatient() >= 1
            && privacy.touchedElements() >= 1,
        Code.WEAK_PARAMETERS,
        "Differential privacy needs noise on gate and metrics, and a limit of records.");
    require(
        layout.units().stream().noneMatch(unit -> unit.kind().isSigned()),
        Code.UNSUPPORTED,
        "Differential privacy covers counts only, and a unit of the layout holds signed sums.");
    SlotNoise noise = of(study).orElseThrow();
    require(
        noise.gateVariance <= DiscreteGaussian.MAX_SIGMA_SQUARED
            && noise.metricVariance <= DiscreteGaussian.MAX_SIGMA_SQUARED,
        Code.UNSUPPORTED,
        "The study's noise is larger than this version draws.");
    long elements = layout.lengths().stream().mapToLong(Integer::longValue).sum();
    long gate = layout.units().get(0).length();
    require(
        cost(study, privacy.sigmaSquaredGate(), gate) <= privacy.rhoGate()
            && cost(study, privacy.sigmaSquaredMetric(), elements - gate) <= privacy.rhoMetric(),
        Code.WEAK_PARAMETERS,
        "The study's noise costs more privacy than it states.");
  }

  private static long cost(StudyDefinition study, long sigmaSquared, long elements) {
    return ZeroConcentrated.microRho(
        new NoiseTerms(
            sigmaSquared,
            elements,
            study.privacy().recordsPerPatient(),
            study.privacy().touchedElements(),
            study.minSites(),
            study.f()));
  }

  /** How far noise can move an element of one site: 64 sigma0, rounded up. */
  long reach() {
    return REACH * ceilSqrt(Math.max(gateVariance, metricVariance));
  }

  /** The elements with noise drawn from {@code key}; the same key gives the same noise. */
  long[] added(long[] elements, Layout layout, SecretBytes key) {
    long[] noisy = elements.clone();
    int gate = Math.toIntExact(layout.units().get(0).length());
    UniformDraws draws = UniformDraws.of(key);
    new DiscreteGaussian(gateVariance, draws).addTo(noisy, 0, gate);
    new DiscreteGaussian(metricVariance, draws).addTo(noisy, gate, noisy.length);
    return noisy;
  }

  private static long ceilSqrt(long square) {
    long root = 0;
    while (root * root < square) {
      root++;
    }
    return root;
  }
}
