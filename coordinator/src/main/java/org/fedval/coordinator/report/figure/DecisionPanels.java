package org.fedval.coordinator.report.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.fedval.coordinator.report.table.PointTable;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.evaluation.report.FindingCurves;
import org.fedval.evaluation.report.FindingCurves.Banded;
import org.fedval.evaluation.report.FindingCurves.DecisionPoint;
import org.fedval.evaluation.report.ValidationReport;

/** Figure 8: net benefit of the model, of calling every image positive and of calling none. */
public final class DecisionPanels {
  private static final double FURTHEST = 0.6;

  private final Curves curves;
  private final FigureIds ids;

  public DecisionPanels(ValidationReport report) {
    this.curves = new Curves(report);
    this.ids = new FigureIds(report.study().findings());
  }

  public List<Figure> figures() {
    return curves.figures(FindingCurves::decisions, 2, this::figure);
  }

  private Figure figure(String finding, int i, List<DecisionPoint> points) {
    double most = points.stream().mapToDouble(p -> p.model().high()).max().orElse(0.1);
    double top = Math.max(0.05, Math.ceil(most * 20) / 20);
    double bottom = -top / 5;
    List<DecisionPoint> shown = points.stream().filter(p -> p.threshold() <= FURTHEST).toList();
    String title = title(finding, points);
    Plot plot =
        new Plot(
            "decision",
            title + ".",
            new double[] {0, FURTHEST},
            new double[] {bottom, top},
            230,
            22);
    plot.axes(
        "Decision threshold",
        Plot.Ticks.of(0, 0.2, 0.4, 0.6),
        "Net benefit per image",
        Plot.Ticks.between(0, top));
    List<Plot.Point> all = points(shown, DecisionPoint::all);
    List<Plot.Point> model = points(shown, DecisionPoint::model);
    plot.band(model, "band s0t");
    plot.curve(all, "curve thin s2");
    plot.straight(0, 0, FURTHEST, 0, "none-line");
    plot.curve(model, "curve s0");
    plot.legend(
        List.of("model", "all positive", "none"),
        List.of("curve s0", "curve thin s2", "none-line"),
        false);
    List<double[]> rows = new ArrayList<>();
    for (DecisionPoint p : points) {
      Banded m = p.model();
      Banded a = p.all();
      rows.add(
          new double[] {p.threshold(), m.value(), m.low(), m.high(), a.value(), a.low(), a.high()});
    }
    plot.hover("model", 0, hovers(shown, DecisionPoint::model));
    plot.hover("all positive", 2, hovers(shown, DecisionPoint::all));
    String id = ids.of("net-benefit", i);
    return new Figure(
        id,
        title,
        plot.finish(),
        "",
        PointTable.of(
            id,
            "Net benefit of " + finding,
            List.of("Threshold", "Model", "from", "to", "All positive", "from", "to"),
            List.of("threshold", "model", "model_low", "model_high", "all", "all_low", "all_high"),
            rows),
        plot.chart());
  }

  private static List<Chart.Point> hovers(
      List<DecisionPoint> points, Function<DecisionPoint, Banded> of) {
    return points.stream().map(p -> Chart.Point.banded(p.threshold(), of.apply(p))).toList();
  }

  /** The longest range of thresholds at which the model's whole band beats both simple rules. */
  private static String title(String finding, List<DecisionPoint> points) {
    double from = Double.NaN;
    double bestFrom = Double.NaN;
    double bestTo = Double.NaN;
    for (DecisionPoint p : points) {
      boolean better = p.model().low() > 0 && p.model().value() > p.all().value();
      from = better ? (Double.isNaN(from) ? p.threshold() : from) : Double.NaN;
      if (better && (Double.isNaN(bestFrom) || p.threshold() - from > bestTo - bestFrom)) {
        bestFrom = from;
        bestTo = p.threshold();
      }
    }
    return Double.isNaN(bestFrom)
        ? finding + ": nowhere clearly better than both simple rules"
        : finding
            + ": beats both simple rules from "
            + NumberFormatter.proportion(bestFrom)
            + " to "
            + NumberFormatter.proportion(bestTo);
  }

  private static List<Plot.Point> points(
      List<DecisionPoint> points, Function<DecisionPoint, Banded> of) {
    List<Plot.Point> line = new ArrayList<>();
    for (DecisionPoint p : points) {
      Banded b = of.apply(p);
      line.add(new Plot.Point(p.threshold(), b.value(), b.low(), b.high()));
    }
    return line;
  }
}
