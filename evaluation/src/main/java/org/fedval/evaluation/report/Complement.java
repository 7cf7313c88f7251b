package org.fedval.evaluation.report;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.fedval.evaluation.confusion.Confusion;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.score.EdgeTable;

/**
 * All images of a finding outside one level: the published counts of all images less the published
 * counts of the level.
 *
 * <p>Nothing is disclosed that the report does not hold already. Both counts are published, or
 * there is no complement, so anyone may subtract. Some of the other levels may be withheld; then
 * the difference is their sum plus published levels, and the suppression rule has seen to it that
 * what is withheld in an attribute is never one level alone, holds {@code minCell} patients or more
 * and has a level with {@code minContributors} sites. A complement is one more equation of the kind
 * that the rule's linear check already had: the levels of the attribute add up to all images.
 */
final class Complement {
  private Complement() {}

  /**
   * The two-by-two table outside a level, zeros in a class that is not needed.
   *
   * @param needs classes that may be shown in both strata
   */
  static Confusion at(Stratum all, Stratum level, OperatingPoint point, Needs needs) {
    Confusion whole = confusion(all, point, needs);
    Confusion part = confusion(level, point, needs);
    return new Confusion(
        whole.tp() - part.tp(),
        whole.fn() - part.fn(),
        whole.fp() - part.fp(),
        whole.tn() - part.tn());
  }

  /** The table of a stratum, zeros in a class that is not needed. */
  static Confusion confusion(Stratum stratum, OperatingPoint point, Needs needs) {
    return Confusion.at(
        stratum.histograms(needs), stratum.edges().firstPositiveBin(point.threshold()));
  }

  /**
   * Both classes outside a level, in the level's bins. Empty if the bins of all images do not
   * divide those of the level, so that the difference cannot be taken.
   */
  static Optional<ClassHistograms> histograms(Stratum all, Stratum level) {
    return coarsened(all, level.edges()).map(whole -> minus(whole, level));
  }

  private static ClassHistograms minus(ClassHistograms whole, Stratum level) {
    ClassHistograms part = level.histograms(Needs.BOTH);
    long[] positives = new long[whole.bins()];
    long[] negatives = new long[whole.bins()];
    for (int b = 0; b < whole.bins(); b++) {
      positives[b] = whole.positives(b) - part.positives(b);
      negatives[b] = whole.negatives(b) - part.negatives(b);
    }
    return new ClassHistograms(positives, negatives);
  }

  /** The histograms of a stratum in coarser bins; empty unless every coarse edge is a fine one. */
  static Optional<ClassHistograms> coarsened(Stratum stratum, EdgeTable coarse) {
    int[] bins = coarseBins(stratum.edges(), coarse);
    if (bins.length == 0) {
      return Optional.empty();
    }
    ClassHistograms fine = stratum.histograms(Needs.BOTH);
    long[] positives = new long[coarse.bins()];
    long[] negatives = new long[coarse.bins()];
    for (int b = 0; b < bins.length; b++) {
      positives[bins[b]] += fine.positives(b);
      negatives[bins[b]] += fine.negatives(b);
    }
    return Optional.of(new ClassHistograms(positives, negatives));
  }

  /** The coarse bin of each fine bin; empty unless every coarse edge is a fine one. */
  static int[] coarseBins(EdgeTable fine, EdgeTable coarse) {
    List<Double> edges = fine.edges().boxed().toList();
    if (!new HashSet<>(edges).containsAll(coarse.edges().boxed().toList())) {
      return new int[0];
    }
    int[] bins = new int[fine.bins()];
    Arrays.setAll(bins, b -> b == 0 ? 0 : coarse.bin(edges.get(b - 1)));
    return bins;
  }
}
