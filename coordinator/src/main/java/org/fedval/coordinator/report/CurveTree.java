package org.fedval.coordinator.report;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.fedval.evaluation.report.FindingCurves;
import org.fedval.evaluation.report.FindingCurves.Banded;
import org.fedval.evaluation.report.PooledResults.RocCurveData;

/** The JSON tree of one finding's curves, keys in the order of {@code docs/report-format.md}. */
final class CurveTree {
  private CurveTree() {}

  static ObjectNode of(RocCurveData curve) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("finding", curve.finding());
    node.put("quantisation_bound", finite(curve.quantisationBound()));
    ArrayNode roc = node.putArray("roc");
    curve
        .points()
        .forEach(p -> roc.addObject().put("fpr", finite(p.fpr())).put("tpr", finite(p.tpr())));
    FindingCurves further = curve.further();
    addThresholds(node, further);
    addConfidence(node, further);
    return node;
  }

  private static void addThresholds(ObjectNode node, FindingCurves curves) {
    ArrayNode crosses = node.putArray("operating_points");
    curves
        .operatingPoints()
        .forEach(
            p -> {
              ObjectNode one = crosses.addObject();
              one.put("name", p.name()).put("threshold", finite(p.threshold()));
              band(one, "fpr", p.fpr());
              band(one, "tpr", p.tpr());
            });
    ArrayNode recalls = node.putArray("precision_recall");
    curves
        .precisionRecall()
        .forEach(
            p ->
                recalls
                    .addObject()
                    .put("recall", finite(p.recall()))
                    .put("precision", finite(p.precision())));
    ArrayNode predictive = node.putArray("predictive_values");
    curves
        .predictiveValues()
        .forEach(
            c -> {
              ObjectNode one = predictive.addObject().put("operating_point", c.operatingPoint());
              ArrayNode points = one.putArray("points");
              c.points()
                  .forEach(
                      p -> {
                        ObjectNode point =
                            points.addObject().put("prevalence", finite(p.prevalence()));
                        band(point, "ppv", p.ppv());
                        band(point, "npv", p.npv());
                      });
            });
    ArrayNode decisions = node.putArray("decision");
    curves
        .decisions()
        .forEach(
            p -> {
              ObjectNode one = decisions.addObject().put("threshold", finite(p.threshold()));
              band(one, "model", p.model());
              band(one, "all", p.all());
            });
  }

  private static void addConfidence(ObjectNode node, FindingCurves curves) {
    ArrayNode reliability = node.putArray("reliability");
    curves
        .reliability()
        .forEach(
            c -> {
              ArrayNode bins = reliability.addObject().put("scores", c.scores()).putArray("bins");
              c.bins()
                  .forEach(
                      b -> {
                        ObjectNode bin =
                            bins.addObject().put("mean_predicted", finite(b.meanPredicted()));
                        band(bin, "observed", b.observed());
                        bin.put("n", b.n());
                      });
            });
    ArrayNode risks = node.putArray("risk_coverage");
    curves
        .riskCoverage()
        .forEach(
            c -> {
              ArrayNode points =
                  risks.addObject().put("operating_point", c.operatingPoint()).putArray("points");
              c.points()
                  .forEach(
                      p ->
                          points
                              .addObject()
                              .put("coverage", finite(p.coverage()))
                              .put("risk", finite(p.risk())));
            });
    ArrayNode bounds = node.putArray("intention_to_diagnose");
    curves
        .intentionToDiagnose()
        .forEach(
            b ->
                bounds
                    .addObject()
                    .put("operating_point", b.operatingPoint())
                    .put("sensitivity_low", finite(b.sensitivityLow()))
                    .put("sensitivity_high", finite(b.sensitivityHigh()))
                    .put("specificity_low", finite(b.specificityLow()))
                    .put("specificity_high", finite(b.specificityHigh())));
  }

  private static void band(ObjectNode node, String name, Banded banded) {
    node.put(name, finite(banded.value()));
    node.put(name + "_low", finite(banded.low()));
    node.put(name + "_high", finite(banded.high()));
  }

  private static double finite(double value) {
    if (!Double.isFinite(value)) {
      throw new IllegalArgumentException("A report cannot hold a number that is not finite.");
    }
    return value;
  }
}
