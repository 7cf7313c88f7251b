package org.fedval.coordinator.report.figure;

import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.report.table.Cells;
import org.fedval.coordinator.report.table.Estimates;
import org.fedval.coordinator.report.table.PointTable;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.report.FindingCurves;
import org.fedval.evaluation.report.FindingCurves.PrecisionRecallPoint;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.ValidationReport;

/** Figure 3: precision against recall, with the prevalence as baseline. */
public final class PrecisionRecallPanels {
  private final Estimates estimates;
  private final Cells cells;
  private final Curves curves;
  private final FigureIds ids;

  public PrecisionRecallPanels(ValidationReport report, Estimates estimates) {
    this.estimates = estimates;
    this.cells = new Cells(estimates, report.disclosure());
    this.curves = new Curves(report);
    this.ids = new FigureIds(report.study().findings());
  }

  /** One picture a finding that has the curve. */
  public List<Figure> figures() {
    return curves.figures(FindingCurves::precisionRecall, 1, this::figure);
  }

  private Figure figure(String finding, int i, List<PrecisionRecallPoint> points) {
    MetricRow prevalence = estimates.row(finding, "prevalence", Words.ALL, null);
    MetricRow precision = estimates.row(finding, "average_precision", Words.ALL, null);
    MetricRow area = estimates.row(finding, "auprc", Words.ALL, null);
    Double base = prevalence == null ? null : prevalence.value();
    String title =
        base == null
            ? finding
            : finding + ": precision against a baseline of " + NumberFormatter.proportion(base);
    String words = precision == null ? "" : "AP " + cells.estimate(precision).text();
    Plot plot =
        new Plot(
            "pr", title + ". " + words + ".", new double[] {0, 1}, new double[] {0, 1}, 286, 0);
    Plot.Ticks ticks = Plot.Ticks.of(0, 0.25, 0.5, 0.75, 1);
    plot.axes("Recall (sensitivity)", ticks, "Precision (PPV)", ticks);
    List<Plot.Point> line = new ArrayList<>();
    points.forEach(p -> line.add(Plot.Point.plain(p.recall(), p.precision())));
    if (base != null) {
      plot.straight(0, base, 1, base, "chance");
      double above = plot.y().at(base) - 5;
      plot.label(
          plot.x().at(0) + 8,
          above,
          "halo label",
          "prevalence " + NumberFormatter.proportion(base));
    }
    plot.curve(line, "curve s" + i % 7);
    boolean low = base != null && base < 0.15;
    double at = plot.y().at(low ? 1 : 0) + (low ? 18 : -24);
    if (precision != null) {
      plot.svg()
          .text(
              plot.x().at(low ? 1 : 0) + (low ? -8 : 8),
              at,
              low ? "end" : "start",
              "strong halo",
              words);
    }
    if (area != null) {
      plot.svg()
          .text(
              plot.x().at(low ? 1 : 0) + (low ? -8 : 8),
              at + 16,
              low ? "end" : "start",
              "halo label",
              "area " + cells.estimate(area).text());
    }
    List<double[]> rows = new ArrayList<>();
    points.forEach(p -> rows.add(new double[] {p.recall(), p.precision()}));
    plot.hover(
        finding,
        i % 7,
        points.stream().map(p -> Chart.Point.plain(p.recall(), p.precision())).toList());
    String id = ids.of("precision-recall", i);
    return new Figure(
        id,
        title,
        plot.finish(),
        "",
        PointTable.of(
            id,
            "Precision and recall of " + finding,
            List.of("Recall", "Precision"),
            List.of("recall", "precision"),
            rows),
        plot.chart());
  }
}
