package org.fedval.coordinator.report.text;

import java.util.Map;

/** What the calls mean in use. */
final class ClinicalWords {
  private ClinicalWords() {}

  static void add(Map<String, MetricWords> words) {
    words.put(
        "ppv_at_prevalence",
        new MetricWords(
            "PPV at a prevalence",
            Topic.CLINICAL_USE,
            "PPV from sensitivity and specificity at the stated prevalence.",
            "Mercaldo, Lau and Zhou, Statistics in Medicine 2007"));
    words.put(
        "npv_at_prevalence",
        new MetricWords(
            "NPV at a prevalence",
            Topic.CLINICAL_USE,
            "NPV from sensitivity and specificity at the stated prevalence.",
            "Mercaldo, Lau and Zhou, Statistics in Medicine 2007"));
    words.put(
        "net_benefit",
        new MetricWords(
            "Net benefit",
            Topic.CLINICAL_USE,
            "True positives minus false positives weighted by the odds of the decision threshold, per image.",
            "Vickers and Elkin, Medical Decision Making 2006"));
    words.put(
        "net_benefit_treat_all",
        new MetricWords(
            "Net benefit of treating all",
            Topic.CLINICAL_USE,
            "The same if every image were called positive.",
            "Vickers and Elkin, Medical Decision Making 2006"));
    words.put(
        "net_benefit_clustered",
        new MetricWords(
            "Net benefit, patients as clusters",
            Topic.CLINICAL_USE,
            "The net benefit; its variance sums each patient's influence.",
            "Deville, Survey Methodology 1999"));
    words.put(
        "abstention_coverage",
        new MetricWords(
            "Coverage with abstention",
            Topic.CLINICAL_USE,
            "Images outside the band of abstention among all images.",
            "Chow, IEEE Transactions on Information Theory 1970"));
    words.put(
        "selective_error",
        new MetricWords(
            "Error where the model decides",
            Topic.CLINICAL_USE,
            "Wrong calls among images outside the band.",
            "El-Yaniv and Wiener, JMLR 2010"));
    words.put(
        "sensitivity_abstain_positive",
        new MetricWords(
            "Sensitivity, abstaining counted as positive",
            Topic.CLINICAL_USE,
            "Positive images called positive or referred, among positive images.",
            "Schuetz et al., BMJ 2012"));
    words.put(
        "specificity_abstain_positive",
        new MetricWords(
            "Specificity, abstaining counted as positive",
            Topic.CLINICAL_USE,
            "Negative images called negative, among negative images, referred ones counted as positive calls.",
            "Schuetz et al., BMJ 2012"));
    words.put(
        "sensitivity_abstain_wrong",
        new MetricWords(
            "Sensitivity, abstaining counted as wrong",
            Topic.CLINICAL_USE,
            "Positive images called positive, among positive images.",
            "Schuetz et al., BMJ 2012"));
    words.put(
        "specificity_abstain_wrong",
        new MetricWords(
            "Specificity, abstaining counted as wrong",
            Topic.CLINICAL_USE,
            "Negative images called negative, among negative images.",
            "Schuetz et al., BMJ 2012"));
    words.put(
        "risk_coverage_area",
        new MetricWords(
            "Area under the risk-coverage curve",
            Topic.CLINICAL_USE,
            "Mean share of wrong calls while the least confident images are left out.",
            "Geifman, Uziel and El-Yaniv, ICLR 2019"));
  }
}
