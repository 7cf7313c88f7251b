package org.fedval.coordinator.report.text;

import java.util.Map;

/** How levels of a subgroup differ. */
final class SubgroupWords {
  private SubgroupWords() {}

  static void add(Map<String, MetricWords> words) {
    words.put(
        "sensitivity_gap",
        new MetricWords(
            "Gap in sensitivity",
            Topic.SUBGROUPS,
            "Sensitivity of the level minus that of all other levels of the attribute.",
            "Newcombe, Statistics in Medicine 1998"));
    words.put(
        "specificity_gap",
        new MetricWords(
            "Gap in specificity",
            Topic.SUBGROUPS,
            "Specificity of the level minus that of all other levels of the attribute.",
            "Newcombe, Statistics in Medicine 1998"));
    words.put(
        "auroc_gap",
        new MetricWords(
            "Gap in AUROC",
            Topic.SUBGROUPS,
            "AUROC of the level minus that of all other levels of the attribute.",
            "DeLong, DeLong and Clarke-Pearson, Biometrics 1988"));
    words.put(
        "calibration_gap",
        new MetricWords(
            "Gap in calibration",
            Topic.SUBGROUPS,
            "Calibration in the large of the level minus that of all other levels.",
            "Van Calster et al., BMC Medicine 2019"));
    words.put(
        "equalised_odds_gap",
        new MetricWords(
            "Gap in equalised odds",
            Topic.SUBGROUPS,
            "The larger of the absolute gaps in sensitivity and specificity.",
            "Hardt, Price and Srebro, NeurIPS 2016"));
    words.put(
        "sensitivity_gap_adjusted",
        new MetricWords(
            "Gap in sensitivity within hospitals",
            Topic.SUBGROUPS,
            "Sensitivity of the level minus that of all other images of the same hospital, pooled over hospitals by Mantel and Haenszel; p is that of the gap over its standard error.",
            "Greenland and Robins, Biometrics 1985; Sato, Greenland and Robins, Biometrics 1989"));
    words.put(
        "specificity_gap_adjusted",
        new MetricWords(
            "Gap in specificity within hospitals",
            Topic.SUBGROUPS,
            "Specificity of the level minus that of all other images of the same hospital, pooled over hospitals by Mantel and Haenszel; p is that of the gap over its standard error.",
            "Greenland and Robins, Biometrics 1985; Sato, Greenland and Robins, Biometrics 1989"));
    words.put(
        "sensitivity_homogeneity",
        new MetricWords(
            "Homogeneity of sensitivity",
            Topic.SUBGROUPS,
            "Chi-squared statistic of one sensitivity for all levels of the attribute.",
            "Pearson, Philosophical Magazine 1900"));
    words.put(
        "specificity_homogeneity",
        new MetricWords(
            "Homogeneity of specificity",
            Topic.SUBGROUPS,
            "Chi-squared statistic of one specificity for all levels of the attribute.",
            "Pearson, Philosophical Magazine 1900"));
    words.put(
        "sensitivity_simultaneous",
        new MetricWords(
            "Sensitivity, simultaneous interval",
            Topic.SUBGROUPS,
            "The estimate of the level; the intervals of all powered levels of the claim hold at once.",
            "Dunn, JASA 1961"));
    words.put(
        "specificity_simultaneous",
        new MetricWords(
            "Specificity, simultaneous interval",
            Topic.SUBGROUPS,
            "The estimate of the level; the intervals of all powered levels of the claim hold at once.",
            "Dunn, JASA 1961"));
    words.put(
        "auroc_simultaneous",
        new MetricWords(
            "AUROC, simultaneous interval",
            Topic.SUBGROUPS,
            "The estimate of the level; the intervals of all powered levels of the claim hold at once.",
            "Dunn, JASA 1961"));
  }
}
