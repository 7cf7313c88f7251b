package org.fedval.coordinator.report.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.evaluation.report.FindingCurves.ReliabilityBin;
import org.fedval.evaluation.report.FindingCurves.ReliabilityCurve;

/**
 * Draws a reliability diagram: the diagonal, each curve with a mark and a dash of its own, Wilson's
 * intervals as bars, and a histogram of the delivered scores underneath.
 */
final class ReliabilityFigure {
  private static final double HISTOGRAM = 40;
  private static final double[] UNIT = {0, 1};

  private ReliabilityFigure() {}

  static Plot draw(List<ReliabilityCurve> curves, String message) {
    Plot plot = new Plot("reliability", message, UNIT, UNIT, 286, HISTOGRAM + 30);
    Plot.Ticks ticks = Plot.Ticks.of(0, 0.25, 0.5, 0.75, 1);
    plot.axes("Mean score of a bin", ticks, "Frequency of the finding", ticks);
    plot.straight(0, 0, 1, 1, "chance");
    for (int c = curves.size() - 1; c >= 0; c--) {
      curve(plot, curves.get(c), c);
    }
    List<String> names = new ArrayList<>();
    List<String> classes = new ArrayList<>();
    for (int c = 0; c < curves.size(); c++) {
      names.add(name(curves.get(c).scores()));
      classes.add("curve thin s" + c);
    }
    plot.legend(names, classes, true);
    histogram(plot, curves.get(0).bins());
    return plot;
  }

  static String name(String scores) {
    return switch (scores) {
      case "raw" -> "as delivered";
      case "platt" -> "Platt";
      case "isotonic" -> "isotonic";
      default -> scores;
    };
  }

  private static void curve(Plot plot, ReliabilityCurve curve, int c) {
    List<Plot.Point> points = new ArrayList<>();
    for (ReliabilityBin bin : curve.bins()) {
      var o = bin.observed();
      points.add(new Plot.Point(bin.meanPredicted(), o.value(), o.low(), o.high()));
    }
    plot.curve(points, "curve thin s" + c);
    List<Chart.Point> hovers = new ArrayList<>();
    for (int i = 0; i < points.size(); i++) {
      ReliabilityBin bin = curve.bins().get(i);
      String hover =
          String.format(
              Locale.ROOT,
              "%s: mean score %.4f, frequency %.4f (%.4f to %.4f), %s images",
              name(curve.scores()),
              bin.meanPredicted(),
              bin.observed().value(),
              bin.observed().low(),
              bin.observed().high(),
              NumberFormatter.count(bin.n()));
      plot.mark(points.get(i), c, "tone s" + c + "t", hover);
      Plot.Point p = points.get(i);
      hovers.add(
          new Chart.Point(p.x(), p.y(), null, new ForestModel.Range(p.low(), p.high()), hover));
    }
    plot.hover(name(curve.scores()), c, hovers);
  }

  private static void histogram(Plot plot, List<ReliabilityBin> bins) {
    long most = bins.stream().mapToLong(ReliabilityBin::n).max().orElse(1);
    double floor = plot.y().pixelFrom() + 66 + HISTOGRAM;
    double width = (plot.x().pixelTo() - plot.x().pixelFrom()) / 10;
    plot.svg().text(plot.x().pixelFrom() - 6, floor, "end", "tick", "images");
    plot.svg().line(plot.x().pixelFrom(), floor, plot.x().pixelTo(), floor, "axis");
    for (ReliabilityBin bin : bins) {
      int k = (int) Math.min(9, Math.floor(bin.meanPredicted() * 10));
      double height = Math.max(1, (HISTOGRAM - 4) * bin.n() / Math.max(1, most));
      plot.svg().group("", NumberFormatter.count(bin.n()) + " images as delivered");
      plot.svg()
          .rect(
              plot.x().pixelFrom() + k * width + 1, floor - height, width - 2, height, 0, "column");
      plot.svg().endGroup();
    }
  }
}
