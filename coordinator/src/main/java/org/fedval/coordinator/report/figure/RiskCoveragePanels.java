package org.fedval.coordinator.report.figure;

import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.report.table.Cell;
import org.fedval.coordinator.report.table.PointCsv;
import org.fedval.coordinator.report.table.Table;
import org.fedval.coordinator.report.table.TableBuilder;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.evaluation.report.FindingCurves;
import org.fedval.evaluation.report.FindingCurves.RiskCoverageCurve;
import org.fedval.evaluation.report.FindingCurves.RiskPoint;
import org.fedval.evaluation.report.ValidationReport;

/** Figure 9: share of wrong calls against the share of images that the model decides. */
public final class RiskCoveragePanels {
  private static final int LINES = 11;

  private final Curves curves;
  private final FigureIds ids;

  public RiskCoveragePanels(ValidationReport report) {
    this.curves = new Curves(report);
    this.ids = new FigureIds(report.study().findings());
  }

  public List<Figure> figures() {
    return curves.figures(RiskCoveragePanels::drawn, 1, this::figure);
  }

  private static List<RiskCoverageCurve> drawn(FindingCurves all) {
    return all.riskCoverage().stream().filter(curve -> !curve.points().isEmpty()).toList();
  }

  private Figure figure(String finding, int i, List<RiskCoverageCurve> risks) {
    double most =
        risks.stream()
            .flatMap(curve -> curve.points().stream())
            .filter(p -> p.coverage() > 0.02)
            .mapToDouble(RiskPoint::risk)
            .max()
            .orElse(0.1);
    double top = Math.min(1, Math.max(0.05, Math.ceil(most * 20) / 20));
    String title = title(finding, risks.get(0));
    Plot plot = new Plot("risk", title + ".", new double[] {0, 1}, new double[] {0, top}, 230, 22);
    plot.axes(
        "Coverage (share of images decided)",
        Plot.Ticks.of(0, 0.25, 0.5, 0.75, 1),
        "Risk (wrong among decided)",
        Plot.Ticks.between(0, top));
    List<String> names = new ArrayList<>();
    List<String> classes = new ArrayList<>();
    for (int c = 0; c < risks.size(); c++) {
      names.add(risks.get(c).operatingPoint());
      classes.add("curve s" + c % 7);
      List<Plot.Point> line = new ArrayList<>();
      risks.get(c).points().forEach(p -> line.add(Plot.Point.plain(p.coverage(), p.risk())));
      plot.curve(line, "curve s" + c % 7);
      plot.hover(
          risks.get(c).operatingPoint(),
          c % 7,
          risks.get(c).points().stream()
              .map(p -> Chart.Point.plain(p.coverage(), p.risk()))
              .toList());
    }
    plot.legend(names, classes, false);
    String id = ids.of("risk-coverage", i);
    return new Figure(id, title, plot.finish(), "", numbers(finding, risks, id), plot.chart());
  }

  private static String title(String finding, RiskCoverageCurve curve) {
    return finding
        + ", "
        + curve.operatingPoint()
        + ": risk "
        + NumberFormatter.proportion(at(curve, 1).risk())
        + ", "
        + NumberFormatter.proportion(at(curve, 0.8).risk())
        + " at 80\u00a0% coverage";
  }

  /** The point whose coverage is nearest. */
  private static RiskPoint at(RiskCoverageCurve curve, double coverage) {
    RiskPoint best = curve.points().get(0);
    for (RiskPoint p : curve.points()) {
      if (Math.abs(p.coverage() - coverage) < Math.abs(best.coverage() - coverage)) {
        best = p;
      }
    }
    return best;
  }

  private static Table numbers(String finding, List<RiskCoverageCurve> risks, String id) {
    TableBuilder table =
        new TableBuilder(id, "Risk and coverage of " + finding).numbers("Coverage", "Risk");
    List<double[]> points = new ArrayList<>();
    for (int c = 0; c < risks.size(); c++) {
      RiskCoverageCurve curve = risks.get(c);
      table.group(curve.operatingPoint());
      for (int k = 1; k < LINES; k++) {
        RiskPoint p = at(curve, k / (LINES - 1.0));
        table.row(
            List.of(
                Cell.number(NumberFormatter.proportion(p.coverage())),
                Cell.number(NumberFormatter.proportion(p.risk()))));
      }
      for (RiskPoint p : curve.points()) {
        points.add(new double[] {c, p.coverage(), p.risk()});
      }
    }
    return table
        .note(
            "The nearest points to each tenth; the CSV has all, with the operating points numbered"
                + " from 0 in the order of this table.")
        .build(PointCsv.of(List.of("operating_point", "coverage", "risk"), points));
  }
}
