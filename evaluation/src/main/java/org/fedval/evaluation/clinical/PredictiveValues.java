package org.fedval.evaluation.clinical;

import java.util.Optional;
import org.fedval.evaluation.confusion.Confusion;
import org.fedval.evaluation.dist.Interval;

/**
 * Predictive values at a stated prevalence q with logit intervals (Mercaldo, Lau and Zhou 2007,
 * Statistics in Medicine 26:2170-2183):
 *
 * <pre>  PPV = Se q/(Se q + (1-Sp)(1-q)),  se^2 = (1-Se)/(Se M) + Sp/((1-Sp) N),
 *  NPV = Sp(1-q)/((1-Se) q + Sp(1-q)), se^2 = Se/((1-Se) M) + (1-Sp)/(Sp N).</pre>
 *
 * The adjusted form adds z^2/2 to every count and so exists with empty cells.
 */
public record PredictiveValues(double value, Interval interval) {

  /**
   * Empty if no case of the table is a true or false positive, or sensitivity is 0.
   *
   * @param prevalence in (0, 1)
   */
  public static Optional<PredictiveValues> ppv(Confusion c, double prevalence, double z) {
    return ppv(c.tp(), c.positives(), c.tn(), c.negatives(), prevalence, z);
  }

  /** With z^2/2 added to every count. */
  public static Optional<PredictiveValues> adjustedPpv(Confusion c, double prevalence, double z) {
    double half = z * z / 2;
    return ppv(
        c.tp() + half,
        c.positives() + 2 * half,
        c.tn() + half,
        c.negatives() + 2 * half,
        prevalence,
        z);
  }

  /** Empty if no case of the table is a true or false negative, or specificity is 0. */
  public static Optional<PredictiveValues> npv(Confusion c, double prevalence, double z) {
    return ppv(c.tn(), c.negatives(), c.tp(), c.positives(), 1 - prevalence, z);
  }

  /** With z^2/2 added to every count. */
  public static Optional<PredictiveValues> adjustedNpv(Confusion c, double prevalence, double z) {
    double half = z * z / 2;
    return ppv(
        c.tn() + half,
        c.negatives() + 2 * half,
        c.tp() + half,
        c.positives() + 2 * half,
        1 - prevalence,
        z);
  }

  /** The NPV is the PPV with the classes exchanged. */
  private static Optional<PredictiveValues> ppv(
      double tp, double m, double tn, double n, double prevalence, double z) {
    if (!(prevalence > 0 && prevalence < 1)) {
      throw new IllegalArgumentException("A prevalence lies between 0 and 1.");
    }
    if (m <= 0 || n <= 0 || tp <= 0 || tn >= n) {
      return Optional.empty();
    }
    double se = tp / m;
    double sp = tn / n;
    double value = se * prevalence / (se * prevalence + (1 - sp) * (1 - prevalence));
    double centre = Math.log(se * prevalence / ((1 - sp) * (1 - prevalence)));
    double halfWidth = z * Math.sqrt((1 - se) / (se * m) + sp / ((1 - sp) * n));
    Interval interval = Interval.clamped(expit(centre - halfWidth), expit(centre + halfWidth));
    return Optional.of(new PredictiveValues(value, interval));
  }

  private static double expit(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
