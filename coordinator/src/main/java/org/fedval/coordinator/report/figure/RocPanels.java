package org.fedval.coordinator.report.figure;

import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.report.table.Cells;
import org.fedval.coordinator.report.table.Estimates;
import org.fedval.coordinator.report.table.PointTable;
import org.fedval.coordinator.report.table.Table;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults.RocCurveData;
import org.fedval.evaluation.report.ValidationReport;
import org.jspecify.annotations.Nullable;

/** One ROC picture a finding, or the sentence that says why there is none. */
public final class RocPanels {
  private final ValidationReport report;
  private final Estimates estimates;

  public RocPanels(ValidationReport report, Estimates estimates) {
    this.report = report;
    this.estimates = estimates;
  }

  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    List<String> findings = report.study().findings();
    for (int i = 0; i < findings.size(); i++) {
      figures.add(figure(findings.get(i), i));
    }
    return figures;
  }

  private Figure figure(String finding, int series) {
    RocCurveData curve = new Curves(report).roc(finding);
    if (curve == null || curve.points().isEmpty()) {
      return Figure.none(finding, new Curves(report).absence());
    }
    Cells cells = new Cells(estimates, report.disclosure());
    List<String> legend = new ArrayList<>();
    legend.add("AUROC " + cells.estimate(estimates.row(finding, "auroc", Words.ALL, null)).text());
    MetricRow within = estimates.row(finding, "auroc_within_site", Words.ALL, null);
    if (within != null) {
      legend.add("within site " + cells.estimate(within).text());
    }
    List<RocFigure.Cross> crosses = crosses(finding);
    StringBuilder message =
        new StringBuilder("ROC curve of " + finding + ", " + String.join(", ", legend));
    crosses.forEach(cross -> message.append(". ").append(cross.hover()));
    return new Figure(
        finding,
        RocFigure.draw(curve, crosses, series, legend, message.append('.').toString()),
        "Pooling the scores in bins moves this AUROC by "
            + NumberFormatter.upperBound(curve.quantisationBound())
            + " at most.",
        numbers(curve, finding, series));
  }

  private static Table numbers(RocCurveData curve, String finding, int i) {
    List<double[]> points = new ArrayList<>();
    curve.points().forEach(p -> points.add(new double[] {p.fpr(), p.tpr()}));
    return PointTable.of(
        "figure-2-roc-" + i,
        "ROC curve of " + finding,
        List.of("1 \u2212 specificity", "Sensitivity"),
        List.of("false_positive_fraction", "true_positive_fraction"),
        points);
  }

  private List<RocFigure.Cross> crosses(String finding) {
    List<RocFigure.Cross> crosses = new ArrayList<>();
    for (OperatingPoint point : report.study().operatingPoints()) {
      RocFigure.Cross cross =
          cross(
              point,
              estimates.row(finding, "sensitivity", Words.ALL, point.name()),
              estimates.row(finding, "specificity", Words.ALL, point.name()));
      if (cross != null) {
        crosses.add(cross);
      }
    }
    return crosses;
  }

  private static RocFigure.@Nullable Cross cross(
      OperatingPoint point, @Nullable MetricRow sensitivity, @Nullable MetricRow specificity) {
    if (sensitivity == null || specificity == null) {
      return null;
    }
    Double se = sensitivity.value();
    Double seLow = sensitivity.ciLow();
    Double seHigh = sensitivity.ciHigh();
    Double sp = specificity.value();
    Double spLow = specificity.ciLow();
    Double spHigh = specificity.ciHigh();
    if (se == null
        || seLow == null
        || seHigh == null
        || sp == null
        || spLow == null
        || spHigh == null) {
      return null;
    }
    String hover =
        Words.capital(point.name())
            + ": sensitivity "
            + NumberFormatter.interval(se, seLow, seHigh, null)
            + ", specificity "
            + NumberFormatter.interval(sp, spLow, spHigh, null);
    String label = point.name() + " \u2265\u202f" + NumberFormatter.plain(point.threshold());
    return new RocFigure.Cross(label, se, seLow, seHigh, sp, spLow, spHigh, hover);
  }
}
