package org.fedval.wire.study;

import java.util.List;
import org.fedval.crypto.dp.SiteNoise;
import org.fedval.crypto.dp.account.NoiseTerms;
import org.fedval.crypto.dp.account.ZeroConcentrated;
import org.fedval.crypto.secagg.body.PrivacyTerms;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.plan.NoisePlan;

/**
 * From the epsilon of a plan to the noise that keeps it. The loss rho of (epsilon, delta) is split
 * between gate and metrics; each takes the least noise that costs no more than its part. Vendor,
 * coordinator and agents derive the same integers.
 */
final class PrivacyDerivation {
  private final String file;
  private final PrivacyWish wish;
  private final CounterLayout counters;
  private final DisclosureRules rules;

  PrivacyDerivation(String file, PrivacyWish wish, CounterLayout counters) {
    this.file = file;
    this.wish = wish;
    this.counters = counters;
    this.rules = counters.plan().disclosure();
  }

  /** The terms; refuses a layout with other numbers than counts, and noise that nobody can draw. */
  PrivacyTerms terms() throws StudyPlanException {
    long touched = touched();
    long gateWords = counters.units().get(0).length();
    long allWords = counters.units().stream().mapToLong(u -> u.length()).sum();
    long loss = ZeroConcentrated.microRho(wish.epsilon(), wish.delta());
    long gateLoss = (long) Math.floor(loss * wish.gateShare());
    NoiseTerms gate = terms(gateLoss, gateWords, touched);
    NoiseTerms metric = terms(loss - gateLoss, allWords - gateWords, touched);
    return new PrivacyTerms(
        true,
        ZeroConcentrated.microRho(gate),
        ZeroConcentrated.microRho(metric),
        gate.sigmaSquared(),
        metric.sigmaSquared(),
        wish.imagesPerPatient(),
        touched);
  }

  /** What each site adds. */
  NoisePlan noise(PrivacyTerms terms) {
    return new NoisePlan(
        terms.recordsPerPatient(),
        perSite(terms.sigmaSquaredGate()),
        perSite(terms.sigmaSquaredMetric()));
  }

  private long perSite(long sigmaSquared) {
    return SiteNoise.sigmaSquared(sigmaSquared, rules.minSites(), rules.corruptSites());
  }

  private NoiseTerms terms(long loss, long words, long touched) throws StudyPlanException {
    return new NoiseTerms(
            1, words, wish.imagesPerPatient(), touched, rules.minSites(), rules.corruptSites())
        .costingAtMost(loss)
        .orElseThrow(
            () ->
                fault(
                    "'privacy.epsilon' is "
                        + wish.epsilon()
                        + ": that takes more noise than the agents draw; choose a larger epsilon,"
                        + " fewer images a patient, or fewer findings and subgroups."));
  }

  private long touched() throws StudyPlanException {
    try {
      return counters.touchedWords();
    } catch (IllegalArgumentException e) {
      throw fault(
          "differential privacy covers counts only, and "
              + e.getMessage()
              + "; take what needs it out of the plan, or remove 'privacy'.");
    }
  }

  private StudyPlanException fault(String sentence) {
    return new StudyPlanException(List.of(file + ": " + sentence));
  }
}
