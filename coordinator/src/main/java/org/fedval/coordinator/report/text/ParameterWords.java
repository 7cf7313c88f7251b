package org.fedval.coordinator.report.text;

import org.jspecify.annotations.Nullable;

/** What else a metric depends on, such as {@code prevalence=0.05}, in words. */
public final class ParameterWords {
  private ParameterWords() {}

  /** Empty for no parameter. */
  public static String of(@Nullable String parameter) {
    if (parameter == null) {
      return "";
    }
    int least = parameter.indexOf(">=");
    if (least > 0) {
      return parameter.substring(0, least) + " \u2265 " + parameter.substring(least + 2);
    }
    int at = parameter.indexOf('=');
    if (at < 0) {
      return parameter;
    }
    String value = parameter.substring(at + 1);
    return switch (parameter.substring(0, at)) {
      case "prevalence" -> "at prevalence " + value;
      case "threshold" -> "at decision threshold " + value;
      case "bins" -> value.replaceFirst("^(\\d+) ", "$1 bins of ");
      case "covariate" -> "by " + value;
      case "attribute" -> "over " + value;
      case "recalibration" -> "after recalibration (" + recalibration(value) + ")";
      case "abstain" -> "abstaining on " + value.replace("..", " to ");
      case "estimator" -> estimator(value);
      default -> parameter.replace("=", " ");
    };
  }

  private static String recalibration(String value) {
    return value.equals("platt") ? "Platt" : value;
  }

  private static String estimator(String value) {
    return switch (value) {
      case "reml" -> "restricted maximum likelihood";
      case "pm" -> "Paule-Mandel";
      default -> value;
    };
  }
}
