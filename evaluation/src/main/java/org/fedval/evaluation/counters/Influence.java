package org.fedval.evaluation.counters;

import org.fedval.evaluation.confusion.Confusion;

/**
 * Estimators at an operating point whose variance over patients comes from influence sums. An
 * estimate does not change when all four counts grow alike, so the influence of a case is the
 * derivative of the estimate by the count that the case belongs to (Deville 1999, Survey
 * Methodology 25:193-203).
 */
public enum Influence {
  F1 {
    @Override
    double[] derivatives(double tp, double fn, double fp, double tn, double threshold) {
      double d = 2 * tp + fp + fn;
      return new double[] {2 * (fp + fn) / (d * d), -2 * tp / (d * d), -2 * tp / (d * d), 0};
    }
  },
  MCC {
    @Override
    double[] derivatives(double tp, double fn, double fp, double tn, double threshold) {
      double root = Math.sqrt((tp + fp) * (tp + fn)) * Math.sqrt((tn + fp) * (tn + fn));
      double mcc = (tp * tn - fp * fn) / root;
      double called = 1 / (tp + fp);
      double notCalled = 1 / (tn + fn);
      double positive = 1 / (tp + fn);
      double negative = 1 / (tn + fp);
      return new double[] {
        tn / root - mcc * (called + positive) / 2,
        -fp / root - mcc * (notCalled + positive) / 2,
        -fn / root - mcc * (called + negative) / 2,
        tp / root - mcc * (notCalled + negative) / 2
      };
    }
  },
  BALANCED_ACCURACY {
    @Override
    double[] derivatives(double tp, double fn, double fp, double tn, double threshold) {
      double m = tp + fn;
      double n = tn + fp;
      return new double[] {
        fn / (2 * m * m), -tp / (2 * m * m), -tn / (2 * n * n), fp / (2 * n * n)
      };
    }
  },
  NET_BENEFIT {
    @Override
    double[] derivatives(double tp, double fn, double fp, double tn, double threshold) {
      double n = tp + fn + fp + tn;
      double weight = threshold / (1 - threshold);
      double benefit = (tp - weight * fp) / n;
      return new double[] {(1 - benefit) / n, -benefit / n, (-weight - benefit) / n, -benefit / n};
    }
  };

  abstract double[] derivatives(double tp, double fn, double fp, double tn, double threshold);

  /**
   * Of a true positive, a false negative, a false positive and a true negative; all 0 where the
   * estimate does not exist.
   */
  double[] of(Confusion c, double threshold) {
    double[] all = derivatives(c.tp(), c.fn(), c.fp(), c.tn(), threshold);
    for (double x : all) {
      if (!Double.isFinite(x)) {
        return new double[4];
      }
    }
    return all;
  }
}
