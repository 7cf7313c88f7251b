package org.fedval.coordinator.report.figure;

import java.util.List;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.evaluation.report.FindingCurves.Banded;
import org.fedval.evaluation.report.PooledResults.RocCurveData;
import org.fedval.evaluation.report.PooledResults.RocPoint;

/**
 * Draws one ROC curve in a square: chance line faint, locked operating points as crosses of their
 * two intervals, labels at the points.
 */
public final class RocFigure {
  /** A locked operating point with its intervals, all in [0, 1]. */
  public record Cross(
      String label,
      double sensitivity,
      double sensitivityLow,
      double sensitivityHigh,
      double specificity,
      double specificityLow,
      double specificityHigh,
      String hover) {}

  private static final double SIDE = 286;
  private static final double LEFT = 46;
  private static final double TOP = 10;
  private static final double WIDTH = LEFT + SIDE + 12;
  private static final double HEIGHT = TOP + SIDE + 44;

  /** From here on the band of quantisation is wider than the line of the curve. */
  private static final double VISIBLE_BOUND = 0.004;

  private static final Scale X = new Scale(0, 1, LEFT, LEFT + SIDE);
  private static final Scale Y = new Scale(0, 1, TOP + SIDE, TOP);

  private RocFigure() {}

  /** Where the numbers of {@link #draw} stand. */
  static Chart chart(List<Chart.Series> series) {
    Chart.Frame frame = Chart.Frame.of(X, "1 \u2212 specificity", Y, "Sensitivity");
    return new Chart(WIDTH, HEIGHT, false, List.of(frame), series);
  }

  /**
   * @param band limits of sensitivity at each point of the curve; empty for none
   * @param series place of the finding in the plan, for colour and dash
   * @param legend the AUROCs with their intervals, as text
   */
  public static String draw(
      RocCurveData data,
      List<Banded> band,
      List<Cross> crosses,
      int series,
      List<String> legend,
      String message) {
    Scale x = X;
    Scale y = Y;
    Svg svg = new Svg(WIDTH, HEIGHT, "figure roc", message);
    axes(svg, x, y);
    svg.line(x.at(0), y.at(0), x.at(1), y.at(1), "chance");
    svg.path(band(data.points(), band, x, y), "band pointwise s" + series % 7 + "t");
    if (data.quantisationBound() >= VISIBLE_BOUND) {
      svg.path(QuantisationBand.of(data.points(), x, y), "band s" + series % 7 + "t");
    }
    svg.path(curve(data.points(), x, y), "curve s" + series % 7);
    for (int i = 0; i < crosses.size(); i++) {
      cross(svg, crosses.get(i), i, x, y);
    }
    new RocLabels(x, y, legend.isEmpty() ? 0 : 10 + 16 * legend.size()).write(svg, crosses);
    for (int i = 0; i < legend.size(); i++) {
      double at = y.at(0) - 10 - 16 * (legend.size() - 1 - i);
      svg.text(x.at(1) - 8, at, "end", i == 0 ? "strong halo" : "halo label", legend.get(i));
    }
    return svg.finish();
  }

  private static void axes(Svg svg, Scale x, Scale y) {
    svg.rect(LEFT, TOP, SIDE, SIDE, 0, "frame");
    for (double tick : List.of(0.0, 0.25, 0.5, 0.75, 1.0)) {
      String words = NumberFormatter.plain(tick);
      if (tick > 0 && tick < 1) {
        svg.line(x.at(tick), y.at(0), x.at(tick), y.at(1), "grid");
        svg.line(x.at(0), y.at(tick), x.at(1), y.at(tick), "grid");
      }
      svg.text(x.at(tick), y.at(0) + 16, tick == 1 ? "end" : "middle", "tick", words);
      svg.text(x.at(0) - 6, y.at(tick) + 4, "end", "tick", words);
    }
    svg.text(x.at(0.5), y.at(0) + 36, "middle", "axis-title", "1 \u2212 specificity");
    svg.turnedText(12, y.at(0.5), "axis-title", "Sensitivity");
  }

  /** Forth along the upper limits, back along the lower ones. */
  private static String band(List<RocPoint> points, List<Banded> band, Scale x, Scale y) {
    StringBuilder d = new StringBuilder();
    for (int i = 0; i < band.size(); i++) {
      limit(d, x.at(points.get(i).fpr()), y.at(band.get(i).high()));
    }
    for (int i = band.size() - 1; i >= 0; i--) {
      limit(d, x.at(points.get(i).fpr()), y.at(band.get(i).low()));
    }
    return d.isEmpty() ? "" : d.append('Z').toString();
  }

  private static void limit(StringBuilder d, double x, double y) {
    d.append(d.isEmpty() ? 'M' : 'L').append(Svg.number(x)).append(' ').append(Svg.number(y));
  }

  /** Points closer than a third of a pixel to the last one drawn are left out. */
  private static String curve(List<RocPoint> points, Scale x, Scale y) {
    StringBuilder d = new StringBuilder();
    double lastX = Double.NEGATIVE_INFINITY;
    double lastY = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < points.size(); i++) {
      double px = x.at(points.get(i).fpr());
      double py = y.at(points.get(i).tpr());
      boolean last = i == points.size() - 1;
      if (last || Math.abs(px - lastX) > 0.3 || Math.abs(py - lastY) > 0.3) {
        limit(d, px, py);
        lastX = px;
        lastY = py;
      }
    }
    return d.toString();
  }

  private static void cross(Svg svg, Cross cross, int shape, Scale x, Scale y) {
    double px = x.at(1 - cross.specificity());
    double py = y.at(cross.sensitivity());
    svg.group("", cross.hover());
    svg.mark(shape, px, py, 4.5, "mark");
    svg.line(x.at(1 - cross.specificityHigh()), py, x.at(1 - cross.specificityLow()), py, "cross");
    svg.line(px, y.at(cross.sensitivityLow()), px, y.at(cross.sensitivityHigh()), "cross");
    svg.endGroup();
  }
}
