package org.fedval.coordinator.report.figure;

import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.jspecify.annotations.Nullable;

/**
 * Draws, for each measure, the mean of the hospitals as a diamond and the range for the next
 * hospital as a long thin bar. No hospital has a mark of its own.
 */
final class HeterogeneityFigure {
  /** An estimate with its interval. */
  record Mean(double value, double low, double high) {}

  /**
   * A heading where {@code words} is empty.
   *
   * @param mean null where it is not estimable
   * @param next the prediction interval; null where there is none
   * @param words the mean as text, or why there is none
   * @param nextWords the prediction interval as text
   * @param spread variance between hospitals as text
   * @param withheld the reason, null where it is not withheld
   */
  record Line(
      String label,
      @Nullable Mean mean,
      ForestModel.@Nullable Range next,
      String words,
      String nextWords,
      String spread,
      @Nullable String withheld) {}

  private static final double WIDTH = 1168;
  private static final double LABELS = 248;
  private static final double AXIS_TO = 700;
  private static final double NEXT_AT = 884;
  private static final double SPREAD_AT = 1024;
  private static final double TOP = 34;
  private static final double ROW = 24;

  private HeterogeneityFigure() {}

  /** Where the numbers of {@link #draw} stand; y is the middle of a row. */
  static Chart chart(List<Line> lines, double from) {
    double bottom = TOP + lines.size() * ROW;
    Scale x = new Scale(from, 1, LABELS, AXIS_TO);
    List<Chart.Point> points = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      Line line = lines.get(i);
      Mean mean = line.mean();
      if (!line.words().isEmpty()) {
        points.add(
            new Chart.Point(
                mean == null ? Double.NaN : mean.value(),
                TOP + i * ROW + ROW / 2,
                mean == null ? null : new ForestModel.Range(mean.low(), mean.high()),
                null,
                line.label() + ": " + line.words() + "; next hospital " + line.nextWords()));
      }
    }
    return new Chart(
        WIDTH,
        bottom + 34,
        true,
        List.of(Chart.Frame.of(x, "Estimate", new Scale(bottom, TOP, bottom, TOP), "")),
        List.of(new Chart.Series(0, "average hospital", 0, points)));
  }

  static String draw(List<Line> lines, double from, String hatch, String message) {
    double bottom = TOP + lines.size() * ROW;
    Svg svg = new Svg(WIDTH, bottom + 34, "figure forest", message).hatch(hatch);
    Scale x = new Scale(from, 1, LABELS, AXIS_TO);
    svg.text(0, 18, "start", "head", "Measure");
    svg.text(AXIS_TO + 14, 18, "start", "head", "Average hospital");
    svg.text(NEXT_AT, 18, "start", "head", "Next hospital");
    svg.text(SPREAD_AT, 18, "start", "head", "Between hospitals");
    svg.line(LABELS, bottom + 4, AXIS_TO, bottom + 4, "axis");
    for (double tick : x.ticks(6)) {
      svg.line(x.at(tick), TOP, x.at(tick), bottom + 4, "grid");
      svg.line(x.at(tick), bottom + 4, x.at(tick), bottom + 8, "axis");
      svg.text(x.at(tick), bottom + 21, "middle", "tick", NumberFormatter.plain(tick));
    }
    for (int i = 0; i < lines.size(); i++) {
      line(svg, lines.get(i), TOP + i * ROW + ROW / 2, x, hatch);
    }
    return svg.finish();
  }

  private static void line(Svg svg, Line line, double y, Scale x, String hatch) {
    if (line.words().isEmpty()) {
      svg.line(0, y - ROW / 2 + 2, WIDTH, y - ROW / 2 + 2, "rule");
      svg.text(0, y + 5, "start", "group", line.label());
      return;
    }
    svg.group("", line.label() + ": " + line.words());
    svg.text(12, y + 4, "start", "", line.label());
    String withheld = line.withheld();
    if (withheld != null) {
      svg.hatched(LABELS, y - 8, WIDTH - LABELS, 16, hatch);
      svg.text(LABELS + 8, y + 4, "start", "on-hatch", line.words() + ": " + withheld);
      svg.endGroup();
      return;
    }
    ForestModel.Range next = line.next();
    if (next != null) {
      svg.line(x.at(next.low()), y, x.at(next.high()), y, "whisker thin");
      svg.line(x.at(next.low()), y - 4, x.at(next.low()), y + 4, "whisker thin");
      svg.line(x.at(next.high()), y - 4, x.at(next.high()), y + 4, "whisker thin");
    }
    Mean mean = line.mean();
    if (mean != null) {
      double left = x.at(mean.low());
      double right = x.at(mean.high());
      svg.path(Svg.diamond(left, right, x.at(mean.value()), y, 6), "diamond");
    }
    svg.text(AXIS_TO + 14, y + 4, "start", mean == null ? "weak" : "num strong", line.words());
    svg.text(NEXT_AT, y + 4, "start", "num", line.nextWords());
    svg.text(SPREAD_AT, y + 4, "start", "num", line.spread());
    svg.endGroup();
  }
}
