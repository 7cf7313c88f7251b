package org.fedval.coordinator.report.text;

import java.util.Map;

/** How hospitals differ. */
final class SiteWords {
  private SiteWords() {}

  static void add(Map<String, MetricWords> words) {
    words.put(
        "sensitivity_between_sites",
        new MetricWords(
            "Sensitivity of an average hospital",
            Topic.SITES,
            "Random-effects mean of the hospitals' logit sensitivity, by moments, from sums over hospitals only.",
            "DerSimonian and Laird, Controlled Clinical Trials 1986; Hartung and Knapp, Statistics in Medicine 2001"));
    words.put(
        "sensitivity_prediction",
        new MetricWords(
            "Sensitivity of the next hospital",
            Topic.SITES,
            "The same mean; the range is where the sensitivity of a further hospital is expected.",
            "Higgins, Thompson and Spiegelhalter, JRSS A 2009"));
    words.put(
        "sensitivity_tau2",
        new MetricWords(
            "Sensitivity: variance between hospitals",
            Topic.SITES,
            "Variance of the hospitals' logit sensitivity beyond chance.",
            "DerSimonian and Laird, Controlled Clinical Trials 1986"));
    words.put(
        "sensitivity_i2",
        new MetricWords(
            "Sensitivity: share of variance between hospitals",
            Topic.SITES,
            "I-squared: how much of the spread of the hospitals' estimates is more than chance.",
            "Higgins and Thompson, Statistics in Medicine 2002"));
    words.put(
        "specificity_between_sites",
        new MetricWords(
            "Specificity of an average hospital",
            Topic.SITES,
            "Random-effects mean of the hospitals' logit specificity, by moments, from sums over hospitals only.",
            "DerSimonian and Laird, Controlled Clinical Trials 1986; Hartung and Knapp, Statistics in Medicine 2001"));
    words.put(
        "specificity_prediction",
        new MetricWords(
            "Specificity of the next hospital",
            Topic.SITES,
            "The same mean; the range is where the specificity of a further hospital is expected.",
            "Higgins, Thompson and Spiegelhalter, JRSS A 2009"));
    words.put(
        "specificity_tau2",
        new MetricWords(
            "Specificity: variance between hospitals",
            Topic.SITES,
            "Variance of the hospitals' logit specificity beyond chance.",
            "DerSimonian and Laird, Controlled Clinical Trials 1986"));
    words.put(
        "specificity_i2",
        new MetricWords(
            "Specificity: share of variance between hospitals",
            Topic.SITES,
            "I-squared: how much of the spread of the hospitals' estimates is more than chance.",
            "Higgins and Thompson, Statistics in Medicine 2002"));
  }
}
