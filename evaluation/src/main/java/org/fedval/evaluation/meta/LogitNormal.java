package org.fedval.evaluation.meta;

import java.math.BigInteger;
import org.fedval.evaluation.sums.FixedPoint;

/**
 * A site's log-likelihood in the mixed model x ~ Binomial(n, expit(m + s u)), u ~ N(0, 1), without
 * the binomial coefficient (Stijnen, Hamza and Ozdemir 2010, Statistics in Medicine 29:3046-3067).
 * The integral is a trapezoid of {@value #POINTS} points over 12 standard deviations around the
 * mode of the integrand, which for such a function is exact to rounding.
 */
public final class LogitNormal {
  private static final int POINTS = 401;
  private static final double WIDTH = 12;

  private LogitNormal() {}

  /** The coded log-likelihood of one site, at scale {@link FixedPoint#FINE}. */
  public static BigInteger ofSite(long x, long n, double mean, double deviation) {
    return FixedPoint.FINE.encode(logLikelihood(x, n, mean, deviation));
  }

  private static double logLikelihood(long x, long n, double mean, double deviation) {
    if (deviation == 0) {
      return binomial(x, n, mean);
    }
    double mode = mode(x, n, mean, deviation);
    double p = expit(mean + deviation * mode);
    double sd = 1 / Math.sqrt(1 + n * deviation * deviation * p * (1 - p));
    double step = 2 * WIDTH * sd / (POINTS - 1);
    double top = joint(x, n, mean, deviation, mode);
    double sum = 0;
    for (int i = 0; i < POINTS; i++) {
      double u = mode + (i - (POINTS - 1) / 2) * step;
      sum += Math.exp(joint(x, n, mean, deviation, u) - top);
    }
    return top + Math.log(sum * step / Math.sqrt(2 * Math.PI));
  }

  private static double joint(long x, long n, double mean, double deviation, double u) {
    return binomial(x, n, mean + deviation * u) - u * u / 2;
  }

  private static double binomial(long x, long n, double eta) {
    return x * eta - n * (Math.max(eta, 0) + Math.log1p(Math.exp(-Math.abs(eta))));
  }

  /** The score x s - n s p - u falls in u, so bisection finds its root. */
  private static double mode(long x, long n, double mean, double deviation) {
    double bound = Math.abs(deviation) * n + 1;
    double low = -bound;
    double high = bound;
    for (int i = 0; i < 200 && high - low > 1e-13 * (1 + Math.abs(low)); i++) {
      double u = (low + high) / 2;
      double score = deviation * (x - n * expit(mean + deviation * u)) - u;
      if (score > 0) {
        low = u;
      } else {
        high = u;
      }
    }
    return (low + high) / 2;
  }

  private static double expit(double x) {
    return x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x));
  }
}
