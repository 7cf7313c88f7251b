package org.fedval.evaluation.report;

import java.util.Optional;
import org.fedval.evaluation.calib.LogisticFit;
import org.fedval.evaluation.calib.LogisticRecalibration;
import org.fedval.evaluation.calib.ScoreBins;
import org.fedval.evaluation.clinical.LabelShift;
import org.fedval.evaluation.counters.PooledCounts;

/**
 * A probability for each bin of a level, calibrated over all images: the mean score of all images
 * in the bin, recalibrated, at the prevalence of all images.
 */
record Calibrated(double[] scores, double prevalence) {

  /** Both classes of all images may be shown. Empty without a fit, or if bins do not nest. */
  static Optional<Calibrated> of(PooledCounts counts, Stratum all) {
    ScoreBins bins = counts.scoreBins(all.finding());
    Optional<LogisticFit> fit = LogisticRecalibration.fit(bins);
    int[] coarse = Complement.coarseBins(all.edges(), counts.layout().marginalEdges());
    if (fit.isEmpty() || coarse.length == 0) {
      return Optional.empty();
    }
    double[] sums = new double[counts.layout().marginalEdges().bins()];
    long[] images = new long[sums.length];
    for (int b = 0; b < coarse.length; b++) {
      if (bins.count(b) > 0) {
        sums[coarse[b]] += bins.mean(b) * bins.count(b);
        images[coarse[b]] += bins.count(b);
      }
    }
    double[] scores = new double[sums.length];
    for (int b = 0; b < scores.length; b++) {
      scores[b] = images[b] == 0 ? 0 : fit.get().recalibrate(sums[b] / images[b]);
    }
    double positives = bins.histograms().positives();
    double prevalence = positives / (positives + bins.histograms().negatives());
    return Optional.of(new Calibrated(scores, prevalence));
  }

  /** Of images with these counts a bin, from their scores alone. */
  double prevalenceOf(long[] counts) {
    return LabelShift.expectationMaximisation(counts, scores, prevalence).prevalence();
  }
}
