package org.fedval.coordinator.report.text;

import java.util.Locale;

/**
 * A metric in words.
 *
 * @param name as in a table, such as {@code AUROC within site}
 * @param estimator how it is computed from the sums, one sentence
 * @param source where the estimator is from, or empty for a plain proportion
 */
public record MetricWords(String name, Topic topic, String estimator, String source) {
  /** The words of a metric that {@link MetricRegistry} knows, or its name spelled out. */
  public static MetricWords of(String metric) {
    MetricWords known = MetricRegistry.WORDS.get(metric);
    return known != null ? known : spelled(metric);
  }

  /** The name inside a sentence: lower case but for abbreviations. */
  public String inside() {
    boolean abbreviation = name.length() > 1 && !Character.isLowerCase(name.charAt(1));
    boolean person = name.startsWith("Brier") || name.startsWith("Youden");
    return abbreviation || person || name.startsWith("Spiegelhalter")
        ? name
        : name.substring(0, 1).toLowerCase(Locale.ROOT) + name.substring(1);
  }

  private static MetricWords spelled(String metric) {
    String words = Words.capital(metric.replace('_', ' '));
    return new MetricWords(words.isEmpty() ? "?" : words, Topic.AUDITS, "", "");
  }
}
