package org.fedval.evaluation.clinical;

import org.fedval.evaluation.confusion.Confusion;

/**
 * Net benefit at a threshold probability t with w = t/(1-t) (Vickers and Elkin 2006, Medical
 * Decision Making 26:565-574): TP/n - w FP/n, in true positives a case. At a stated prevalence q: q
 * TPR - (1-q) w FPR.
 */
public final class NetBenefit {
  private final Confusion table;
  private final double weight;

  /**
   * @param table counts at the threshold, with a case
   * @param threshold probability, in (0, 1)
   */
  public NetBenefit(Confusion table, double threshold) {
    if (!(threshold > 0 && threshold < 1) || table.cases() == 0) {
      throw new IllegalArgumentException("Net benefit needs a threshold in (0, 1) and a case.");
    }
    this.table = table;
    this.weight = threshold / (1 - threshold);
  }

  /** Of the model. */
  public double model() {
    return (table.tp() - weight * table.fp()) / table.cases();
  }

  /** Of calling every case positive. */
  public double treatAll() {
    return (table.positives() - weight * table.negatives()) / table.cases();
  }

  /** sqrt([TP/n + w^2 FP/n - NB^2]/n). */
  public double standardError() {
    double n = table.cases();
    double squares = (table.tp() + weight * weight * table.fp()) / n;
    return Math.sqrt(Math.max(0, squares - model() * model()) / n);
  }

  /** Of the model at another prevalence; needs both classes. */
  public double modelAt(double prevalence) {
    return prevalence * sensitivity() - (1 - prevalence) * weight * falsePositiveFraction();
  }

  /** Of calling every case positive at another prevalence. */
  public double treatAllAt(double prevalence) {
    return prevalence - (1 - prevalence) * weight;
  }

  /** sqrt(q^2 TPR(1-TPR)/M + (1-q)^2 w^2 FPR(1-FPR)/N); needs both classes. */
  public double standardErrorAt(double prevalence) {
    double tpr = sensitivity();
    double fpr = falsePositiveFraction();
    double ofPositives = prevalence * prevalence * tpr * (1 - tpr) / table.positives();
    double scale = (1 - prevalence) * weight;
    return Math.sqrt(ofPositives + scale * scale * fpr * (1 - fpr) / table.negatives());
  }

  private double sensitivity() {
    return table.sensitivity().orElseThrow(NetBenefit::oneClass);
  }

  private double falsePositiveFraction() {
    return 1 - table.specificity().orElseThrow(NetBenefit::oneClass);
  }

  private static IllegalArgumentException oneClass() {
    return new IllegalArgumentException("Another prevalence needs cases of both classes.");
  }
}
