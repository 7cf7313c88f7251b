package org.fedval.coordinator.report;

import java.util.Locale;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.report.Verdict;
import org.jspecify.annotations.Nullable;

/** The report's fixed vocabulary. */
final class Words {
  private Words() {}

  static String metric(String metric) {
    return switch (metric) {
      case "auroc" -> "AUROC";
      case "auroc_within_site" -> "AUROC within site";
      case "ppv" -> "PPV";
      case "npv" -> "NPV";
      default ->
          metric.isEmpty()
              ? metric
              : metric.substring(0, 1).toUpperCase(Locale.ROOT)
                  + metric.substring(1).replace('_', ' ');
    };
  }

  /** A metric inside a sentence, with its operating point where it has one. */
  static String metricAt(String metric, @Nullable String operatingPoint) {
    String name = metric(metric);
    boolean shortForm = name.length() > 1 && Character.isUpperCase(name.charAt(1));
    String inside = shortForm ? name : name.toLowerCase(Locale.ROOT);
    return operatingPoint == null ? inside : inside + " at " + operatingPoint;
  }

  static String capital(String words) {
    return words.isEmpty()
        ? words
        : words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1);
  }

  /** {@code attribute=level} as {@code attribute: level}; {@code all} as {@code all images}. */
  static String subgroup(String subgroup) {
    int at = subgroup.indexOf('=');
    if (at < 0) {
      return subgroup.equals(Estimates.ALL) ? "all images" : subgroup;
    }
    return subgroup.substring(0, at) + ": " + subgroup.substring(at + 1);
  }

  static String verdict(Verdict verdict) {
    return switch (verdict) {
      case MEETS_GOAL -> "Goal met";
      case FAILS_GOAL -> "Goal not met";
      case INCONCLUSIVE -> "Inconclusive";
      case NOT_POWERED_TO_CERTIFY -> "Not powered to certify";
    };
  }

  /** The cases that a metric's power is counted in. */
  static String countedClass(String metric) {
    return metric.equals("specificity") ? "negatives" : "positives";
  }

  /** The start of a name where the whole does not fit; the whole is shown on hover. */
  static String shortened(String words, int letters) {
    return words.length() <= letters ? words : words.substring(0, letters - 1).strip() + "\u2026";
  }

  static String interval(@Nullable String method) {
    if (method == null) {
      return "";
    }
    return switch (method) {
      case "wilson" -> "Wilson";
      case "delong_logit" -> "DeLong, logit";
      case "newcombe5" -> "Newcombe 5";
      case "log_wald" -> "Wald, logarithm";
      case "wald" -> "Wald";
      case "logit" -> "logit";
      case "mercaldo" -> "Mercaldo, logit";
      case "mercaldo_adjusted" -> "Mercaldo, adjusted";
      case "stratified_delong_logit" -> "DeLong in strata, logit";
      case "bootstrap_percentile" -> "bootstrap, percentiles";
      case "wilson_noise" -> "Wilson, with noise";
      case "newcombe5_noise" -> "Newcombe 5, with noise";
      default -> method;
    };
  }

  /**
   * What stands in a withheld cell. {@code < 10} is said only where the reason is the number of
   * patients; a cell withheld for another reason may hold more.
   */
  static String withheld(@Nullable String reason, DisclosureRules rules) {
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

  static String withheldReason(@Nullable String reason, DisclosureRules rules) {
    if (reason != null) {
      return WithheldReason.parse(reason).text();
    }
    return "withheld: fewer than "
        + rules.minCell()
        + " patients or "
        + rules.minContributors()
        + " sites, or it would give away another withheld count";
  }

  static String number(int n, String one, String many) {
    return NumberFormatter.count(n) + " " + (n == 1 ? one : many);
  }
}
