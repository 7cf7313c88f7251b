package org.fedval.evaluation.counters;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.fedval.evaluation.calib.CalibrationStep;
import org.fedval.evaluation.calib.LogisticFit;
import org.fedval.evaluation.calib.LogisticRecalibration;
import org.fedval.evaluation.calib.ScoreBins;
import org.fedval.evaluation.confusion.Confusion;
import org.fedval.evaluation.counters.Cell.Kind;
import org.fedval.evaluation.counters.PooledCounts.State;
import org.fedval.evaluation.counters.Published.Other;
import org.fedval.evaluation.counters.Published.Tables;
import org.fedval.evaluation.meta.TauSquared;
import org.fedval.evaluation.meta.WeightedSums;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.roc.BalancedGrid;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.roc.Placements;
import org.fedval.evaluation.score.EdgeTable;
import org.fedval.evaluation.sums.ExactSums;
import org.jspecify.annotations.Nullable;

/** Derives the tables of a later slot from the sums of the earlier ones. */
final class Publication {
  private final PooledStudy study;
  private final StudyPlan plan;

  Publication(PooledStudy study) {
    this.study = study;
    this.plan = study.first().layout().plan();
  }

  Published of(int slot) {
    List<@Nullable Tables> tables = new ArrayList<>();
    for (String finding : plan.findings()) {
      tables.add(of(slot, finding));
    }
    return new Published(slot, tables);
  }

  /** Of one finding; null where its sums are withheld. */
  @Nullable Tables of(int slot, String finding) {
    return isOpen(finding) ? slot == 1 ? second(finding) : third(finding) : null;
  }

  private boolean isOpen(String finding) {
    for (PooledCounts sums : study.slots()) {
      int both = sums.layout().indexOf(Cell.overall(Kind.BOTH, finding));
      if (sums.state(both) != State.OPEN) {
        return false;
      }
    }
    return true;
  }

  private Tables second(String finding) {
    PooledCounts first = study.first();
    CounterLayout layout = first.layout();
    ScoreBins bins = first.scoreBins(finding);
    Placements placements = Placements.of(bins.histograms());
    int count = layout.overallEdges().bins();
    return new Tables(
        layout.overallEdges(),
        all(placements, true, count),
        all(placements, false, count),
        other(finding, count),
        BalancedGrid.of(
            bins.histograms(), layout.overallEdges(), plan.analyses().refinedBins(), thresholds()),
        BalancedGrid.equalMass(bins.histograms(), layout.overallEdges(), LaterSlot.EQUAL_MASS_BINS),
        LogisticRecalibration.fit(bins).orElse(null),
        influences(bins.histograms(), layout.overallEdges()),
        weights(finding, Statistic.SITE_SENSITIVITY),
        weights(finding, Statistic.SITE_SPECIFICITY));
  }

  private Tables third(String finding) {
    PooledCounts sums = study.slot(1).orElseThrow();
    Tables before = of(1, finding);
    if (before == null || before.refined() == null) {
      throw new IllegalStateException("The second slot of this finding has no tables.");
    }
    int both = sums.layout().indexOf(Cell.overall(Kind.BOTH, finding));
    EdgeTable edges = before.refined();
    ClassHistograms h = refined(sums, both, edges);
    Placements placements = Placements.of(h);
    LogisticFit fit = before.fit();
    Optional<LogisticFit> next =
        fit == null
            ? Optional.empty()
            : CalibrationStep.next(fit, sums.sums(both, Statistic.CALIBRATION_STEP));
    return new Tables(
        edges,
        all(placements, true, edges.bins()),
        all(placements, false, edges.bins()),
        null,
        null,
        null,
        next.orElse(null),
        new double[0][],
        zoomed(finding, Statistic.SITE_SENSITIVITY, before.sensitivityWeights()),
        zoomed(finding, Statistic.SITE_SPECIFICITY, before.specificityWeights()));
  }

  private @Nullable Other other(String finding, int bins) {
    if (plan.analyses().comparisonOf(finding).isEmpty()) {
      return null;
    }
    Placements placements = Placements.of(study.first().comparedHistograms(finding));
    return new Other(all(placements, true, bins), all(placements, false, bins));
  }

  /** The histogram on the balanced grid, which may have fewer bins than words. */
  static ClassHistograms refined(PooledCounts sums, int both, EdgeTable edges) {
    return new ClassHistograms(
        Arrays.copyOf(sums.counts(both, Statistic.REFINED_POSITIVES), edges.bins()),
        Arrays.copyOf(sums.counts(both, Statistic.REFINED_NEGATIVES), edges.bins()));
  }

  private static long[] all(Placements placements, boolean positive, int bins) {
    long[] all = new long[bins];
    for (int b = 0; b < bins; b++) {
      all[b] = placements.of(positive, b);
    }
    return all;
  }

  private double[] thresholds() {
    return plan.operatingPoints().stream().mapToDouble(OperatingPoint::threshold).toArray();
  }

  private double[][] influences(ClassHistograms h, EdgeTable edges) {
    List<double[]> rows = new ArrayList<>();
    for (OperatingPoint point : plan.operatingPoints()) {
      Confusion confusion = Confusion.at(h, edges.firstPositiveBin(point.threshold()));
      for (Influence estimator : Influence.values()) {
        rows.add(estimator.of(confusion, point.threshold()));
      }
    }
    return rows.toArray(double[][]::new);
  }

  private double[][] weights(String finding, Statistic statistic) {
    List<double[]> weights = new ArrayList<>();
    for (OperatingPoint point : plan.operatingPoints()) {
      Optional<ExactSums> sums = siteTerms(study.first(), finding, point, statistic);
      if (sums.isEmpty()) {
        break;
      }
      WeightedSums atZero = WeightedSums.of(sums.get());
      double[] grid = plan.analyses().siteLevel() ? TauSquared.firstGrid(atZero) : new double[0];
      double[] ofPoint = new double[1 + grid.length];
      ofPoint[0] = TauSquared.derSimonianLaird(atZero);
      System.arraycopy(grid, 0, ofPoint, 1, grid.length);
      weights.add(ofPoint);
    }
    return weights.toArray(double[][]::new);
  }

  private double[][] zoomed(String finding, Statistic statistic, double[][] before) {
    List<double[]> weights = new ArrayList<>();
    for (int t = 0; t < before.length && plan.analyses().siteLevel(); t++) {
      Optional<ExactSums> sums =
          siteTerms(study.slot(1).orElseThrow(), finding, plan.operatingPoints().get(t), statistic);
      if (sums.isEmpty()) {
        break;
      }
      int length = WeightedSums.Terms.LIKELIHOOD.length();
      List<WeightedSums> grid = new ArrayList<>();
      for (int w = 1; w < before[t].length; w++) {
        grid.add(WeightedSums.of(sums.get().part(w * length, length)));
      }
      weights.add(TauSquared.zoom(Arrays.copyOfRange(before[t], 1, before[t].length), grid));
    }
    return weights.toArray(double[][]::new);
  }

  private static Optional<ExactSums> siteTerms(
      PooledCounts sums, String finding, OperatingPoint point, Statistic statistic) {
    Cell cell = Cell.hospitals(finding, point.name());
    if (!sums.layout().has(cell) || sums.state(sums.layout().indexOf(cell)) != State.OPEN) {
      return Optional.empty();
    }
    ExactSums terms = sums.sums(sums.layout().indexOf(cell), statistic);
    return terms.get(0).compareTo(BigInteger.ONE) <= 0 ? Optional.empty() : Optional.of(terms);
  }
}
