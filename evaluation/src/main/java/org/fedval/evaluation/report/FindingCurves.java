package org.fedval.evaluation.report;

import java.util.List;

/**
 * What a report draws of one finding beside its ROC curve. Lists are empty where the sums do not
 * hold what is needed; nothing of a withheld cell is ever in them. No curve has more than 400
 * points.
 *
 * @param operatingPoints crosses of the ROC curve
 * @param precisionRecall by descending threshold, a point for each lower edge of a bin
 * @param reliability of the scores as they are, and after each recalibration
 * @param predictiveValues one curve an operating point
 * @param decisions net benefit by ascending threshold
 * @param riskCoverage one curve an operating point
 * @param intentionToDiagnose bounds if failed images had been called at worst or at best
 */
public record FindingCurves(
    List<CurvePoint> operatingPoints,
    List<PrecisionRecallPoint> precisionRecall,
    List<ReliabilityCurve> reliability,
    List<PredictiveValueCurve> predictiveValues,
    List<DecisionPoint> decisions,
    List<RiskCoverageCurve> riskCoverage,
    List<DiagnosisBounds> intentionToDiagnose) {
  public FindingCurves {
    operatingPoints = List.copyOf(operatingPoints);
    precisionRecall = List.copyOf(precisionRecall);
    reliability = List.copyOf(reliability);
    predictiveValues = List.copyOf(predictiveValues);
    decisions = List.copyOf(decisions);
    riskCoverage = List.copyOf(riskCoverage);
    intentionToDiagnose = List.copyOf(intentionToDiagnose);
  }

  /** No curve. */
  public static FindingCurves none() {
    return new FindingCurves(
        List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
  }

  /** A value in [0, 1] with the limits of its interval. */
  public record Banded(double value, double low, double high) {}

  /** An operating point on the ROC curve, with Wilson's limits in both directions. */
  public record CurvePoint(String name, double threshold, Banded fpr, Banded tpr) {}

  /** Precision at the lowest threshold that gives this recall; each in [0, 1]. */
  public record PrecisionRecallPoint(double recall, double precision) {}

  /**
   * Observed against predicted.
   *
   * @param scores {@code raw}, {@code platt} or {@code isotonic}
   * @param bins of the ten bins of width 0.1 those that hold a case, ascending
   */
  public record ReliabilityCurve(String scores, List<ReliabilityBin> bins) {
    public ReliabilityCurve {
      bins = List.copyOf(bins);
    }
  }

  /**
   * One bin.
   *
   * @param observed share of positives, with Wilson's limits
   * @param n images
   */
  public record ReliabilityBin(double meanPredicted, Banded observed, long n) {}

  /** Predictive values of one operating point by ascending prevalence. */
  public record PredictiveValueCurve(String operatingPoint, List<PredictiveValuePoint> points) {
    public PredictiveValueCurve {
      points = List.copyOf(points);
    }
  }

  /** Both predictive values at a prevalence in (0, 1). */
  public record PredictiveValuePoint(double prevalence, Banded ppv, Banded npv) {}

  /**
   * Net benefit at an edge of the score bins, where it is exact; that of calling nothing is 0.
   *
   * @param threshold probability in (0, 1)
   * @param model in (-inf, 1], with Wald's limits
   * @param all of calling every image positive, likewise
   */
  public record DecisionPoint(double threshold, Banded model, Banded all) {}

  /** Risk of the most confident calls at one operating point, by ascending coverage. */
  public record RiskCoverageCurve(String operatingPoint, List<RiskPoint> points) {
    public RiskCoverageCurve {
      points = List.copyOf(points);
    }
  }

  /** Share of wrong calls among the share of images that are kept. */
  public record RiskPoint(double coverage, double risk) {}

  /**
   * Sensitivity and specificity at an operating point if every image on which the index test failed
   * had been of the class and called wrongly, or called rightly.
   */
  public record DiagnosisBounds(
      String operatingPoint,
      double sensitivityLow,
      double sensitivityHigh,
      double specificityLow,
      double specificityHigh) {}
}
