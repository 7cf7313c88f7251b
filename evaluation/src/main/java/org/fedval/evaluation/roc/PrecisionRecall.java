package org.fedval.evaluation.roc;

import java.util.Optional;
import org.fedval.evaluation.dist.Interval;

/**
 * Areas under the precision-recall curve of the bins, scanned from high scores.
 *
 * <ul>
 *   <li>{@link #averagePrecision}: sum_b (P_b/M) TP_b/(TP_b+FP_b), the step rule.
 *   <li>{@link #integral}: between bins precision follows the false positives that straight lines
 *       of the ROC curve give (Boyd, Eng and Page 2013, ECML PKDD; Keilwagen, Grosse and Grau 2014,
 *       PLoS ONE 9:e92209): with p = P_b, a = 1 + N_b/p and c = TP+FP above the bin, the bin adds
 *       [p/a + (TP - c/a)/a ln((c + a p)/c)]/M, and p^2/(p + N_b)/M where c = 0.
 *   <li>{@link #davisGoadrich}: the same curve at whole true positives, joined by straight lines
 *       (Davis and Goadrich 2006, ICML 233-240).
 * </ul>
 *
 * All need a positive and a negative case: without negatives the area is 1 by definition and says
 * nothing.
 */
public final class PrecisionRecall {
  private PrecisionRecall() {}

  /** In (0, 1]. */
  public static double averagePrecision(ClassHistograms h) {
    check(h);
    double sum = 0;
    long tp = 0;
    long fp = 0;
    for (int b = h.bins() - 1; b >= 0; b--) {
      tp += h.positives(b);
      fp += h.negatives(b);
      if (h.positives(b) > 0) {
        sum += (double) h.positives(b) * tp / (tp + fp);
      }
    }
    return sum / h.positives();
  }

  /**
   * expit(logit AP -+ z/sqrt(M AP (1-AP))) (Boyd, Eng and Page 2013); empty where AP is 1, since no
   * interval may have zero width.
   */
  public static Optional<Interval> interval(ClassHistograms h, double z) {
    double ap = averagePrecision(h);
    if (ap >= 1) {
      return Optional.empty();
    }
    double centre = Math.log(ap / (1 - ap));
    double halfWidth = z / Math.sqrt(h.positives() * ap * (1 - ap));
    double lower = 1 / (1 + Math.exp(halfWidth - centre));
    double upper = 1 / (1 + Math.exp(-centre - halfWidth));
    return Optional.of(Interval.clamped(lower, upper));
  }

  /** Lowest and highest average precision over all orders of the scores inside each bin. */
  public static double[] averagePrecisionBounds(ClassHistograms h) {
    check(h);
    double low = 0;
    double high = 0;
    long tp = 0;
    long fp = 0;
    for (int b = h.bins() - 1; b >= 0; b--) {
      long p = h.positives(b);
      long n = h.negatives(b);
      for (long i = 1; i <= p; i++) {
        low += (double) (tp + i) / (tp + fp + n + i);
      }
      if (p > 0) {
        high += (double) p * (tp + p) / (tp + fp + p);
      }
      tp += p;
      fp += n;
    }
    return new double[] {low / h.positives(), high / h.positives()};
  }

  /** In (0, 1]. */
  public static double integral(ClassHistograms h) {
    check(h);
    double sum = 0;
    long tp = 0;
    long fp = 0;
    for (int b = h.bins() - 1; b >= 0; b--) {
      long p = h.positives(b);
      long n = h.negatives(b);
      if (p > 0) {
        sum += binIntegral(p, n, tp, tp + fp);
      }
      tp += p;
      fp += n;
    }
    return sum / h.positives();
  }

  private static double binIntegral(double p, double n, double tp, double called) {
    if (called == 0) {
      return p * p / (p + n);
    }
    double a = 1 + n / p;
    return p / a + (tp - called / a) / a * Math.log1p(a * p / called);
  }

  /** In (0, 1]. Time grows with the number of positives. */
  public static double davisGoadrich(ClassHistograms h) {
    check(h);
    double sum = 0;
    long tp = 0;
    long fp = 0;
    for (int b = h.bins() - 1; b >= 0; b--) {
      long p = h.positives(b);
      double skew = p == 0 ? 0 : (double) h.negatives(b) / p;
      double before = tp + fp == 0 ? 1 / (1 + skew) : (double) tp / (tp + fp);
      for (long i = 1; i <= p; i++) {
        double precision = (tp + i) / (tp + i + fp + skew * i);
        sum += (before + precision) / 2;
        before = precision;
      }
      tp += p;
      fp += h.negatives(b);
    }
    return sum / h.positives();
  }

  private static void check(ClassHistograms h) {
    if (h.positives() == 0 || h.negatives() == 0) {
      throw new IllegalArgumentException("This area needs a positive and a negative case.");
    }
  }
}
