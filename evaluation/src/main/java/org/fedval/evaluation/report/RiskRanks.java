package org.fedval.evaluation.report;

import java.util.Comparator;
import java.util.stream.IntStream;
import org.fedval.evaluation.calib.ScoreBins;
import org.fedval.evaluation.clinical.RiskCoverage;
import org.fedval.evaluation.roc.ClassHistograms;

/**
 * Confidence of a call, the distance of the score from the threshold. A bin stands at the mean of
 * its scores, so that cases of one bin have one confidence.
 */
final class RiskRanks {
  private final ScoreBins bins;

  RiskRanks(ScoreBins bins) {
    this.bins = bins;
  }

  /**
   * The confidence group of each of these bins, ascending in confidence; bins of one distance share
   * a group.
   */
  int[] of(int[] filled, double threshold) {
    double[] distances =
        IntStream.of(filled).mapToDouble(b -> Math.abs(bins.mean(b) - threshold)).toArray();
    int[] order =
        IntStream.range(0, filled.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> distances[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int[] groups = new int[filled.length];
    for (int i = 1; i < order.length; i++) {
      boolean same = distances[order[i]] == distances[order[i - 1]];
      groups[order[i]] = groups[order[i - 1]] + (same ? 0 : 1);
    }
    return groups;
  }

  /**
   * Wrong calls as positives and right ones as negatives, by group of confidence.
   *
   * @param first lowest bin of a positive call
   */
  static ClassHistograms byConfidence(ClassHistograms h, int first, int... groups) {
    long[] wrong = new long[groups.length];
    long[] right = new long[groups.length];
    for (int b = 0; b < groups.length; b++) {
      wrong[groups[b]] += b < first ? h.positives(b) : h.negatives(b);
      right[groups[b]] += b < first ? h.negatives(b) : h.positives(b);
    }
    return new ClassHistograms(wrong, right);
  }

  /** NaN without cases. */
  static double area(ClassHistograms h, int first, int... groups) {
    return h.positives() + h.negatives() == 0
        ? Double.NaN
        : RiskCoverage.area(byConfidence(h, first, groups));
  }
}
