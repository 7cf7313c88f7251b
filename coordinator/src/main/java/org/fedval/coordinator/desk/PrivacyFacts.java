package org.fedval.coordinator.desk;

import org.fedval.crypto.dp.account.ZeroConcentrated;
import org.fedval.crypto.secagg.body.PrivacyTerms;
import org.fedval.evaluation.plan.NoisePlan;
import org.fedval.evaluation.report.PrivacyStatement;
import org.fedval.wire.study.LockedStudy;
import org.fedval.wire.study.PrivacyWish;
import org.jspecify.annotations.Nullable;

/** From a locked study and the number of sites in its sums to what the report states. */
final class PrivacyFacts {
  private static final double MICRO = 1e6;

  private PrivacyFacts() {}

  /** Null without differential privacy. */
  static @Nullable PrivacyStatement of(LockedStudy study, int sites) {
    PrivacyWish wish = study.privacy();
    NoisePlan noise = study.plan().noise();
    if (wish == null || noise == null) {
      return null;
    }
    PrivacyTerms terms = study.definition().privacy();
    return new PrivacyStatement(
        ZeroConcentrated.epsilon(Math.addExact(terms.rhoGate(), terms.rhoMetric()), wish.delta()),
        wish.delta(),
        terms.rhoGate() / MICRO,
        terms.rhoMetric() / MICRO,
        Math.sqrt((double) sites * noise.gateVariance()),
        Math.sqrt((double) sites * noise.metricVariance()),
        terms.recordsPerPatient(),
        terms.touchedElements(),
        sites);
  }
}
