package org.fedval.evaluation.report;

import org.fedval.evaluation.calib.Reliability;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledCounts.State;
import org.fedval.evaluation.counters.Statistic;
import org.fedval.evaluation.roc.ClassHistograms;
import org.jspecify.annotations.Nullable;

/**
 * The scores of one finding after every hospital recalibrated its own, cross-fitted.
 *
 * <p>Hospitals that could not fit are left out, and what they hold would follow from the difference
 * to all images. It is withheld like any small group unless no hospital is left out or the classes
 * left out are large, and so are sums of too few hospitals that fitted.
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
  private final ClassHistograms all;
  private final Method method;
  private final int both;

  /** Both classes may be shown, and the cell of both is open or empty. */
  Recalibrated(Stratum all, Method method) {
    this.counts = all.counts();
    this.all = all.histograms(Needs.BOTH);
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

  /** Why nothing may be said; null where it may. */
  @Nullable String withheld() {
    long[] fits = counts.counts(both, Statistic.NOT_RECALIBRATED);
    long hospitals = fits[Method.values().length + method.ordinal()];
    int contributors = counts.layout().plan().disclosure().minContributors();
    if (hospitals < contributors) {
      return "fewer than " + contributors + " hospitals could fit a recalibration";
    }
    ClassHistograms h = histograms();
    return tellsOfFew(all.positives() - h.positives())
            || tellsOfFew(all.negatives() - h.negatives())
        ? "a few images at hospitals without a fit would follow from it"
        : null;
  }

  private boolean tellsOfFew(long leftOut) {
    return leftOut > 0 && leftOut < counts.layout().plan().disclosure().minCell();
  }

  /** Whether every hospital could fit. How many images the others hold is never shown. */
  boolean isComplete() {
    return counts.counts(both, Statistic.NOT_RECALIBRATED)[method.ordinal()] == 0;
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
