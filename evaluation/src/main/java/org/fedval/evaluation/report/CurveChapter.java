package org.fedval.evaluation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.fedval.evaluation.binom.Wilson;
import org.fedval.evaluation.calib.Reliability;
import org.fedval.evaluation.confusion.Confusion;
import org.fedval.evaluation.counters.Cell;
import org.fedval.evaluation.counters.Exclusion;
import org.fedval.evaluation.counters.PooledCounts;
import org.fedval.evaluation.counters.PooledCounts.State;
import org.fedval.evaluation.dist.Interval;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.flow.IntentionToDiagnose;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.StudyPlan;
import org.fedval.evaluation.report.FindingCurves.Banded;
import org.fedval.evaluation.report.FindingCurves.CurvePoint;
import org.fedval.evaluation.report.FindingCurves.DiagnosisBounds;
import org.fedval.evaluation.report.FindingCurves.ReliabilityBin;
import org.fedval.evaluation.report.FindingCurves.ReliabilityCurve;
import org.fedval.evaluation.report.FindingCurves.RiskCoverageCurve;
import org.fedval.evaluation.report.FindingCurves.RiskPoint;
import org.fedval.evaluation.roc.ClassHistograms;

/**
 * The curves of one finding, from the sums over all images; both classes are open and not empty.
 */
final class CurveChapter {
  private static final double Z = Normal.twoSided(StratumEstimates.CONFIDENCE);
  private static final int SUMS_A_BIN = 5;

  private final Stratum all;
  private final StudyPlan plan;
  private final PooledCounts counts;

  CurveChapter(Stratum all) {
    this.all = all;
    this.counts = all.counts();
    this.plan = counts.layout().plan();
  }

  FindingCurves curves() {
    ThresholdCurves thresholds = new ThresholdCurves(all);
    boolean exact = plan.analyses().isExact();
    return new FindingCurves(
        plan.operatingPoints().stream().map(this::cross).toList(),
        thresholds.precisionRecall(),
        exact ? reliability() : List.of(),
        thresholds.predictiveValues(),
        thresholds.decisions(),
        exact ? plan.operatingPoints().stream().map(this::risk).toList() : List.of(),
        bounds());
  }

  private CurvePoint cross(OperatingPoint point) {
    Confusion c = all.confusion(point);
    return new CurvePoint(
        point.name(),
        point.threshold(),
        share(c.fp(), c.negatives()),
        share(c.tp(), c.positives()));
  }

  static Banded share(long k, long n) {
    Interval interval = Wilson.interval(k, n, Z);
    return new Banded((double) k / n, interval.lower(), interval.upper());
  }

  private List<ReliabilityCurve> reliability() {
    List<ReliabilityCurve> curves = new ArrayList<>();
    curves.add(curve("raw", CalibrationRows.reliability(all)));
    if (Recalibrated.isOpen(all)) {
      for (Recalibrated.Method method : Recalibrated.Method.values()) {
        Recalibrated recalibrated = new Recalibrated(all, method);
        if (recalibrated.withheld() == null) {
          curves.add(curve(method.code(), recalibrated.reliability()));
        }
      }
    }
    return curves;
  }

  private static ReliabilityCurve curve(String scores, Reliability reliability) {
    List<ReliabilityBin> bins = new ArrayList<>();
    int filled = 0;
    for (int k = 0; k < reliability.bins(); k++) {
      long n = reliability.count(k);
      if (n > 0) {
        double mean = reliability.filledBins().get(filled++).meanPredicted();
        bins.add(
            new ReliabilityBin(mean, share(reliability.sums().count(SUMS_A_BIN * k + 1), n), n));
      }
    }
    return new ReliabilityCurve(scores, bins);
  }

  private RiskCoverageCurve risk(OperatingPoint point) {
    ClassHistograms h = AbstentionRows.byConfidence(all, counts.scoreBins(all.finding()), point);
    List<RiskPoint> points = new ArrayList<>();
    double cases = h.positives() + h.negatives();
    long wrong = 0;
    long kept = 0;
    for (int b = h.bins() - 1; b >= 0; b--) {
      long here = h.positives(b) + h.negatives(b);
      if (here > 0) {
        wrong += h.positives(b);
        kept += here;
        points.add(new RiskPoint(kept / cases, (double) wrong / kept));
      }
    }
    return new RiskCoverageCurve(
        point.name(),
        ThinnedCurve.of(
            points, ReportAssembler.MOST_CURVE_POINTS, RiskPoint::coverage, RiskPoint::risk));
  }

  /** Empty if the count of a reason is withheld: the bounds would give the sum away. */
  private List<DiagnosisBounds> bounds() {
    OptionalLong failed = failed();
    if (failed.isEmpty()) {
      return List.of();
    }
    List<DiagnosisBounds> bounds = new ArrayList<>();
    for (OperatingPoint point : plan.operatingPoints()) {
      IntentionToDiagnose itd =
          new IntentionToDiagnose(all.confusion(point), failed.getAsLong(), failed.getAsLong());
      bounds.add(
          new DiagnosisBounds(
              point.name(),
              itd.sensitivityFailuresNegative().orElseThrow(),
              itd.sensitivityFailuresPositive().orElseThrow(),
              itd.specificityFailuresPositive().orElseThrow(),
              itd.specificityFailuresNegative().orElseThrow()));
    }
    return bounds;
  }

  /** Images of known patients on which the index test gave no score, of whatever class. */
  private OptionalLong failed() {
    long failed = 0;
    for (Exclusion reason : Exclusion.values()) {
      if (reason.namesPatient()) {
        int cell = counts.layout().indexOf(Cell.excluded(reason));
        if (counts.state(cell) == State.SUPPRESSED) {
          return OptionalLong.empty();
        }
        failed = Math.addExact(failed, counts.images(cell));
      }
    }
    return OptionalLong.of(failed);
  }
}
