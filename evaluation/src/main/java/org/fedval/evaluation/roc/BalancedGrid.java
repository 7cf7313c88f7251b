package org.fedval.evaluation.roc;

import java.util.ArrayList;
import java.util.List;
import org.fedval.evaluation.score.EdgeTable;
import org.fedval.evaluation.score.ScoreKey;

/**
 * Edges at pooled quantiles, found from a coarser histogram. Inside a bin they are spread evenly
 * over the order-preserving keys of the scores, by integer division, so that every platform finds
 * the same edges.
 */
public final class BalancedGrid {
  private static final long LOWEST = ScoreKey.of(0.0);
  private static final long HIGHEST = ScoreKey.of(1.0);

  private BalancedGrid() {}

  /**
   * The grid BAL-K for probabilities: K/2 edges at quantiles of the positives and K/2 at those of
   * the negatives, with the thresholds spliced in; at most K + thresholds + 1 bins.
   *
   * @param edges of the histograms
   * @param k 2 or more
   */
  public static EdgeTable of(ClassHistograms h, EdgeTable edges, int k, double... thresholds) {
    List<Double> all = new ArrayList<>();
    for (double threshold : thresholds) {
      all.add(threshold);
    }
    long[] positives = new long[h.bins()];
    long[] negatives = new long[h.bins()];
    for (int b = 0; b < h.bins(); b++) {
      positives[b] = h.positives(b);
      negatives[b] = h.negatives(b);
    }
    addQuantiles(all, positives, h.positives(), edges, k / 2);
    addQuantiles(all, negatives, h.negatives(), edges, k / 2);
    return EdgeTable.of(all.stream().mapToDouble(Double::doubleValue).toArray());
  }

  /** At most {@code bins} bins with as equal numbers of cases of both classes as ties allow. */
  public static EdgeTable equalMass(ClassHistograms h, EdgeTable edges, int bins) {
    long[] cases = new long[h.bins()];
    for (int b = 0; b < h.bins(); b++) {
      cases[b] = h.positives(b) + h.negatives(b);
    }
    List<Double> all = new ArrayList<>();
    addQuantiles(all, cases, h.positives() + h.negatives(), edges, bins - 1);
    return EdgeTable.of(all.stream().mapToDouble(Double::doubleValue).toArray());
  }

  private static void addQuantiles(
      List<Double> all, long[] counts, long total, EdgeTable edges, int quantiles) {
    double[] cuts = edges.edges().toArray();
    int bin = 0;
    long before = 0;
    for (int j = 1; j <= quantiles && total > 0; j++) {
      // the rank total * j / (quantiles + 1), without overflow for any count of cases
      long rank = total / (quantiles + 1) * j + total % (quantiles + 1) * j / (quantiles + 1);
      while (bin < counts.length - 1 && before + counts[bin] <= rank) {
        before += counts[bin];
        bin++;
      }
      long low = bin == 0 ? LOWEST : ScoreKey.of(cuts[bin - 1]);
      long high = bin == cuts.length ? HIGHEST : ScoreKey.of(cuts[bin]);
      long share = counts[bin] == 0 ? 0 : (high - low) / counts[bin] * (rank - before);
      all.add(ScoreKey.score(low + share));
    }
  }
}
