package org.fedval.coordinator.report.text;

import java.util.Map;

/** How well scores separate the classes. */
final class DiscriminationWords {
  private DiscriminationWords() {}

  static void add(Map<String, MetricWords> words) {
    words.put(
        "auroc",
        new MetricWords(
            "AUROC",
            Topic.DISCRIMINATION,
            "Share of pairs of a positive and a negative image in which the positive one scores higher, ties counted half, from the pooled score histogram.",
            "Hanley and McNeil, Radiology 1982"));
    words.put(
        "auroc_within_site",
        new MetricWords(
            "AUROC within site",
            Topic.DISCRIMINATION,
            "The same over pairs of one hospital only, on unbinned scores, each hospital weighted by its pairs.",
            "Hanley and McNeil, Radiology 1982, in each hospital"));
    words.put(
        "auroc_clustered",
        new MetricWords(
            "AUROC, patients as clusters",
            Topic.DISCRIMINATION,
            "The pooled AUROC; its interval takes the images of a patient as dependent.",
            "Obuchowski, Biometrics 1997"));
    words.put(
        "auroc_bootstrap",
        new MetricWords(
            "AUROC, bootstrap over patients",
            Topic.DISCRIMINATION,
            "The pooled AUROC; its interval resamples patients with Poisson weights that each hospital keeps secret.",
            "Chamandy et al., Google technical report 2012"));
    words.put(
        "auroc_adjusted",
        new MetricWords(
            "AUROC adjusted for a covariate",
            Topic.DISCRIMINATION,
            "AUROC within each level of the covariate, weighted by the positives of the level.",
            "Janes and Pepe, Biometrika 2009"));
    words.put(
        "auroc_partial",
        new MetricWords(
            "Partial AUROC",
            Topic.DISCRIMINATION,
            "Area under the ROC polygon where the specificity is at least the stated one.",
            "McClish, Medical Decision Making 1989"));
    words.put(
        "auroc_partial_standardised",
        new MetricWords(
            "Partial AUROC, standardised",
            Topic.DISCRIMINATION,
            "The partial area on a scale on which chance is 0.5 and perfect is 1.",
            "McClish, Medical Decision Making 1989"));
    words.put(
        "sensitivity_at_specificity",
        new MetricWords(
            "Sensitivity at a specificity",
            Topic.DISCRIMINATION,
            "Sensitivity at the lowest bin edge with at least the stated specificity, not interpolated. The data chose this threshold.",
            "Pepe, Oxford University Press 2003"));
    words.put(
        "average_precision",
        new MetricWords(
            "Average precision",
            Topic.DISCRIMINATION,
            "Mean of the precision at each bin edge, weighted by the positives found there.",
            "Boyd, Eng and Page, ECML PKDD 2013"));
    words.put(
        "auprc",
        new MetricWords(
            "Area under the precision-recall curve",
            Topic.DISCRIMINATION,
            "Integral of the precision over the recall, interpolated between counts and not between precisions.",
            "Keilwagen, Grosse and Grau, PLoS ONE 2014"));
  }
}
