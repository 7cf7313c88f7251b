package org.fedval.coordinator.report.text;

import java.util.Map;

/** Whether something other than the disease explains the numbers. */
final class AuditWords {
  private AuditWords() {}

  static void add(Map<String, MetricWords> words) {
    words.put(
        "auroc_negatives_by_level",
        new MetricWords(
            "Score leak in negatives",
            Topic.AUDITS,
            "Share of pairs of negative images, one of each level, in which the first scores higher; 0.5 means that the level does not shift scores.",
            "Hanley and McNeil, Radiology 1982"));
    words.put(
        "auroc_metadata_only",
        new MetricWords(
            "AUROC of metadata alone",
            Topic.AUDITS,
            "AUROC of a model that knows the level only and gives each level its prevalence.",
            "Hanley and McNeil, Radiology 1982"));
    words.put(
        "prevalence_label_shift",
        new MetricWords(
            "Prevalence by label shift",
            Topic.AUDITS,
            "Prevalence that the unlabelled score histogram fits best, by expectation maximisation, if scores within a class do not shift.",
            "Saerens, Latinne and Decaestecker, Neural Computation 2002"));
    words.put(
        "sensitivity_corrected",
        new MetricWords(
            "Sensitivity, corrected for the reference",
            Topic.AUDITS,
            "Sensitivity if the reference standard had the stated errors, independent of the model's.",
            "Staquet et al., Journal of Chronic Diseases 1981"));
    words.put(
        "specificity_corrected",
        new MetricWords(
            "Specificity, corrected for the reference",
            Topic.AUDITS,
            "Specificity if the reference standard had the stated errors, independent of the model's.",
            "Staquet et al., Journal of Chronic Diseases 1981"));
    words.put(
        "prevalence_corrected",
        new MetricWords(
            "Prevalence, corrected for the reference",
            Topic.AUDITS,
            "Prevalence if the reference standard had the stated errors.",
            "Rogan and Gladen, American Journal of Epidemiology 1978"));
    words.put(
        "label_noise_tipping_point",
        new MetricWords(
            "Tipping point of label errors",
            Topic.AUDITS,
            "Fewest right calls that, counted as wrong because their label was, take the lower bound of the metric down to the goal.",
            "A count, defined here"));
  }
}
