package org.fedval.coordinator.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class CohortWordsTest {
  @Test
  void the_rules_of_a_cohort_read_as_a_sentence() {
    assertThat(
            CohortWords.eligibility(
                List.of(
                    "modalities=DX,CR",
                    "views=PA",
                    "age=18..65",
                    "study_dates=2024-01-01..",
                    "label_provenance=majority",
                    "prior_images=first_only",
                    "images_per_patient=last")))
        .isEqualTo(
            "Eligible were images with a reference label, of modality DX or CR; in view PA;"
                + " patient aged 18 years or more and under 65 years; taken 2024-01-01 or later;"
                + " without an earlier image of the patient; the last such image of each patient."
                + " Whatever an image does not state fits no rule that asks for it.");
    assertThat(CohortWords.eligibility(List.of()))
        .isEqualTo("Every image with a reference label was eligible.");
  }

  @Test
  void where_labels_come_from_is_said_or_that_the_plan_does_not_ask() {
    assertThat(CohortWords.provenance(List.of("label_provenance=report_mined,biopsy")))
        .endsWith("these kinds alone: taken from reports by software; biopsy or other pathology.");
    assertThat(CohortWords.provenance(List.of("views=PA"))).contains("sets no condition");
  }
}
