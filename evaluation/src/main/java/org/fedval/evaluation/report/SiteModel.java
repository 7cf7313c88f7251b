package org.fedval.evaluation.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.CounterLayout;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.counters.Statistic;
import org.fedval.evaluation.dist.ChiSquared;
import org.fedval.evaluation.dist.RealInterval;
import org.fedval.evaluation.meta.TauGrid;
import org.fedval.evaluation.meta.TauSquared;
import org.fedval.evaluation.meta.WeightedSums;
import org.fedval.evaluation.sums.ExactSums;

/**
 * The sums over hospitals of one measure at one operating point, slot after slot. The weights are
 * derived again from the sums, exactly as sites and coordinator derived them for the slot.
 */
final class SiteModel {
  private static final double TAIL = (1 - StratumEstimates.CONFIDENCE) / 2;

  private final PooledStudy study;
  private final String finding;
  private final Statistic statistic;
  private final int point;
  private final WeightedSums atZero;

  private SiteModel(
      PooledStudy study, String finding, Statistic statistic, int point, WeightedSums atZero) {
    this.study = study;
    this.finding = finding;
    this.statistic = statistic;
    this.point = point;
    this.atZero = atZero;
  }

  /** Empty with fewer than two hospitals that have both classes; the cell may be shown. */
  static Optional<SiteModel> of(PooledStudy study, String finding, Statistic statistic, int point) {
    ExactSums first = sums(study.first(), finding, statistic, point, 0);
    return first.count(0) < 2
        ? Optional.empty()
        : Optional.of(new SiteModel(study, finding, statistic, point, WeightedSums.of(first)));
  }

  private static ExactSums sums(
      PooledCounts slot, String finding, Statistic statistic, int point, int set) {
    CounterLayout layout = slot.layout();
    String name = layout.plan().operatingPoints().get(point).name();
    int length = layout.siteTerms().length();
    return slot.sums(layout.indexOf(Cell.hospitals(finding, name)), statistic)
        .part(set * length, length);
  }

  /** The sums at a variance of 0. */
  WeightedSums atZero() {
    return atZero;
  }

  double derSimonianLaird() {
    return TauSquared.derSimonianLaird(atZero);
  }

  /** The sums at {@link #derSimonianLaird}; the second slot has sums. */
  WeightedSums atDerSimonianLaird() {
    return WeightedSums.of(sums(study.slot(1).orElseThrow(), finding, statistic, point, 0));
  }

  /** Weights of a point in the second slot: DerSimonian and Laird's, then the first grid. */
  private int secondWidth() {
    boolean grids = study.first().layout().plan().analyses().siteLevel();
    return 1 + (grids ? TauSquared.GRID : 0);
  }

  /** The second grid around one estimate; site-level consent, and the third slot has sums. */
  private TauGrid grid(int estimator) {
    int width = secondWidth();
    PooledCounts second = study.slot(1).orElseThrow();
    List<WeightedSums> coarse = new ArrayList<>();
    for (int w = 1; w < width; w++) {
      coarse.add(WeightedSums.of(sums(second, finding, statistic, point, w)));
    }
    double[] zoomed = TauSquared.zoom(TauSquared.firstGrid(atZero), coarse);
    List<WeightedSums> fine = new ArrayList<>();
    PooledCounts third = study.slot(2).orElseThrow();
    for (int w = 0; w < TauSquared.GRID; w++) {
      int set = estimator * TauSquared.GRID + w;
      fine.add(WeightedSums.of(sums(third, finding, statistic, point, set)));
    }
    int from = estimator * TauSquared.GRID;
    return TauGrid.of(Arrays.copyOfRange(zoomed, from, from + TauSquared.GRID), fine);
  }

  /** A variance between hospitals with the sums at it. */
  record Fit(double tauSquared, WeightedSums at) {}

  Fit restrictedMaximumLikelihood() {
    TauGrid grid = grid(0);
    double t = grid.restrictedMaximum();
    return new Fit(t, grid.at(t));
  }

  Fit pauleMandel() {
    TauGrid grid = grid(1);
    double t = grid.crossing(atZero.sites() - 1.0);
    return new Fit(t, grid.at(t));
  }

  /** The Q-profile interval of the variance between hospitals. */
  RealInterval qProfile() {
    double degrees = atZero.sites() - 1.0;
    double lower = grid(2).crossing(ChiSquared.quantile(1 - TAIL, degrees));
    double upper = grid(3).crossing(ChiSquared.quantile(TAIL, degrees));
    return new RealInterval(lower, Math.max(lower, upper));
  }
}
