package org.fedval.evaluation.report;

import java.math.BigDecimal;
import org.fedval.evaluation.plan.Analyses.AbstentionBand;

/** What a row's {@code parameter} says, with numbers as the plan writes them. */
final class Parameters {
  private Parameters() {}

  /** {@code prevalence=0.05}. */
  static String prevalence(double prevalence) {
    return "prevalence=" + plain(prevalence);
  }

  /** {@code threshold=0.2}. */
  static String threshold(double threshold) {
    return "threshold=" + plain(threshold);
  }

  /** {@code specificity>=0.9}. */
  static String specificity(double least) {
    return "specificity>=" + plain(least);
  }

  /** {@code abstain=0.4..0.6}. */
  static String abstention(AbstentionBand band) {
    return "abstain=" + plain(band.lower()) + ".." + plain(band.upper());
  }

  /** {@code covariate=sex}. */
  static String covariate(String attribute) {
    return "covariate=" + attribute;
  }

  private static String plain(double x) {
    return BigDecimal.valueOf(x).stripTrailingZeros().toPlainString();
  }
}
