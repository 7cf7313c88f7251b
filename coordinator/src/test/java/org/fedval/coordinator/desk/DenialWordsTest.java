package org.fedval.coordinator.desk;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DenialWordsTest {
  @Test
  void every_denial_code_has_words() {
    for (String code :
        new String[] {
          "POLICY",
          "ROSTER",
          "BUNDLE",
          "MODEL_KEY",
          "TEE_REQUIRED",
          "CANARY_DEVIATION",
          "INFERENCE",
          "LABELS",
          "DATA",
          "PROTOCOL",
          "INTERNAL",
          "WITHDRAWN",
          "SLOT_PENDING",
          "SLOT_LOCKED",
          "DATASET_DIFFERENCING",
          "COHORT_DIFFERENCING",
          "QUARANTINE",
          "PRIVACY_BUDGET"
        }) {
      assertThat(DenialWords.of(code)).doesNotContain(code);
    }
    assertThat(DenialWords.of("NEW_KIND")).isEqualTo("it gave the code NEW_KIND");
  }
}
