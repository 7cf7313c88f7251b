package org.fedval.evaluation.report;

import java.util.List;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.roc.PrecisionRecall;
import org.fedval.evaluation.roc.RocCurve;

/**
 * How far a measure of the bins may lie from that of the scores before binning, whatever their
 * order inside each bin: the curve of the scores runs through the rectangle between the two points
 * of each bin. Both classes have cases.
 */
final class BinBounds {
  private BinBounds() {}

  /** For the area over false positive fractions in [0, 1 - specificity]. */
  static double partial(ClassHistograms h, double specificity) {
    List<RocCurve.Point> points = RocCurve.points(h);
    double limit = 1 - specificity;
    double bound = 0;
    for (int i = 1; i < points.size(); i++) {
      double left = points.get(i - 1).falsePositiveFraction();
      double width = points.get(i).falsePositiveFraction() - left;
      double cut = Math.min(limit, left + width) - left;
      if (width > 0 && cut > 0) {
        double height =
            points.get(i).truePositiveFraction() - points.get(i - 1).truePositiveFraction();
        double below = height * cut * cut / (2 * width);
        bound += Math.max(below, height * cut - below);
      }
    }
    return bound;
  }

  /** For the sensitivity at the lower edge of a bin: what the bin below could add. */
  static double below(ClassHistograms h, int bin) {
    return bin == 0 ? 0 : (double) h.positives(bin - 1) / h.positives();
  }

  static double averagePrecision(ClassHistograms h) {
    double value = PrecisionRecall.averagePrecision(h);
    double[] bounds = PrecisionRecall.averagePrecisionBounds(h);
    return Math.max(0, Math.max(value - bounds[0], bounds[1] - value));
  }

  /**
   * For the integral of precision over recall: with p positives and n negatives in a bin and tp, fp
   * above it, the t-th positive has a precision from (tp+t)/(tp+fp+n+t) to (tp+t)/(tp+fp+t), and
   * both are integrated over t from 0 to p.
   */
  static double integral(ClassHistograms h) {
    double low = 0;
    double high = 0;
    double tp = 0;
    double fp = 0;
    for (int b = h.bins() - 1; b >= 0; b--) {
      double p = h.positives(b);
      low += area(tp, tp + fp + h.negatives(b), p);
      high += area(tp, tp + fp, p);
      tp += p;
      fp += h.negatives(b);
    }
    double value = PrecisionRecall.integral(h);
    return Math.max(0, Math.max(value - low / h.positives(), high / h.positives() - value));
  }

  /** The integral of (tp + t)/(called + t) over t from 0 to p. */
  private static double area(double tp, double called, double p) {
    return p == 0 || called == tp ? p : p + (tp - called) * Math.log1p(p / called);
  }
}
