package org.fedval.benchmarks.coverage;

import java.util.random.RandomGenerator;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.score.EdgeTable;

/** Log-odds N(0, 1) of negatives and N(mu, 1) of positives, in the bins of LOGIT-K. */
final class Binormal {
  /** P(a positive scores higher) = cdf(mu / sqrt 2). */
  private final double shift;

  private final EdgeTable edges;

  Binormal(double auroc, int bins) {
    this.shift = Math.sqrt(2) * Normal.quantile(auroc);
    this.edges = EdgeTable.logit(bins);
  }

  EdgeTable edges() {
    return edges;
  }

  /** The bin of an image with this standard normal deviate. */
  int bin(boolean positive, double deviate) {
    return edges.bin(1 / (1 + Math.exp(-deviate - (positive ? shift : 0))));
  }

  /** Independent images. */
  ClassHistograms draw(long positives, long negatives, RandomGenerator random) {
    return new ClassHistograms(draw(positives, true, random), draw(negatives, false, random));
  }

  private long[] draw(long images, boolean positive, RandomGenerator random) {
    long[] counts = new long[edges.bins()];
    for (long i = 0; i < images; i++) {
      counts[bin(positive, random.nextGaussian())]++;
    }
    return counts;
  }
}
