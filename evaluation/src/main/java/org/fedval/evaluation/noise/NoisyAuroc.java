package org.fedval.evaluation.noise;

import java.util.Optional;
import org.fedval.evaluation.dist.Interval;
import org.fedval.evaluation.roc.AurocInterval;

/**
 * The area under the ROC curve of two histograms with independent noise.
 *
 * <p>U = sum P_b (N_&lt;b + N_b/2) has no bias, since the two noises are independent; A = U/(MN).
 * The noise adds, to first order, v/M^2 [sum (r_b - A)^2 - (sum (r_b - A))^2/(B+1)] for the
 * positives with their placements r_b = (N_&lt;b + N_b/2)/N, the same for the negatives, and from
 * the product of both noises at most v_P v_N (B(B-1)/2 + B/4)/(MN)^2. The sampling error is that of
 * Newcombe's method 5, which needs A, M and N alone, because DeLong's variance of noisy bins is
 * itself mostly noise.
 */
public final class NoisyAuroc {
  private NoisyAuroc() {}

  /**
   * The estimate; empty when a class cannot be told from empty or the interval is all of [0, 1].
   *
   * @param z normal quantile
   * @throws IllegalArgumentException if the histograms have different bins
   */
  public static Optional<NoisyEstimate> estimate(
      NoisyHistogram positives, NoisyHistogram negatives, double z) {
    int bins = positives.bins();
    if (bins != negatives.bins()) {
      throw new IllegalArgumentException("Both classes need the same score bins.");
    }
    double m = positives.total();
    double n = negatives.total();
    if (isLost(positives, z) || isLost(negatives, z)) {
      return Optional.empty();
    }
    double[] below = placements(negatives, false);
    double[] above = placements(positives, true);
    double area = 0;
    for (int b = 0; b < bins; b++) {
      area += positives.bin(b) * below[b];
    }
    area /= m * n;
    double noise =
        ofClass(positives, below, n, area)
            + ofClass(negatives, above, m, area)
            + positives.variance()
                * negatives.variance()
                * (bins * (bins - 1.0) / 2 + bins / 4.0)
                / (m * n * m * n);
    double value = Math.max(0, Math.min(1, area));
    Interval interval = AurocInterval.newcombe5(value, m, n, noise, z);
    return interval.lower() <= 0 && interval.upper() >= 1
        ? Optional.empty()
        : Optional.of(new NoisyEstimate(value, interval));
  }

  /** A class that may as well be empty, or that has fewer than two images. */
  private static boolean isLost(NoisyHistogram cell, double z) {
    return cell.total() < Math.max(2, z * Math.sqrt(cell.varianceOf(cell.bins())));
  }

  /** For each bin what lies strictly below (or above) it, and half of what lies in it. */
  private static double[] placements(NoisyHistogram cell, boolean fromAbove) {
    double[] placements = new double[cell.bins()];
    double passed = 0;
    for (int i = 0; i < placements.length; i++) {
      int b = fromAbove ? placements.length - 1 - i : i;
      placements[b] = passed + cell.bin(b) / 2;
      passed += cell.bin(b);
    }
    return placements;
  }

  /** First-order variance of A from the noise of one class; placements are those in the other. */
  private static double ofClass(
      NoisyHistogram cell, double[] placements, double other, double area) {
    double sum = 0;
    double squares = 0;
    for (double placement : placements) {
      double share = Math.max(0, Math.min(1, placement / other)) - area;
      sum += share;
      squares += share * share;
    }
    double variance = cell.variance() * (squares - sum * sum / (cell.bins() + 1.0));
    return variance / (cell.total() * cell.total());
  }
}
