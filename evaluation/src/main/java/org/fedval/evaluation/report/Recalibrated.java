package org.fedval.evaluation.report;

import org.fedval.evaluation.calib.Reliability;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledCounts.State;
import org.fedval.evaluation.counters.Statistic;
import org.fedval.evaluation.roc.ClassHistograms;
import org.jspecify.annotations.Nullable;

/**
 * The scores of one finding after every hospital recalibrated its own, cross-fitted. A hospital
 * that has no fit keeps its scores, so that nothing about it follows from the difference to all
 * images.
 */
final class Recalibrated {
  /** How the scores were recalibrated. */
  enum Method {
    PLATT(
        Statistic.PLATT_POSITIVES, Statistic.PLATT_NEGATIVES, Statistic.PLATT_RELIABILITY, "platt"),
    ISOTONIC(
        Statistic.ISOTONIC_POSITIVES,
        Statistic.ISOTONIC_NEGATIVES,
        Statistic.ISOTONIC_RELIABILITY,
        "isotonic");

    private final Statistic positives;
    private final Statistic negatives;
    private final Statistic reliability;
    private final String code;

    Method(Statistic positives, Statistic negatives, Statistic reliability, String code) {
      this.positives = positives;
      this.negatives = negatives;
      this.reliability = reliability;
      this.code = code;
    }

    String code() {
      return code;
    }
  }

  private final PooledCounts counts;
  private final Method method;
  private final int both;

  /** Both classes may be shown, and the cell of both is open or empty. */
  Recalibrated(Stratum all, Method method) {
    this.counts = all.counts();
    this.method = method;
    this.both = counts.layout().indexOf(Cell.overall(Cell.Kind.BOTH, all.finding()));
  }

  /** Whether the plan asks for it and the cell of both classes is open. */
  static boolean isOpen(Stratum all) {
    Cell both = Cell.overall(Cell.Kind.BOTH, all.finding());
    PooledCounts counts = all.counts();
    return counts.layout().plan().analyses().isExact()
        && counts.layout().plan().analyses().recalibrationFolds() > 0
        && counts.state(counts.layout().indexOf(both)) == State.OPEN;
  }

  /** Why nothing may be said; null where enough hospitals could fit. */
  @Nullable String withheld() {
    long hospitals = counts.counts(both, Statistic.RECALIBRATED_SITES)[method.ordinal()];
    int contributors = counts.layout().plan().disclosure().minContributors();
    return hospitals < contributors
        ? "fewer than " + contributors + " hospitals could fit a recalibration"
        : null;
  }

  /** On the marginal grid. */
  ClassHistograms histograms() {
    return new ClassHistograms(
        counts.counts(both, method.positives), counts.counts(both, method.negatives));
  }

  Reliability reliability() {
    return Reliability.of(counts.sums(both, method.reliability));
  }
}
