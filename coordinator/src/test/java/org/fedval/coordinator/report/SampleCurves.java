package org.fedval.coordinator.report;

import java.util.ArrayList;
import java.util.List;
import org.fedval.evaluation.report.FindingCurves;
import org.fedval.evaluation.report.FindingCurves.Banded;

/** Invented curves of one finding, of every kind. */
final class SampleCurves {
  private SampleCurves() {}

  static FindingCurves of(double auroc) {
    List<FindingCurves.PrecisionRecallPoint> recalls = new ArrayList<>();
    List<FindingCurves.PredictiveValuePoint> prevalences = new ArrayList<>();
    List<FindingCurves.DecisionPoint> decisions = new ArrayList<>();
    List<FindingCurves.RiskPoint> risks = new ArrayList<>();
    List<FindingCurves.ReliabilityBin> bins = new ArrayList<>();
    for (int i = 1; i <= 50; i++) {
      double x = i / 50.0;
      recalls.add(new FindingCurves.PrecisionRecallPoint(x, 1 - (1 - 0.27) * x * x));
      risks.add(new FindingCurves.RiskPoint(x, (1 - auroc) * x));
      if (i < 50) {
        prevalences.add(
            new FindingCurves.PredictiveValuePoint(x, around(0.6 * x + 0.3), around(0.95 - x / 2)));
        decisions.add(
            new FindingCurves.DecisionPoint(x, around(0.2 - 0.3 * x), around(0.27 - x / (1 - x))));
      }
    }
    for (int i = 0; i < 10; i++) {
      double p = 0.05 + i / 10.0;
      bins.add(new FindingCurves.ReliabilityBin(p, around(p * 0.9), 100L + i));
    }
    return new FindingCurves(
        List.of(new FindingCurves.CurvePoint("screening", 0.3, around(0.2), around(auroc))),
        recalls,
        List.of(
            new FindingCurves.ReliabilityCurve("raw", bins),
            new FindingCurves.ReliabilityCurve("platt", bins.subList(2, 8))),
        List.of(new FindingCurves.PredictiveValueCurve("screening", prevalences)),
        decisions,
        List.of(new FindingCurves.RiskCoverageCurve("screening", risks)),
        List.of(new FindingCurves.DiagnosisBounds("screening", 0.8, 0.9, 0.7, 0.85)));
  }

  private static Banded around(double value) {
    return new Banded(value, value - 0.01, value + 0.01);
  }
}
