package org.fedval.coordinator.report.table;

import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.evaluation.report.FindingCurves.DiagnosisBounds;
import org.fedval.evaluation.report.PooledResults.RocCurveData;
import org.fedval.evaluation.report.ValidationReport;

/** What images on which the index test failed could do to sensitivity and specificity. */
public final class DiagnosisTable {
  private DiagnosisTable() {}

  public static Table of(ValidationReport report) {
    TableBuilder table =
        new TableBuilder(
                "figure-9-intention-to-diagnose",
                "Figure 9b. Bounds with the intention to diagnose")
            .words("Finding", "Operating point")
            .numbers("Sensitivity", "Specificity")
            .note(
                "From all failed images called wrongly to all called rightly, as if each were of the"
                    + " class. A bound and not an interval.");
    List<double[]> points = new ArrayList<>();
    for (RocCurveData curve : report.results().curves()) {
      for (DiagnosisBounds b : curve.further().intentionToDiagnose()) {
        table.row(
            List.of(
                Cell.of(curve.finding()),
                Cell.of(b.operatingPoint()),
                Cell.number(NumberFormatter.range(b.sensitivityLow(), b.sensitivityHigh())),
                Cell.number(NumberFormatter.range(b.specificityLow(), b.specificityHigh()))));
        points.add(
            new double[] {
              points.size(),
              b.sensitivityLow(),
              b.sensitivityHigh(),
              b.specificityLow(),
              b.specificityHigh()
            });
      }
    }
    return table.build(
        points.isEmpty()
            ? ""
            : PointCsv.of(
                List.of(
                    "line",
                    "sensitivity_low",
                    "sensitivity_high",
                    "specificity_low",
                    "specificity_high"),
                points));
  }
}
