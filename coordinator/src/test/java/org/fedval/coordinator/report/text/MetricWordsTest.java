package org.fedval.coordinator.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.fedval.coordinator.report.FullReport;
import org.fedval.coordinator.report.SampleReport;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.ValidationReport;
import org.junit.jupiter.api.Test;

class MetricWordsTest {
  @Test
  void every_metric_of_a_full_study_has_words_an_estimator_and_a_source() {
    for (MetricRow row : FullReport.complete().results().estimates()) {
      assertThat(MetricRegistry.knows(row.metric())).as("words for %s", row.metric()).isTrue();
      assertThat(MetricWords.of(row.metric()).estimator()).as(row.metric()).endsWith(".");
    }
  }

  @Test
  void every_interval_of_a_full_study_is_named_with_its_method() {
    for (ValidationReport report :
        new ValidationReport[] {FullReport.complete(), SampleReport.complete()}) {
      for (MetricRow row : report.results().estimates()) {
        String method = row.ciMethod();
        if (method != null) {
          assertThat(IntervalWords.knows(method)).as("words for %s", method).isTrue();
        }
      }
    }
  }

  @Test
  void a_metric_without_words_is_not_known() {
    assertThat(MetricRegistry.knows("sharpness_of_the_model")).isFalse();
    assertThat(MetricWords.of("sharpness_of_the_model").name()).isEqualTo("Sharpness of the model");
  }

  @Test
  void abbreviations_and_names_keep_their_capitals_inside_a_sentence() {
    assertThat(MetricWords.of("auroc").inside()).isEqualTo("AUROC");
    assertThat(MetricWords.of("lr_positive").inside()).isEqualTo("LR+");
    assertThat(MetricWords.of("brier").inside()).isEqualTo("Brier score");
    assertThat(MetricWords.of("calibration_slope").inside()).isEqualTo("calibration slope");
  }

  @Test
  void a_parameter_is_said_once() {
    assertThat(ParameterWords.named("PPV at a prevalence", "prevalence=0.05"))
        .isEqualTo("PPV at prevalence 0.05");
    assertThat(ParameterWords.named("AUROC adjusted for a covariate", "covariate=sex"))
        .isEqualTo("AUROC adjusted for sex");
    assertThat(ParameterWords.named("Partial AUROC", "specificity>=0.9"))
        .isEqualTo("Partial AUROC, specificity \u2265 0.9");
    assertThat(ParameterWords.named("Score leak", "sex=F over sex=M"))
        .isEqualTo("Score leak, sex F over sex M");
    assertThat(ParameterWords.named("AUROC", null)).isEqualTo("AUROC");
  }
}
