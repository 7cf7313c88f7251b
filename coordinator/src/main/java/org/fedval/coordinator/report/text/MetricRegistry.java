package org.fedval.coordinator.report.text;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Every metric of a report with its words, in the order of the methods section. */
public final class MetricRegistry {
  static final Map<String, MetricWords> WORDS = words();

  private MetricRegistry() {}

  /** Whether a report may show the metric: one without words has no place in it. */
  public static boolean knows(String metric) {
    return WORDS.containsKey(metric);
  }

  /** The place of the metric in the methods section; unknown ones come last. */
  public static Iterable<String> inOrder() {
    return WORDS.keySet();
  }

  private static Map<String, MetricWords> words() {
    Map<String, MetricWords> words = new LinkedHashMap<>();
    DiscriminationWords.add(words);
    OperatingPointWords.add(words);
    CalibrationWords.add(words);
    ClinicalWords.add(words);
    SubgroupWords.add(words);
    SiteWords.add(words);
    ComparisonWords.add(words);
    AuditWords.add(words);
    return Collections.unmodifiableMap(words);
  }
}
