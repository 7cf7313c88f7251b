package org.fedval.cli.bench;

import java.util.SplittableRandom;

/**
 * Seeded scores of two classes, as a stream: one row in five is positive, log-odds are normal, a
 * score in ten is rounded to thousandths so that ties occur. The same seed gives the same rows,
 * whatever the length of the blocks.
 */
final class BinormalRows {
  static final long SEED = 20_260;

  private static final double PREVALENCE = 0.2;
  private static final double SPREAD = 1.2;
  private static final double NEGATIVE_CENTRE = -1.5;
  private static final double POSITIVE_CENTRE = 0.2;
  private static final int ROUNDED_ONE_IN = 10;

  private final SplittableRandom random = new SplittableRandom(SEED);

  /** The next rows, into the first places of both arrays. */
  void fill(double[] scores, boolean[] positive, int rows) {
    for (int i = 0; i < rows; i++) {
      positive[i] = random.nextDouble() < PREVALENCE;
      double centre = positive[i] ? POSITIVE_CENTRE : NEGATIVE_CENTRE;
      double score = 1 / (1 + StrictMath.exp(-centre - SPREAD * random.nextGaussian()));
      scores[i] = random.nextInt(ROUNDED_ONE_IN) == 0 ? Math.rint(score * 1000) / 1000 : score;
    }
  }
}
