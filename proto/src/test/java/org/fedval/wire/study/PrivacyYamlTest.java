package org.fedval.wire.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.fedval.wire.study.StudyYamlTest.PLAN;

import java.util.List;
import java.util.Map;
import org.fedval.crypto.dp.SiteNoise;
import org.fedval.crypto.dp.account.NoiseTerms;
import org.fedval.crypto.dp.account.ZeroConcentrated;
import org.fedval.crypto.secagg.body.Layout;
import org.fedval.crypto.secagg.body.PrivacyTerms;
import org.fedval.crypto.secagg.body.UnitKind;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.plan.NoisePlan;
import org.fedval.evaluation.plan.StudyPlan;
import org.junit.jupiter.api.Test;

class PrivacyYamlTest {
  private static final String PRIVATE = PLAN + "privacy:\n  epsilon: 4\n";

  @Test
  void a_plan_without_the_section_has_no_privacy_and_fine_bins() throws Exception {
    assertThat(StudyYamlTest.parse(PLAN).privacy()).isNull();
  }

  @Test
  void epsilon_alone_takes_the_defaults_and_few_bins() throws Exception {
    StudyDocument study = StudyYamlTest.parse(PRIVATE);

    assertThat(study.privacy()).isEqualTo(new PrivacyWish(4, 1e-6, 1, 0.1));
    assertThat(study.overallBins()).isEqualTo(16);
    assertThat(study.marginalBins()).isEqualTo(16);
  }

  @Test
  void every_key_can_be_stated() throws Exception {
    StudyDocument study =
        StudyYamlTest.parse(
            PRIVATE
                + "  delta: 0.00001\n  max_images_per_patient: 3\n  gate_share: 0.25\n"
                + "score_quantisation:\n  overall_bins: 128\n  marginal_bins: 8\n");

    assertThat(study.privacy()).isEqualTo(new PrivacyWish(4, 1e-5, 3, 0.25));
    assertThat(study.overallBins()).isEqualTo(128);
    assertThat(study.marginalBins()).isEqualTo(8);
  }

  @Test
  void faults_are_named_with_their_lines() {
    assertThat(refused(PLAN + "privacy:\n  delta: 0.000001\n"))
        .containsExactly(
            "study.yaml line 28: the key 'epsilon' is missing under 'privacy'; expected a number"
                + " above 0 and at most 20.");
    assertThat(refused(PLAN + "privacy:\n  epsilon: 0\n"))
        .containsExactly(
            "study.yaml line 29: 'epsilon' is 0; expected a number above 0 and at most 20.");
    assertThat(refused(PRIVATE + "  delta: 0.1\n"))
        .containsExactly(
            "study.yaml line 30: 'delta' is 0.1; expected a number above 0 and at most 0.0001.");
    assertThat(refused(PRIVATE + "  noise: little\n"))
        .containsExactly(
            "study.yaml line 30: unknown key 'noise' under 'privacy'; expected one of epsilon,"
                + " delta, max_images_per_patient, gate_share.");
    assertThat(refused(PLAN + "score_quantisation:\n  overall_bins: 64\n  marginal_bins: 16\n"))
        .containsExactly(
            "study.yaml line 30: 'marginal_bins' is 16; expected 64 or more: so few bins serve a"
                + " plan with 'privacy' only.");
  }

  /**
   * By hand: two findings and two attributes, so T = 2 * 2 * 3 = 12. Epsilon 4 at 1e-6 is a loss of
   * 253935 millionths, 25393 of it for the gate. Five sites, f = 1, minSites 3: h = 2. Gate: 12 /
   * (4 sigma0^2) at most 0.025393 needs sigma0^2 = 119; metrics: at most 0.228542 needs 14.
   */
  @Test
  void the_noise_follows_from_epsilon_and_layout() throws Exception {
    CounterLayout counters = counters(PRIVATE);
    PrivacyDerivation derivation =
        new PrivacyDerivation("study.yaml", new PrivacyWish(4, 1e-6, 1, 0.1), counters);
    PrivacyTerms terms = derivation.terms();

    assertThat(terms.touchedElements()).isEqualTo(12);
    assertThat(terms.recordsPerPatient()).isEqualTo(1);
    assertThat(SiteNoise.sigmaSquared(terms.sigmaSquaredGate(), 3, 1)).isEqualTo(119);
    assertThat(SiteNoise.sigmaSquared(terms.sigmaSquaredMetric(), 3, 1)).isEqualTo(14);
    assertThat(derivation.noise(terms)).isEqualTo(new NoisePlan(1, 119, 14));
    assertThat(terms.rhoGate()).isEqualTo(25_211);
    assertThat(terms.rhoMetric()).isEqualTo(214_286);
    assertThat(ZeroConcentrated.epsilon(terms.rhoGate() + terms.rhoMetric(), 1e-6))
        .isLessThanOrEqualTo(4);
    assertThat(terms.rhoMetric())
        .isEqualTo(
            ZeroConcentrated.microRho(new NoiseTerms(terms.sigmaSquaredMetric(), 1, 1, 12, 3, 1)));
  }

  @Test
  void more_images_a_patient_take_more_noise() throws Exception {
    CounterLayout counters = counters(PRIVATE);
    PrivacyTerms three =
        new PrivacyDerivation("study.yaml", new PrivacyWish(4, 1e-6, 3, 0.1), counters).terms();

    // Nine times the variance: 3^2 * 12 / (4 * 0.228542) = 118.2.
    assertThat(SiteNoise.sigmaSquared(three.sigmaSquaredMetric(), 3, 1)).isEqualTo(119);
  }

  @Test
  void an_epsilon_that_takes_more_noise_than_can_be_drawn_is_refused() throws Exception {
    CounterLayout counters = counters(PRIVATE);
    assertThatThrownBy(
            () ->
                new PrivacyDerivation(
                        "study.yaml", new PrivacyWish(0.001, 1e-6, 100, 0.01), counters)
                    .terms())
        .isInstanceOf(StudyPlanException.class)
        .hasMessageContaining("study.yaml: 'privacy.epsilon' is 0.001")
        .hasMessageContaining("choose a larger epsilon");
  }

  @Test
  void a_plan_with_noise_has_a_gate_rule_of_its_own_that_bears_negative_sums() throws Exception {
    CounterLayout exact = counters(PRIVATE);
    CounterLayout noisy = CounterLayout.of(exact.plan().withNoise(new NoisePlan(1, 119, 14)));
    long[] sums = new long[2 * noisy.cells().size()];
    sums[0] = 12;
    sums[1] = -40;
    sums[2] = -7;

    assertThat(new SuppressionGate(exact).id()).isEqualTo(SuppressionGate.ID);
    SuppressionGate gate = new SuppressionGate(noisy);
    assertThat(gate.id()).isEqualTo(SuppressionGate.NOISY_ID);
    Layout layout =
        new Layout(
            List.of(
                new Layout.Unit("gate", 2, UnitKind.GATE, List.of(), Layout.ROOT, 1),
                new Layout.Unit("a", 1, UnitKind.UNSIGNED, List.of(), Layout.ROOT, 1)));
    assertThat(gate.allowed(layout, sums, 10, 3).stream()).containsExactly(1);
  }

  private static CounterLayout counters(String yaml) throws Exception {
    StudyPlan plan =
        StudyYamlTest.parse(yaml).bind(Map.of("screening", 0.3), List.of("covid", "pneumonia"), 5);
    return CounterLayout.of(plan);
  }

  private static List<String> refused(String yaml) {
    return catchThrowableOfType(StudyPlanException.class, () -> StudyYamlTest.parse(yaml))
        .sentences();
  }
}
