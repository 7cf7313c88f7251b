package org.fedval.coordinator.report.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.fedval.coordinator.report.table.Estimates;
import org.fedval.coordinator.report.table.PointTable;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.report.FindingCurves.Banded;
import org.fedval.evaluation.report.FindingCurves.PredictiveValueCurve;
import org.fedval.evaluation.report.FindingCurves.PredictiveValuePoint;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.ValidationReport;
import org.jspecify.annotations.Nullable;

/** Figure 7: predictive values against prevalence, one picture a finding and operating point. */
public final class PredictiveValuePanels {
  private static final Plot.Ticks PREVALENCES =
      new Plot.Ticks(
          List.of(-3.0, -2.0, -1.0, Math.log10(0.5)), List.of("0.1 %", "1 %", "10 %", "50 %"));

  private final ValidationReport report;
  private final Estimates estimates;
  private final Curves curves;
  private final FigureIds ids;

  public PredictiveValuePanels(ValidationReport report, Estimates estimates) {
    this.report = report;
    this.estimates = estimates;
    this.curves = new Curves(report);
    this.ids = new FigureIds(report.study().findings());
  }

  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    List<String> findings = report.study().findings();
    for (int i = 0; i < findings.size(); i++) {
      List<PredictiveValueCurve> all = curves.further(findings.get(i)).predictiveValues();
      for (int p = 0; p < all.size(); p++) {
        if (all.get(p).points().size() > 1) {
          figures.add(figure(findings.get(i), all.get(p), id(i, all.get(p))));
        }
      }
    }
    return figures;
  }

  private Figure figure(String finding, PredictiveValueCurve curve, String id) {
    MetricRow here = estimates.row(finding, "prevalence", Words.ALL, null);
    Double prevalence = here == null ? null : here.value();
    String title = title(finding, curve);
    List<PredictiveValuePoint> points = curve.points();
    double from = Math.log10(points.get(0).prevalence());
    double to = Math.log10(points.get(points.size() - 1).prevalence());
    Plot plot =
        new Plot("predictive", title + ".", new double[] {from, to}, new double[] {0, 1}, 230, 0);
    plot.axes(
        "Prevalence, logarithmic",
        PREVALENCES,
        "Predictive value",
        Plot.Ticks.of(0, 0.25, 0.5, 0.75, 1));
    draw(plot, points, PredictiveValuePoint::ppv, 0);
    draw(plot, points, PredictiveValuePoint::npv, 1);
    if (prevalence != null && prevalence > 0) {
      double at = Math.log10(prevalence);
      plot.straight(at, 0, at, 1, "overall-line");
      plot.label(
          plot.x().at(at) + 4,
          plot.y().at(0) - 8,
          "halo label",
          "here " + NumberFormatter.proportion(prevalence));
    }
    PredictiveValuePoint middle = points.get(points.size() / 2);
    double x = plot.x().at(Math.log10(middle.prevalence()));
    plot.label(x - 34, plot.y().at(middle.ppv().value()) - 8, "halo strong", "PPV");
    plot.label(x - 34, plot.y().at(middle.npv().value()) + 18, "halo strong", "NPV");
    return new Figure(
        id,
        title,
        plot.finish(),
        "",
        PointTable.of(
            id,
            "Predictive values of " + finding + " at " + curve.operatingPoint(),
            List.of("Prevalence", "PPV", "from", "to", "NPV", "from", "to"),
            List.of("prevalence", "ppv", "ppv_low", "ppv_high", "npv", "npv_low", "npv_high"),
            rows(points)),
        plot.chartOfLogarithm());
  }

  private String id(int finding, PredictiveValueCurve curve) {
    return ids.of("predictive-values-" + FigureIds.plain(curve.operatingPoint()), finding);
  }

  private static String title(String finding, PredictiveValueCurve curve) {
    PredictiveValuePoint best = nearest(curve.points(), 0.01);
    return finding
        + " at "
        + curve.operatingPoint()
        + (best == null
            ? ""
            : ": PPV "
                + NumberFormatter.proportion(best.ppv().value())
                + " at a prevalence of 1\u00a0%");
  }

  private static @Nullable PredictiveValuePoint nearest(
      List<PredictiveValuePoint> points, double prevalence) {
    PredictiveValuePoint best = null;
    for (PredictiveValuePoint p : points) {
      if (best == null
          || Math.abs(p.prevalence() - prevalence) < Math.abs(best.prevalence() - prevalence)) {
        best = p;
      }
    }
    return best != null && Math.abs(best.prevalence() - prevalence) < 0.1 * prevalence
        ? best
        : null;
  }

  private static void draw(
      Plot plot,
      List<PredictiveValuePoint> points,
      Function<PredictiveValuePoint, Banded> of,
      int s) {
    List<Plot.Point> line = new ArrayList<>();
    for (PredictiveValuePoint p : points) {
      Banded b = of.apply(p);
      line.add(new Plot.Point(Math.log10(p.prevalence()), b.value(), b.low(), b.high()));
    }
    plot.hover(
        s == 0 ? "PPV" : "NPV",
        s,
        points.stream().map(p -> Chart.Point.banded(p.prevalence(), of.apply(p))).toList());
    plot.band(line, "band s" + s + "t");
    plot.curve(line, "curve s" + s);
  }

  private static List<double[]> rows(List<PredictiveValuePoint> points) {
    List<double[]> rows = new ArrayList<>();
    for (PredictiveValuePoint p : points) {
      Banded a = p.ppv();
      Banded b = p.npv();
      rows.add(
          new double[] {
            p.prevalence(), a.value(), a.low(), a.high(), b.value(), b.low(), b.high()
          });
    }
    return rows;
  }
}
