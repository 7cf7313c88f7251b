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
    if (at < 0 || parameter.contains(" over ")) {
      return parameter.replace("=", " ");
    }
    String value = parameter.substring(at + 1);
    return switch (parameter.substring(0, at)) {
      case "prevalence" -> "at prevalence " + value;
      case "threshold" -> "at decision threshold " + value;
      case "bins" -> value.replaceFirst("^(\\d+) ", "$1 bins of ");
      case "covariate" -> "by " + value;
      case "attribute" -> "over " + value;
      case "recalibration" -> "after recalibration (" + recalibration(value) + ")";
      case "abstain" -> "band " + value.replace("..", " to ");
      case "estimator" -> estimator(value);
      case "against" -> "against " + value;
      case "metric" -> "verdict on " + value;
      default -> parameter.replace("=", " ");
    };
  }

  /** The name of a metric with its parameter, without saying the same twice. */
  public static String named(String name, @Nullable String parameter) {
    String words = of(parameter);
    if (words.isEmpty()) {
      return name;
    }
    if (words.startsWith("by ") && name.endsWith("for a covariate")) {
      return name.replace("a covariate", words.substring(3));
    }
    if (words.startsWith("at prevalence ") && name.endsWith(" at a prevalence")) {
      return name.replace(" at a prevalence", " " + words);
    }
    if (words.startsWith("specificity ") && name.endsWith(" at a specificity")) {
      return name.replace(" at a specificity", " at " + words);
    }
    return name + ", " + words;
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
