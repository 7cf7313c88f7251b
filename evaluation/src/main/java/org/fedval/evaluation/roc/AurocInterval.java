package org.fedval.evaluation.roc;

import java.util.OptionalDouble;
import java.util.function.DoubleUnaryOperator;
import org.fedval.evaluation.dist.Interval;

/**
 * An interval of an AUROC, with the method that gave it.
 *
 * @param method {@value #DELONG_LOGIT} or {@value #NEWCOMBE5}
 */
public record AurocInterval(Interval interval, String method) {
  public static final String DELONG_LOGIT = "delong_logit";
  public static final String NEWCOMBE5 = "newcombe5";

  /** Below this many cases in a class DeLong's variance is not trusted. */
  public static final int FEWEST_FOR_DELONG = 10;

  /**
   * DeLong's variance on the logit scale; Newcombe's method 5 where that variance is 0 or a class
   * has fewer than {@value #FEWEST_FOR_DELONG} cases, so that no interval ever has zero width.
   *
   * @param z normal quantile, as for {@code Wilson.interval}
   */
  public static AurocInterval of(Auroc auroc, double z) {
    OptionalDouble variance = auroc.variance();
    boolean few = Math.min(auroc.positives(), auroc.negatives()) < FEWEST_FOR_DELONG;
    if (few || variance.isEmpty() || variance.getAsDouble() == 0) {
      Interval interval = newcombe5(auroc.value(), auroc.positives(), auroc.negatives(), z);
      return new AurocInterval(interval, NEWCOMBE5);
    }
    return new AurocInterval(logit(auroc.value(), variance.getAsDouble(), z), DELONG_LOGIT);
  }

  /** A -+ z se, cut to [0, 1]. */
  public static Interval wald(double auroc, double variance, double z) {
    double halfWidth = z * Math.sqrt(variance);
    return Interval.clamped(auroc - halfWidth, auroc + halfWidth);
  }

  /**
   * expit(logit A -+ z se/(A(1-A))) (Pepe 2003, section 5.2).
   *
   * @param auroc in the open interval (0, 1)
   */
  public static Interval logit(double auroc, double variance, double z) {
    double centre = Math.log(auroc / (1 - auroc));
    double halfWidth = z * Math.sqrt(variance) / (auroc * (1 - auroc));
    return Interval.clamped(expit(centre - halfWidth), expit(centre + halfWidth));
  }

  /**
   * Newcombe (2006, Statistics in Medicine 25:559-573), method 5: the roots of (A - t)^2 = z^2
   * t(1-t) [1 + s(1-t)/(2-t) + s t/(1+t)] / (MN) with s = (M+N)/2 - 1, by bisection on [0, A] and
   * [A, 1]. A limit is exactly 0 at A = 0 and exactly 1 at A = 1.
   */
  public static Interval newcombe5(double auroc, long m, long n, double z) {
    return newcombe5(auroc, m, n, 0, z);
  }

  /**
   * The same with a further variance, such as that of added noise, beside the sampling variance; a
   * limit is then 0 or 1 as soon as that value is not excluded.
   *
   * @param m positives, more than 0; need not be whole
   * @param n negatives, likewise
   * @param noise 0 or more
   */
  public static Interval newcombe5(double auroc, double m, double n, double noise, double z) {
    double s = (m + n) / 2.0 - 1;
    double pairs = m * n;
    DoubleUnaryOperator excess =
        t -> {
          double spread = t * (1 - t) * (1 + s * (1 - t) / (2 - t) + s * t / (1 + t)) / pairs;
          return (auroc - t) * (auroc - t) - z * z * (spread + noise);
        };
    double lower = excess.applyAsDouble(0) <= 0 ? 0 : root(excess, 0, auroc);
    double upper = excess.applyAsDouble(1) <= 0 ? 1 : root(excess, 1, auroc);
    return Interval.clamped(lower, upper);
  }

  /** The point between where the excess is positive and where it is not. */
  private static double root(DoubleUnaryOperator excess, double positive, double negative) {
    double outside = positive;
    double inside = negative;
    for (int i = 0; i < 200; i++) {
      double middle = (outside + inside) / 2;
      if (middle == outside || middle == inside) {
        break;
      }
      if (excess.applyAsDouble(middle) > 0) {
        outside = middle;
      } else {
        inside = middle;
      }
    }
    return outside;
  }

  private static double expit(double x) {
    return 1 / (1 + Math.exp(-x));
  }
}
