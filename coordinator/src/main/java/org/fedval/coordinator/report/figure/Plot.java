package org.fedval.coordinator.report.figure;

import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.report.text.NumberFormatter;

/**
 * A small plot with two axes: frame, grid, curves, bands, marks with intervals, and labels that
 * keep clear of each other. What lies above or below the frame is cut off.
 */
final class Plot {
  static final double WIDTH = 352;
  private static final double LEFT = 54;
  private static final double TOP = 10;
  private static final double RIGHT = 12;
  private static final double LETTER = 6;

  /** A point of a curve; {@code low} and {@code high} are its band. */
  record Point(double x, double y, double low, double high) {
    static Point plain(double x, double y) {
      return new Point(x, y, y, y);
    }
  }

  /** Places to label on an axis. */
  record Ticks(List<Double> at, List<String> words) {
    /** Round values that span a range. */
    static Ticks between(double from, double to) {
      Scale scale = new Scale(from, to, 0, 1);
      return of(scale.ticks(6).stream().mapToDouble(Double::doubleValue).toArray());
    }

    static Ticks of(double... values) {
      List<Double> at = new ArrayList<>();
      List<String> words = new ArrayList<>();
      for (double value : values) {
        at.add(value);
        words.add(NumberFormatter.plain(value).replace("-", "\u2212"));
      }
      return new Ticks(at, words);
    }
  }

  private final Svg svg;
  private final Scale x;
  private final Scale y;
  private final List<double[]> taken = new ArrayList<>();
  private final List<Chart.Series> hover = new ArrayList<>();
  private final double fullHeight;
  private String xTitle = "";
  private String yTitle = "";

  /**
   * @param height of the frame without the axis titles
   * @param below room under the axis title
   */
  Plot(
      String cssClass,
      String message,
      double[] xRange,
      double[] yRange,
      double height,
      double below) {
    x = new Scale(xRange[0], xRange[1], LEFT, WIDTH - RIGHT);
    y = new Scale(yRange[0], yRange[1], TOP + height, TOP);
    fullHeight = TOP + height + 44 + below;
    svg = new Svg(WIDTH, fullHeight, "figure plot " + cssClass, message);
    svg.rect(LEFT, TOP, WIDTH - RIGHT - LEFT, height, 0, "frame");
  }

  Svg svg() {
    return svg;
  }

  Scale x() {
    return x;
  }

  Scale y() {
    return y;
  }

  Plot axes(String across, Ticks xTicks, String up, Ticks yTicks) {
    xTitle = across;
    yTitle = up;
    for (int i = 0; i < xTicks.at().size(); i++) {
      double at = x.at(xTicks.at().get(i));
      if (at < x.pixelFrom() - 0.5 || at > x.pixelTo() + 0.5) {
        continue;
      }
      boolean last = at > x.pixelTo() - 8;
      if (at > x.pixelFrom() && at < x.pixelTo()) {
        svg.line(at, y.pixelFrom(), at, y.pixelTo(), "grid");
      }
      String words = xTicks.words().get(i);
      svg.text(at, y.pixelFrom() + 16, last ? "end" : "middle", "tick", words);
    }
    for (int i = 0; i < yTicks.at().size(); i++) {
      double at = y.at(yTicks.at().get(i));
      if (at < y.pixelFrom() && at > y.pixelTo()) {
        svg.line(x.pixelFrom(), at, x.pixelTo(), at, "grid");
      }
      svg.text(x.pixelFrom() - 6, at + 4, "end", "tick", yTicks.words().get(i));
    }
    double middle = (x.pixelFrom() + x.pixelTo()) / 2;
    svg.text(middle, y.pixelFrom() + 36, "middle", "axis-title", xTitle);
    svg.turnedText(11, (y.pixelFrom() + y.pixelTo()) / 2, "axis-title", yTitle);
    return this;
  }

