package org.fedval.coordinator.report;

import java.util.List;
import org.fedval.evaluation.report.FindingCurves;
import org.fedval.evaluation.report.FindingCurves.Banded;
import org.fedval.evaluation.report.PooledResults.RocCurveData;
import org.fedval.evaluation.report.PooledResults.RocPoint;

/** From the JSON tree of one finding's curves; the inverse of {@link CurveTree}. */
final class CurveParser {
  private CurveParser() {}

  static RocCurveData curve(JsonFields node) throws ReportFormatException {
    return new RocCurveData(
        node.text("finding"),
        node.list("roc", p -> new RocPoint(p.fraction("fpr"), p.fraction("tpr"))),
        node.number("quantisation_bound"),
        further(node));
  }

  private static FindingCurves further(JsonFields node) throws ReportFormatException {
    return new FindingCurves(
        list(node, "operating_points", CurveParser::cross),
        list(
            node,
            "precision_recall",
            p ->
                new FindingCurves.PrecisionRecallPoint(
                    p.fraction("recall"), p.fraction("precision"))),
        list(
            node,
            "reliability",
            c ->
                new FindingCurves.ReliabilityCurve(
                    c.text("scores"), c.list("bins", CurveParser::bin))),
        list(
            node,
            "predictive_values",
            c ->
                new FindingCurves.PredictiveValueCurve(
                    c.text("operating_point"), c.list("points", CurveParser::predictive))),
        list(
            node,
            "decision",
            p ->
                new FindingCurves.DecisionPoint(
                    p.fraction("threshold"), band(p, "model"), band(p, "all"))),
        list(
            node,
            "risk_coverage",
            c ->
                new FindingCurves.RiskCoverageCurve(
                    c.text("operating_point"),
                    c.list(
                        "points",
                        p ->
                            new FindingCurves.RiskPoint(
                                p.fraction("coverage"), p.fraction("risk"))))),
        list(node, "intention_to_diagnose", CurveParser::bounds));
  }

  /** Reports of earlier versions have the ROC curve only. */
  private static <T> List<T> list(JsonFields node, String key, JsonFields.Reader<T> reader)
      throws ReportFormatException {
    return node.has(key) ? node.list(key, reader) : List.of();
  }

  private static FindingCurves.CurvePoint cross(JsonFields node) throws ReportFormatException {
    return new FindingCurves.CurvePoint(
        node.text("name"), node.number("threshold"), band(node, "fpr"), band(node, "tpr"));
  }

  private static FindingCurves.ReliabilityBin bin(JsonFields node) throws ReportFormatException {
    return new FindingCurves.ReliabilityBin(
        node.fraction("mean_predicted"), band(node, "observed"), node.count("n"));
  }

  private static FindingCurves.PredictiveValuePoint predictive(JsonFields node)
      throws ReportFormatException {
    return new FindingCurves.PredictiveValuePoint(
        node.fraction("prevalence"), band(node, "ppv"), band(node, "npv"));
  }

  private static FindingCurves.DiagnosisBounds bounds(JsonFields node)
      throws ReportFormatException {
    return new FindingCurves.DiagnosisBounds(
        node.text("operating_point"),
        node.fraction("sensitivity_low"),
        node.fraction("sensitivity_high"),
        node.fraction("specificity_low"),
        node.fraction("specificity_high"));
  }

  private static Banded band(JsonFields node, String name) throws ReportFormatException {
    return new Banded(node.number(name), node.number(name + "_low"), node.number(name + "_high"));
  }
}
