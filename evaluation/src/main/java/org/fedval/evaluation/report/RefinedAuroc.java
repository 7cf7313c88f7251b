package org.fedval.evaluation.report;

import java.util.Optional;
import java.util.OptionalDouble;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.counters.Statistic;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.ClassHistograms;

/**
 * The histogram of the second slot, whose bins hold about the same number of cases each. The AUROC
 * over all images is computed from it where the bound of the first histogram is larger than a tenth
 * of the standard error and the bound of this one is smaller.
 */
final class RefinedAuroc {
  private static final double LARGEST_SHARE_OF_ERROR = 0.1;

  private RefinedAuroc() {}

  /** Empty if the second slot has no sums, or withholds them. */
  static Optional<ClassHistograms> histograms(PooledStudy study, String finding) {
    PooledCounts sums = study.slot(1).orElse(null);
    if (sums == null) {
      return Optional.empty();
    }
    int both = sums.layout().indexOf(Cell.overall(Cell.Kind.BOTH, finding));
    if (sums.state(both) != PooledCounts.State.OPEN) {
      return Optional.empty();
    }
    ClassHistograms h =
        new ClassHistograms(
            sums.counts(both, Statistic.REFINED_POSITIVES),
            sums.counts(both, Statistic.REFINED_NEGATIVES));
    return h.positives() == 0 || h.negatives() == 0 ? Optional.empty() : Optional.of(h);
  }

  /** The refined histograms where the rule takes them. */
  static Optional<ClassHistograms> ofRule(PooledStudy study, String finding) {
    Optional<ClassHistograms> refined = histograms(study, finding);
    if (refined.isEmpty()) {
      return refined;
    }
    Auroc first = Auroc.of(study.first().scoreBins(finding).histograms());
    OptionalDouble variance = first.variance();
    double bound = first.quantisationBound();
    boolean coarse =
        variance.isPresent() && bound > LARGEST_SHARE_OF_ERROR * Math.sqrt(variance.getAsDouble());
    return coarse && Auroc.of(refined.get()).quantisationBound() < bound
        ? refined
        : Optional.empty();
  }
}
