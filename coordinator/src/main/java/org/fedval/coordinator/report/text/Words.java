package org.fedval.coordinator.report.text;

import java.util.List;
import java.util.Locale;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.report.Verdict;
import org.jspecify.annotations.Nullable;

/** The report's fixed vocabulary. */
public final class Words {
  /** The subgroup of all images. */
  public static final String ALL = "all";

  /** Between two crossed levels. */
  public static final String CROSS = " \u00d7 ";

  private Words() {}

  public static String metric(String metric) {
    return MetricWords.of(metric).name();
  }

  /** A metric inside a sentence, with its operating point where it has one. */
  public static String metricAt(String metric, @Nullable String operatingPoint) {
    String inside = MetricWords.of(metric).inside();
    return operatingPoint == null ? inside : inside + " at " + operatingPoint;
  }

  /** The same with the parameter. */
  public static String metricAt(
      String metric, @Nullable String operatingPoint, @Nullable String parameter) {
    String words = ParameterWords.of(parameter);
    return metricAt(metric, operatingPoint) + (words.isEmpty() ? "" : " " + words);
  }

  public static String capital(String words) {
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /**
   * {@code attribute=level} as {@code attribute: level}, two of them with a cross between, {@code
   * all} as {@code all images}.
   */
  public static String subgroup(String subgroup) {
    if (subgroup.equals(ALL)) {
      return "all images";
    }
    return String.join(CROSS, List.of(subgroup.split(" & "))).replace("=", ": ");
  }

  public static String verdict(Verdict verdict) {
    return switch (verdict) {
      case MEETS_GOAL -> "Goal met";
      case FAILS_GOAL -> "Goal not met";
      case INCONCLUSIVE -> "Inconclusive";
      case NOT_POWERED_TO_CERTIFY -> "Not powered to certify";
    };
  }

  /** The cases that a metric's power is counted in. */
  public static String countedClass(String metric) {
    return metric.equals("specificity") ? "negatives" : "positives";
  }

  /** The start of a name where the whole does not fit; the whole is shown on hover. */
  public static String shortened(String words, int letters) {
    return words.length() <= letters ? words : words.substring(0, letters - 1).strip() + "\u2026";
  }

  public static String interval(@Nullable String method) {
    return IntervalWords.of(method).name();
  }

  /**
   * What stands in a withheld cell. {@code < 10} is said only where the reason is the number of
   * patients; a cell withheld for another reason may hold more.
   */
  public static String withheld(@Nullable String reason, DisclosureRules rules) {
    if (reason == null) {
      return "withheld";
    }
    String words = reason.toLowerCase(Locale.ROOT);
    boolean patients = words.contains("fewer than " + rules.minCell() + " ");
    boolean sites = words.contains("site") || words.contains("hospital");
    boolean neighbours = words.contains("another") || words.contains("complementary");
    if (patients && !sites && !neighbours) {
      return "<" + NumberFormatter.THIN_SPACE + rules.minCell();
    }
    if (sites && !patients && !neighbours) {
      return "<" + NumberFormatter.THIN_SPACE + rules.minContributors() + " sites";
    }
    return "withheld";
  }

  public static String withheldReason(@Nullable String reason, DisclosureRules rules) {
    if (reason != null) {
      return WithheldReason.parse(reason).text();
    }
    return "withheld: fewer than "
        + rules.minCell()
        + " patients or "
        + rules.minContributors()
        + " sites, or it would give away another withheld count";
  }

  public static String number(int n, String one, String many) {
    return NumberFormatter.count(n) + " " + (n == 1 ? one : many);
  }
}
