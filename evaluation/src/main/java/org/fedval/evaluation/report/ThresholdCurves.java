package org.fedval.evaluation.report;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.fedval.evaluation.calib.Reliability;
import org.fedval.evaluation.clinical.NetBenefit;
import org.fedval.evaluation.clinical.PredictiveValues;
import org.fedval.evaluation.confusion.Confusion;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.report.FindingCurves.Banded;
import org.fedval.evaluation.report.FindingCurves.DecisionPoint;
import org.fedval.evaluation.report.FindingCurves.PrecisionRecallPoint;
import org.fedval.evaluation.report.FindingCurves.PredictiveValueCurve;
import org.fedval.evaluation.report.FindingCurves.PredictiveValuePoint;
import org.fedval.evaluation.roc.ClassHistograms;

/** The curves that follow from two-by-two tables alone; both classes have cases. */
final class ThresholdCurves {
  private static final double Z = Normal.twoSided(StratumEstimates.CONFIDENCE);
  private static final int PREVALENCES = 60;
  private static final double LOWEST_PREVALENCE = 0.001;
  private static final double HIGHEST_PREVALENCE = 0.9;
  private static final double LOWEST_DECISION = 0.01;
  private static final double HIGHEST_DECISION = 0.99;

  private final Stratum all;
  private final ClassHistograms h;
  private final StudyPlan plan;

  ThresholdCurves(Stratum all) {
    this.all = all;
    this.h = all.histograms(Needs.BOTH);
    this.plan = all.counts().layout().plan();
  }

  List<PrecisionRecallPoint> precisionRecall() {
    List<PrecisionRecallPoint> points = new ArrayList<>();
    long tp = 0;
    long fp = 0;
    for (int b = h.bins() - 1; b >= 0; b--) {
      if (h.positives(b) + h.negatives(b) > 0) {
        tp += h.positives(b);
        fp += h.negatives(b);
        points.add(new PrecisionRecallPoint((double) tp / h.positives(), (double) tp / (tp + fp)));
      }
    }
    return ThinnedCurve.of(
        points,
        ReportAssembler.MOST_CURVE_POINTS,
        PrecisionRecallPoint::recall,
        PrecisionRecallPoint::precision);
  }

  List<PredictiveValueCurve> predictiveValues() {
    return plan.operatingPoints().stream()
        .map(p -> new PredictiveValueCurve(p.name(), predictiveValues(p)))
        .toList();
  }

  /** On a logarithmic grid from 0.001 to 0.9. */
  private List<PredictiveValuePoint> predictiveValues(OperatingPoint point) {
    Confusion c = all.confusion(point);
    boolean adjusted = ClinicalRows.isAdjusted(c);
    List<PredictiveValuePoint> points = new ArrayList<>();
    for (int i = 0; i <= PREVALENCES; i++) {
      double share = (double) i / PREVALENCES;
      double prevalence =
          LOWEST_PREVALENCE * StrictMath.pow(HIGHEST_PREVALENCE / LOWEST_PREVALENCE, share);
      PredictiveValues ppv = ClinicalRows.values(c, prevalence, true, adjusted).orElseThrow();
      PredictiveValues npv = ClinicalRows.values(c, prevalence, false, adjusted).orElseThrow();
      points.add(new PredictiveValuePoint(prevalence, banded(ppv), banded(npv)));
    }
    return points;
  }

  private static Banded banded(PredictiveValues v) {
    return new Banded(v.value(), v.interval().lower(), v.interval().upper());
  }

  /** At edges of the bins only, so that every point is exact. */
  List<DecisionPoint> decisions() {
    List<DecisionPoint> points = new ArrayList<>();
    for (double threshold : decisionThresholds()) {
      Confusion c = Confusion.at(h, all.edges().firstPositiveBin(threshold));
      points.add(
          new DecisionPoint(
              threshold,
              banded(new NetBenefit(c, threshold)),
              banded(new NetBenefit(ClinicalRows.treatAll(c), threshold))));
    }
    return points;
  }

  private static Banded banded(NetBenefit benefit) {
    double halfWidth = Z * benefit.standardError();
    return new Banded(benefit.model(), benefit.model() - halfWidth, benefit.model() + halfWidth);
  }

  /** What the plan names and the tenths, and evenly chosen edges of the grid up to the limit. */
  private Iterable<Double> decisionThresholds() {
    double[] edges =
        all.edges().edges().filter(e -> e >= LOWEST_DECISION && e <= HIGHEST_DECISION).toArray();
    TreeSet<Double> chosen = new TreeSet<>();
    Stream.of(
            plan.operatingPoints().stream().map(OperatingPoint::threshold),
            plan.analyses().decisionThresholds().stream(),
            Reliability.tenths().edges().boxed())
        .flatMap(s -> s)
        .filter(t -> Arrays.binarySearch(edges, t) >= 0)
        .forEach(chosen::add);
    int room = Math.max(1, ReportAssembler.MOST_CURVE_POINTS - chosen.size());
    int stride = (edges.length + room - 1) / room;
    for (int i = 0; i < edges.length; i += Math.max(1, stride)) {
      chosen.add(edges[i]);
    }
    return chosen;
  }
}
