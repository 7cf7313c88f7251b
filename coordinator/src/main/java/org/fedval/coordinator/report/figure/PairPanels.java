package org.fedval.coordinator.report.figure;

import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.report.table.Cell;
import org.fedval.coordinator.report.table.Cells;
import org.fedval.coordinator.report.table.Estimates;
import org.fedval.coordinator.report.table.PointCsv;
import org.fedval.coordinator.report.table.SideBySideTable.Pair;
import org.fedval.coordinator.report.table.Table;
import org.fedval.coordinator.report.table.TableBuilder;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.report.PooledResults.RocCurveData;
import org.fedval.evaluation.report.PooledResults.RocPoint;
import org.fedval.evaluation.report.ValidationReport;

/** Figure 10: the ROC curves of two scores of one condition in one frame. */
public final class PairPanels {
  private final ValidationReport report;
  private final Estimates estimates;
  private final Cells cells;

  public PairPanels(ValidationReport report, Estimates estimates) {
    this.report = report;
    this.estimates = estimates;
    this.cells = new Cells(estimates, report.disclosure());
  }

  /** One picture a pair whose curves are both published. */
  public List<Figure> figures(List<Pair> pairs) {
    List<Figure> figures = new ArrayList<>();
    Curves curves = new Curves(report);
    for (Pair pair : pairs) {
      RocCurveData first = curves.roc(pair.first());
      RocCurveData second = curves.roc(pair.second());
      if (first != null && second != null) {
        figures.add(figure(List.of(first, second)));
      }
    }
    return figures;
  }

  private Figure figure(List<RocCurveData> both) {
    String first = both.get(0).finding();
    String second = both.get(1).finding();
    String id = "models-" + FigureIds.plain(first) + "-" + FigureIds.plain(second);
    String title = first + " against " + second;
    Plot plot = new Plot("pair", title + ".", new double[] {0, 1}, new double[] {0, 1}, 286, 22);
    Plot.Ticks ticks = Plot.Ticks.of(0, 0.25, 0.5, 0.75, 1);
    plot.axes("1 \u2212 specificity", ticks, "Sensitivity", ticks).straight(0, 0, 1, 1, "chance");
    List<double[]> points = new ArrayList<>();
    TableBuilder table = new TableBuilder(id, "AUROC of both").words("Score").numbers("AUROC");
    for (int c = 0; c < both.size(); c++) {
      RocCurveData curve = both.get(c);
      List<Plot.Point> line = new ArrayList<>();
      List<Chart.Point> hover = new ArrayList<>();
      for (RocPoint p : curve.points()) {
        line.add(Plot.Point.plain(p.fpr(), p.tpr()));
        hover.add(Chart.Point.plain(p.fpr(), p.tpr()));
        points.add(new double[] {c, p.fpr(), p.tpr()});
      }
      plot.curve(line, "curve s" + c).hover(curve.finding(), c, hover);
      table.row(
          List.of(
              Cell.of(curve.finding()),
              cells.estimate(estimates.row(curve.finding(), "auroc", Words.ALL, null))));
    }
    plot.legend(List.of(first, second), List.of("curve s0", "curve s1"), false);
    Table numbers =
        table
            .note("The CSV has the points of both curves, numbered 0 and 1 in this order.")
            .build(
                PointCsv.of(
                    List.of("score", "false_positive_fraction", "true_positive_fraction"), points));
    return new Figure(id, title, plot.finish(), "", numbers, plot.chart());
  }
}
