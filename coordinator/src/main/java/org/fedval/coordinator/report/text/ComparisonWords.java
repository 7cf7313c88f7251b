package org.fedval.coordinator.report.text;

import java.util.Map;

/** How two scores differ on the same images. */
final class ComparisonWords {
  private ComparisonWords() {}

  static void add(Map<String, MetricWords> words) {
    put(
        words,
        "sensitivity_difference",
        "Difference in sensitivity",
        "Sensitivity of the first score minus that of the second on the same positive images.",
        "Tango, Statistics in Medicine 1998");
    put(
        words,
        "specificity_difference",
        "Difference in specificity",
        "Specificity of the first score minus that of the second on the same negative images.",
        "Tango, Statistics in Medicine 1998");
    put(
        words,
        "ppv_difference",
        "Difference in PPV",
        "PPV of the first score minus that of the second; p of the weighted generalised score test.",
        "Kosinski, Statistics in Medicine 2013");
    put(
        words,
        "npv_difference",
        "Difference in NPV",
        "NPV of the first score minus that of the second; p of the weighted generalised score test.",
        "Kosinski, Statistics in Medicine 2013");
    put(
        words,
        "auroc_difference",
        "Difference in AUROC",
        "AUROC of the first score minus that of the second on the same images.",
        "DeLong, DeLong and Clarke-Pearson, Biometrics 1988");
    put(
        words,
        "auroc_difference_clustered",
        "Difference in AUROC, patients as clusters",
        "The same difference; its interval takes the images of a patient as dependent.",
        "Obuchowski, Biometrics 1997");
  }

  private static void put(
      Map<String, MetricWords> words, String metric, String name, String estimator, String source) {
    words.put(metric, new MetricWords(name, Topic.COMPARISON, estimator, source));
  }
}
