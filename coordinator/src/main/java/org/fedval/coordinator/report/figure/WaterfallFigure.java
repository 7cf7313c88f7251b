package org.fedval.coordinator.report.figure;

import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.report.figure.ClaimWaterfall.Kind;
import org.fedval.coordinator.report.figure.ClaimWaterfall.Panel;
import org.fedval.coordinator.report.figure.ClaimWaterfall.Row;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.coordinator.report.text.Words;

/**
 * Draws a waterfall from top to bottom, a bar a row with its numbers beside it: pale what is there,
 * outlined what was left out, solid what it is worth, hatched what is withheld, and a line at what
 * is needed.
 */
final class WaterfallFigure {
  private static final double WIDTH = 600;
  private static final double COUNT_AT = 234;
  private static final double KEPT_AT = 288;
  private static final double SECOND_AT = 352;
  private static final double BARS_AT = 364;
  private static final double BARS = 228;
  private static final double HEAD = 32;
  private static final double ROW = 20;
  private static final double GAP = 14;
  private static final double THICK = 12;
  private static final double REASON = 62;
  private static final int LETTERS = 29;
  private static final int ALONE = 46;

  private final ClaimWaterfall fall;
  private final String hatch;
  private final Svg svg;

  private WaterfallFigure(ClaimWaterfall fall, String hatch) {
    this.fall = fall;
    this.hatch = hatch;
    svg = new Svg(WIDTH, height(fall), "figure waterfall", fall.message() + ".").hatch(hatch);
  }

  /**
   * @param hatchId unique in the page
   */
  static String draw(ClaimWaterfall fall, String hatchId) {
    return new WaterfallFigure(fall, hatchId).draw();
  }

  /** Where the numbers of {@link #draw} stand; y is the middle of a row. */
  static Chart chart(ClaimWaterfall fall) {
    List<Chart.Frame> frames = new ArrayList<>();
    List<Chart.Series> series = new ArrayList<>();
    double y = 0;
    for (Panel panel : fall.panels()) {
      double top = y + HEAD;
      double bottom = top + ROW * panel.rows().size();
      frames.add(
          Chart.Frame.of(scale(panel), panel.title(), new Scale(bottom, top, bottom, top), ""));
      List<Chart.Point> points = new ArrayList<>();
      for (Row row : panel.rows()) {
        Double at = row.kind() == Kind.GROUP ? row.second().images() : row.count().images();
        double x = at == null ? Double.NaN : at;
        double middle = top + ROW * points.size() + ROW / 2;
        points.add(new Chart.Point(x, middle, null, null, row.words()));
      }
      series.add(new Chart.Series(frames.size() - 1, panel.title(), 0, points));
      y = bottom + GAP;
    }
    return new Chart(WIDTH, height(fall), true, frames, series);
  }

  private static double height(ClaimWaterfall fall) {
    double height = -GAP;
    for (Panel panel : fall.panels()) {
      height += HEAD + ROW * panel.rows().size() + GAP;
    }
    return height + 2;
  }

  private static Scale scale(Panel panel) {
    return new Scale(0, panel.scale(), BARS_AT, BARS_AT + BARS);
  }

  private String draw() {
    double y = 0;
    for (Panel panel : fall.panels()) {
      head(panel, y);
      y += HEAD;
      Scale x = scale(panel);
      for (Row row : panel.rows()) {
        row(row, x, y);
        y += ROW;
      }
      y += GAP;
    }
    return svg.finish();
  }

  private void head(Panel panel, double y) {
    svg.text(0, y + 16, "start", "head", panel.title());
    svg.text(COUNT_AT, y + 16, "end", "note", panel.second().equals("worth") ? "there" : "left");
    svg.text(KEPT_AT, y + 16, "end", "note", "kept");
    svg.text(SECOND_AT, y + 16, "end", "note", panel.second());
    if (panel.needed() > 0) {
      svg.line(BARS_AT + 1, y + 5, BARS_AT + 1, y + 18, "goal");
      svg.text(
          BARS_AT + 8, y + 16, "start", "note", NumberFormatter.count(panel.needed()) + " needed");
    }
    svg.line(0, y + 24, WIDTH, y + 24, "rule");
  }

  private void row(Row row, Scale x, double y) {
    double base = y + ROW / 2 + 4;
    boolean weak = row.kind() == Kind.GROUP && !WaterfallPanels.isEnough(row);
    svg.group(weak ? "short" : "tone s0t", row.words());
    String face = row.kind() == Kind.STEP ? "code" : row.kind() == Kind.STATE ? "strong" : "";
    int letters = row.count().isWithheld() && !row.second().isWithheld() ? ALONE : LETTERS;
    double inset = row.kind() == Kind.STEP ? 10 : 0;
    svg.text(inset, base, "start", face + " label", Words.shortened(row.name(), letters));
    svg.text(KEPT_AT, base, "end", "note", row.factor());
    if (row.second().isWithheld()) {
      reason(SECOND_AT - REASON, REASON, base, row.second());
    } else {
      svg.text(SECOND_AT, base, "end", "label", row.second().words());
    }
    boolean withheld = row.count().isWithheld();
    if (!withheld) {
      bars(row, x, base - 10);
    }
    if (row.needed() > 0) {
      double needed = x.at(row.needed());
      svg.line(needed, y, needed, y + ROW, "goal-ground");
      svg.line(needed, y, needed, y + ROW, "goal");
    }
    if (withheld) {
      reason(BARS_AT, BARS, base, row.count());
    } else {
      svg.text(COUNT_AT, base, "end", "label", row.count().words());
    }
    svg.endGroup();
  }

  private void bars(Row row, Scale x, double top) {
    double from = x.pixelFrom();
    double end = x.at(images(row.count()));
    svg.rect(from, top, end - from, THICK, 0, row.kind() == Kind.WORTH ? "worth" : "there");
    double second = images(row.second());
    if (row.kind() == Kind.GROUP) {
      svg.rect(from, top, x.at(second) - from, THICK, 0, "worth");
    } else if (second > 0) {
      svg.rect(end, top, Math.min(x.at(second) - from, x.pixelTo() - end), THICK, 0, "left-out");
    }
  }

  private void reason(double x, double width, double base, ShownCount count) {
    svg.hatched(x, base - 12, width, 16, hatch);
    svg.text(x + width / 2, base, "middle", "on-hatch label", count.words());
  }

  private static double images(ShownCount count) {
    Double images = count.images();
    return images == null ? 0 : Math.max(0, images);
  }
}
