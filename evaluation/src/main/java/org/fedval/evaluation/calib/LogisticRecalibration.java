package org.fedval.evaluation.calib;

import java.util.Optional;
import java.util.stream.IntStream;
import org.fedval.evaluation.roc.ClassHistograms;

/**
 * Calibration slope and intercept: logistic regression of the outcome on the logit of the score
 * (Cox 1958, Biometrika 45:562-565; Steyerberg 2019, chapter 15). Each bin stands at the logit of
 * its mean score. Calibration in the large is the intercept with slope 1.
 */
public final class LogisticRecalibration {
  private LogisticRecalibration() {}

  /** Empty if a class is empty, all scores are equal, or a cut separates the classes. */
  public static Optional<LogisticFit> fit(ScoreBins bins) {
    return separated(bins.histograms()) ? Optional.empty() : fit(bins, 1, 0);
  }

  /** With these targets for positives and negatives instead of 1 and 0. */
  static Optional<LogisticFit> fit(ScoreBins bins, double positive, double negative) {
    Groups g = Groups.of(bins, positive, negative);
    return new GroupedLogistic(g.x, g.successes, g.trials).fit();
  }

  /** The bins that hold cases: logit of the mean score, sum of targets, cases. */
  private static final class Groups {
    final double[] x;
    final double[] successes;
    final double[] trials;

    private Groups(int groups) {
      x = new double[groups];
      successes = new double[groups];
      trials = new double[groups];
    }

    static Groups of(ScoreBins bins, double positive, double negative) {
      int[] filled = IntStream.range(0, bins.bins()).filter(b -> bins.count(b) > 0).toArray();
      Groups groups = new Groups(filled.length);
      ClassHistograms h = bins.histograms();
      for (int g = 0; g < filled.length; g++) {
        int b = filled[g];
        groups.x[g] = Logit.of(bins.mean(b));
        groups.successes[g] = positive * h.positives(b) + negative * h.negatives(b);
        groups.trials[g] = bins.count(b);
      }
      return groups;
    }
  }

  /** Whether no maximum exists: no score of one class lies beyond all of the other's. */
  private static boolean separated(ClassHistograms h) {
    if (h.positives() == 0 || h.negatives() == 0) {
      return true;
    }
    int lowestPositive = h.bins();
    int highestPositive = -1;
    int lowestNegative = h.bins();
    int highestNegative = -1;
    for (int b = 0; b < h.bins(); b++) {
      if (h.positives(b) > 0) {
        lowestPositive = Math.min(lowestPositive, b);
        highestPositive = b;
      }
      if (h.negatives(b) > 0) {
        lowestNegative = Math.min(lowestNegative, b);
        highestNegative = b;
      }
    }
    return highestNegative <= lowestPositive || highestPositive <= lowestNegative;
  }

  /** An intercept with slope 1, and its standard error. */
  public record InTheLarge(double value, double standardError) {}

  /** Empty if a class is; otherwise by Newton's method, safeguarded by bisection. */
  public static Optional<InTheLarge> inTheLarge(ScoreBins bins) {
    ClassHistograms h = bins.histograms();
    if (h.positives() == 0 || h.negatives() == 0) {
      return Optional.empty();
    }
    Groups groups = Groups.of(bins, 1, 0);
    double low = -60;
    double high = 60;
    double a = 0;
    for (int i = 0; i < 200; i++) {
      double[] s = residualAndWeight(groups, h.positives(), a);
      if (s[0] > 0) {
        low = a;
      } else {
        high = a;
      }
      double next = a + s[0] / s[1];
      if (!(next >= low && next <= high)) {
        next = (low + high) / 2;
      }
      if (Math.abs(next - a) <= 1e-13 * (1 + Math.abs(a))) {
        break;
      }
      a = next;
    }
    double weight = residualAndWeight(groups, h.positives(), a)[1];
    return Optional.of(new InTheLarge(a, 1 / Math.sqrt(weight)));
  }

  private static double[] residualAndWeight(Groups groups, long positives, double a) {
    double residual = positives;
    double weight = 0;
    for (int g = 0; g < groups.x.length; g++) {
      double p = Logit.expit(a + groups.x[g]);
      residual -= groups.trials[g] * p;
      weight += groups.trials[g] * p * (1 - p);
    }
    return new double[] {residual, weight};
  }
}
