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
import org.fedval.evaluation.report.FindingCurves.Banded;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults.RocCurveData;
import org.fedval.evaluation.report.PooledResults.RocPoint;
import org.fedval.evaluation.report.RocBand;
import org.fedval.evaluation.report.ValidationReport;
import org.jspecify.annotations.Nullable;

/** One ROC picture a finding, or the sentence that says why there is none. */
public final class RocPanels {
  private final ValidationReport report;
  private final Estimates estimates;
  private final FigureIds ids;

  public RocPanels(ValidationReport report, Estimates estimates) {
    this.report = report;
    this.estimates = estimates;
    this.ids = new FigureIds(report.study().findings());
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
    String id = ids.of("roc", series);
    RocCurveData curve = new Curves(report).roc(finding);
    if (curve == null || curve.points().isEmpty()) {
      return Figure.none(id, finding, new Curves(report).absence());
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
    List<Banded> band = band(finding, curve);
    return new Figure(
        id,
        finding,
        RocFigure.draw(curve, band, crosses, series, legend, message.append('.').toString()),
        "Pooling the scores in bins moves this AUROC by "
            + NumberFormatter.upperBound(curve.quantisationBound())
            + " at most.",
        numbers(curve, band, finding, id),
        RocFigure.chart(hovers(curve, band, crosses, series)));
  }

  private List<Banded> band(String finding, RocCurveData curve) {
    Long positives = estimates.counts(finding, Words.ALL).positive();
    return positives == null || positives == 0 ? List.of() : RocBand.of(curve.points(), positives);
  }

  private static List<Chart.Series> hovers(
      RocCurveData curve, List<Banded> band, List<RocFigure.Cross> crosses, int series) {
    List<Chart.Point> points = new ArrayList<>();
    for (int i = 0; i < curve.points().size(); i++) {
      RocPoint p = curve.points().get(i);
      points.add(
          band.isEmpty()
              ? Chart.Point.plain(p.fpr(), p.tpr())
              : Chart.Point.banded(
                  p.fpr(), new Banded(p.tpr(), band.get(i).low(), band.get(i).high())));
    }
    List<Chart.Point> locked = new ArrayList<>();
    for (RocFigure.Cross c : crosses) {
      locked.add(
          new Chart.Point(
              1 - c.specificity(),
              c.sensitivity(),
              new ForestModel.Range(1 - c.specificityHigh(), 1 - c.specificityLow()),
              new ForestModel.Range(c.sensitivityLow(), c.sensitivityHigh()),
              c.hover()));
    }
    return List.of(
        new Chart.Series(0, curve.finding(), series % 7, points),
        new Chart.Series(0, "locked operating points", 6, locked));
  }

  private static Table numbers(RocCurveData curve, List<Banded> band, String finding, String id) {
    List<double[]> points = new ArrayList<>();
    for (int i = 0; i < curve.points().size(); i++) {
      RocPoint p = curve.points().get(i);
      points.add(
          new double[] {
            p.fpr(),
            p.tpr(),
            band.isEmpty() ? Double.NaN : band.get(i).low(),
            band.isEmpty() ? Double.NaN : band.get(i).high()
          });
    }
    return PointTable.of(
        id,
        "ROC curve of " + finding,
        List.of("1 \u2212 specificity", "Sensitivity", "from", "to"),
        List.of(
            "false_positive_fraction",
            "true_positive_fraction",
            "true_positive_fraction_low",
            "true_positive_fraction_high"),
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
