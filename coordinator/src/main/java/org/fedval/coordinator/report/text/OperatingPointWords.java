package org.fedval.coordinator.report.text;

import java.util.Map;

/** What calls at a locked threshold are worth. */
final class OperatingPointWords {
  private OperatingPointWords() {}

  static void add(Map<String, MetricWords> words) {
    words.put(
        "sensitivity",
        new MetricWords(
            "Sensitivity", Topic.OPERATING_POINTS, "Positive calls among positive images.", ""));
    words.put(
        "specificity",
        new MetricWords(
            "Specificity", Topic.OPERATING_POINTS, "Negative calls among negative images.", ""));
    words.put(
        "ppv",
        new MetricWords(
            "PPV",
            Topic.OPERATING_POINTS,
            "Positive images among positive calls, at the share of positives in this sample.",
            ""));
    words.put(
        "npv",
        new MetricWords(
            "NPV",
            Topic.OPERATING_POINTS,
            "Negative images among negative calls, at the share of positives in this sample.",
            ""));
    words.put(
        "accuracy",
        new MetricWords("Accuracy", Topic.OPERATING_POINTS, "Right calls among all images.", ""));
    words.put(
        "prevalence",
        new MetricWords(
            "Prevalence", Topic.OPERATING_POINTS, "Positive images among all images.", ""));
    words.put(
        "lr_positive",
        new MetricWords(
            "LR+",
            Topic.OPERATING_POINTS,
            "Sensitivity over 1 minus specificity.",
            "Simel, Samsa and Matchar, Journal of Clinical Epidemiology 1991"));
    words.put(
        "lr_negative",
        new MetricWords(
            "LR\u2212",
            Topic.OPERATING_POINTS,
            "1 minus sensitivity over specificity.",
            "Simel, Samsa and Matchar, Journal of Clinical Epidemiology 1991"));
    words.put(
        "diagnostic_odds_ratio",
        new MetricWords(
            "Diagnostic odds ratio",
            Topic.OPERATING_POINTS,
            "Odds of a positive call in positive images over those in negative images.",
            "Glas et al., Journal of Clinical Epidemiology 2003"));
    words.put(
        "balanced_accuracy",
        new MetricWords(
            "Balanced accuracy",
            Topic.OPERATING_POINTS,
            "Mean of sensitivity and specificity.",
            "Mean of two plain proportions"));
    words.put(
        "youden_index",
        new MetricWords(
            "Youden index",
            Topic.OPERATING_POINTS,
            "Sensitivity plus specificity minus 1.",
            "Youden, Cancer 1950"));
    words.put(
        "f1",
        new MetricWords(
            "F1",
            Topic.OPERATING_POINTS,
            "Harmonic mean of sensitivity and PPV.",
            "van Rijsbergen, Information Retrieval 1979"));
    words.put(
        "mcc",
        new MetricWords(
            "MCC",
            Topic.OPERATING_POINTS,
            "Correlation of call and reference standard.",
            "Matthews, Biochimica et Biophysica Acta 1975"));
    words.put(
        "sensitivity_clustered",
        new MetricWords(
            "Sensitivity, patients as clusters",
            Topic.OPERATING_POINTS,
            "The sensitivity; its interval takes the images of a patient as dependent.",
            "Rao and Scott, Biometrics 1992"));
    words.put(
        "specificity_clustered",
        new MetricWords(
            "Specificity, patients as clusters",
            Topic.OPERATING_POINTS,
            "The specificity; its interval takes the images of a patient as dependent.",
            "Rao and Scott, Biometrics 1992"));
    words.put(
        "balanced_accuracy_clustered",
        new MetricWords(
            "Balanced accuracy, patients as clusters",
            Topic.OPERATING_POINTS,
            "The balanced accuracy; its variance sums each patient's influence.",
            "Deville, Survey Methodology 1999"));
    words.put(
        "f1_clustered",
        new MetricWords(
            "F1, patients as clusters",
            Topic.OPERATING_POINTS,
            "F1; its variance sums each patient's influence.",
            "Deville, Survey Methodology 1999"));
    words.put(
        "mcc_clustered",
        new MetricWords(
            "MCC, patients as clusters",
            Topic.OPERATING_POINTS,
            "MCC; its variance sums each patient's influence.",
            "Deville, Survey Methodology 1999"));
  }
}