  /** A line through the points; parts outside the frame are cut off at its edge. */
  Plot curve(List<Point> points, String cssClass) {
    StringBuilder d = new StringBuilder();
    boolean down = false;
    double lastX = Double.NEGATIVE_INFINITY;
    double lastY = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < points.size(); i++) {
      Point p = points.get(i);
      boolean inside = inside(p.y());
      if (i > 0 && inside != inside(points.get(i - 1).y())) {
        Point edge = edge(points.get(i - 1), p);
        d.append(down ? 'L' : 'M').append(place(edge.x(), edge.y()));
        down = inside;
      }
      boolean last = i == points.size() - 1;
      double px = x.at(p.x());
      double py = y.at(p.y());
      boolean far = Math.abs(px - lastX) > 0.3 || Math.abs(py - lastY) > 0.3;
      if (inside && (far || last)) {
        d.append(down ? 'L' : 'M').append(place(p.x(), p.y()));
        down = true;
        lastX = px;
        lastY = py;
      }
      down &= inside;
    }
    svg.path(d.toString(), cssClass);
    return this;
  }

  /** The area between both limits of each point. */
  Plot band(List<Point> points, String cssClass) {
    StringBuilder d = new StringBuilder();
    for (Point p : points) {
      d.append(d.isEmpty() ? 'M' : 'L').append(place(p.x(), clamped(p.high())));
    }
    for (int i = points.size() - 1; i >= 0; i--) {
      d.append('L').append(place(points.get(i).x(), clamped(points.get(i).low())));
    }
    if (!d.isEmpty()) {
      svg.path(d.append('Z').toString(), cssClass);
    }
    return this;
  }

  Plot straight(double x1, double y1, double x2, double y2, String cssClass) {
    svg.line(x.at(x1), y.at(clamped(y1)), x.at(x2), y.at(clamped(y2)), cssClass);
    return this;
  }

  /** A mark with its vertical interval. */
  Plot mark(Point p, int shape, String cssClass, String hover) {
    svg.group(cssClass, hover);
    double px = x.at(p.x());
    svg.line(px, y.at(clamped(p.low())), px, y.at(clamped(p.high())), "bar");
    svg.mark(shape, px, y.at(clamped(p.y())), 3.6, "dot");
    svg.endGroup();
    return this;
  }

  /**
   * Names of the curves in one row under the axis title, with the dash of each; the figure needs 20
   * of room below.
   *
   * @param marked whether the curves carry marks
   */
  Plot legend(List<String> names, List<String> classes, boolean marked) {
    double at = x.pixelFrom();
    double down = y.pixelFrom() + 56;
    for (int i = 0; i < names.size(); i++) {
      svg.line(at, down - 4, at + 24, down - 4, classes.get(i));
      if (marked) {
        svg.group("tone s" + i + "t", names.get(i));
        svg.mark(i, at + 12, down - 4, 3.6, "dot");
        svg.endGroup();
      }
      svg.text(at + 29, down, "start", "label", names.get(i));
      at += 29 + names.get(i).length() * LETTER + 16;
    }
    return this;
  }

  /** Text near a place, moved down until it is clear of earlier text and inside the frame. */
  Plot label(double px, double py, String cssClass, String words) {
    double width = words.length() * LETTER;
    double at = Math.max(x.pixelFrom() + 5, Math.min(px, x.pixelTo() - 4 - width));
    double down = Math.max(py, y.pixelTo() + 13);
    down = free(at, down, width, 14);
    if (down > y.pixelFrom() - 6) {
      down = free(at, y.pixelFrom() - 8, width, -14);
    }
    taken.add(new double[] {at, down, width});
    svg.text(at, down, "start", cssClass, words);
    return this;
  }

  /** Numbers that a page shows at the pointer. */
  Plot hover(String name, int tone, List<Chart.Point> points) {
    hover.add(new Chart.Series(0, name, tone, points));
    return this;
  }

  /** Where the numbers given to {@link #hover} stand. */
  Chart chart() {
    return chart(Chart.Frame.of(x, xTitle, y, yTitle));
  }

  /** The same where the picture shows the logarithm of x to the base 10. */
  Chart chartOfLogarithm() {
    Chart.Frame drawn = Chart.Frame.of(x, xTitle, y, yTitle);
    return chart(
        new Chart.Frame(
            drawn.left(),
            drawn.top(),
            drawn.right(),
            drawn.bottom(),
            new Chart.Axis(xTitle, Math.pow(10, x.dataFrom()), Math.pow(10, x.dataTo()), true),
            drawn.y()));
  }

  private Chart chart(Chart.Frame frame) {
    return new Chart(WIDTH, fullHeight, false, List.of(frame), hover);
  }

  String finish() {
    return svg.finish();
  }

  private double free(double at, double from, double width, double step) {
    double down = from;
    for (boolean moved = true; moved; ) {
      moved = false;
      for (double[] box : taken) {
        if (Math.abs(box[1] - down) < 14 && at < box[0] + box[2] && box[0] < at + width) {
          down = box[1] + step;
          moved = true;
        }
      }
    }
    return down;
  }

  private boolean inside(double value) {
    return value >= y.dataFrom() - 1e-12 && value <= y.dataTo() + 1e-12;
  }

  private double clamped(double value) {
    return Math.max(y.dataFrom(), Math.min(y.dataTo(), value));
  }

  /** Where the line between two points meets the edge of the frame. */
  private Point edge(Point a, Point b) {
    double border = Math.min(a.y(), b.y()) < y.dataFrom() ? y.dataFrom() : y.dataTo();
    double share = (border - a.y()) / (b.y() - a.y());
    return Point.plain(a.x() + share * (b.x() - a.x()), border);
  }

  private String place(double px, double py) {
    return Svg.number(x.at(px)) + " " + Svg.number(y.at(py));
  }
}
