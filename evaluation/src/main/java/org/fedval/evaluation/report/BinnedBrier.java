package org.fedval.evaluation.report;

import java.util.stream.IntStream;
import org.fedval.evaluation.calib.ScoreBins;
import org.fedval.evaluation.roc.ClassHistograms;

/**
 * The Brier score as if each case had the mean score of its bin. Used for its spread over
 * replicates only: the published score comes from the sums of the raw scores.
 */
final class BinnedBrier {
  private final ScoreBins bins;

  BinnedBrier(ScoreBins bins) {
    this.bins = bins;
  }

  /** Mean scores of these bins, each of which holds a case. */
  double[] scores(int... filled) {
    return IntStream.of(filled).mapToDouble(bins::mean).toArray();
  }

  /** NaN without cases. */
  static double of(ClassHistograms h, double... scores) {
    double sum = 0;
    for (int b = 0; b < scores.length; b++) {
      double p = scores[b];
      sum += h.positives(b) * (1 - p) * (1 - p) + h.negatives(b) * p * p;
    }
    return sum / (h.positives() + h.negatives());
  }

  /** 1 - score / (o(1 - o)) with the prevalence o; both classes have cases. */
  static double scaled(ClassHistograms h, double brier) {
    double prevalence = (double) h.positives() / (h.positives() + h.negatives());
    return 1 - brier / (prevalence * (1 - prevalence));
  }

  /** Of all bins that hold a case. */
  double value() {
    int[] filled = IntStream.range(0, bins.bins()).filter(b -> bins.count(b) > 0).toArray();
    ClassHistograms h = bins.histograms();
    ClassHistograms dense =
        new ClassHistograms(
            IntStream.of(filled).mapToLong(h::positives).toArray(),
            IntStream.of(filled).mapToLong(h::negatives).toArray());
    return of(dense, scores(filled));
  }
}
