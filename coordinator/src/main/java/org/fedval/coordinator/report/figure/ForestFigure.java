package org.fedval.coordinator.report.figure;

import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.coordinator.report.text.Words;
import org.jspecify.annotations.Nullable;

/**
 * Draws a subgroup forest plot: names and counts at the left, then for each metric the interval,
 * the goal as a vertical line and the numbers as text. Grey rows are not powered, hatched ones
 * withheld.
 */
public final class ForestFigure {
  private static final double WIDTH = 1168;
  private static final double CASES_AT = 194;
  private static final double POSITIVE_AT = 262;
  private static final double PANELS_AT = 282;
  private static final double NUMBERS = 148;
  private static final double GAP = 10;
  private static final double TOP = 52;
  private static final double ROW = 22;
  private static final double NOTE = 13;
  private static final int LABEL_LETTERS = 20;
  private static final int REASON_LETTERS = 130;

  private final ForestModel model;
  private final String hatch;
  private final double panelWidth;
  private final Svg svg;

  private ForestFigure(ForestModel model, String hatch) {
    this.model = model;
    this.hatch = hatch;
    panelWidth = (WIDTH - PANELS_AT) / model.panels().size();
    double height = TOP + model.lines().stream().mapToDouble(ForestFigure::height).sum() + 34;
    svg = new Svg(WIDTH, height, "figure forest", model.message()).hatch(hatch);
  }

  /**
   * @param hatchId unique in the page
   */
  public static String draw(ForestModel model, String hatchId) {
    return new ForestFigure(model, hatchId).draw();
  }

  /** Where the numbers of {@link #draw} stand; y is the middle of a row. */
  static Chart chart(ForestModel model) {
    return new ForestFigure(model, "none").chart();
  }

  private Chart chart() {
    double bottom = TOP + model.lines().stream().mapToDouble(ForestFigure::height).sum();
    List<Chart.Frame> frames = new ArrayList<>();
    List<Chart.Series> series = new ArrayList<>();
    for (int p = 0; p < model.panels().size(); p++) {
      Scale rows = new Scale(bottom, TOP, bottom, TOP);
      frames.add(Chart.Frame.of(scale(p), model.panels().get(p).title(), rows, ""));
      series.add(new Chart.Series(p, model.panels().get(p).title(), 0, points(p)));
    }
    return new Chart(WIDTH, bottom + 34, true, frames, series);
  }

  private List<Chart.Point> points(int panel) {
    List<Chart.Point> points = new ArrayList<>();
    double y = TOP;
    for (ForestModel.Line line : model.lines()) {
      if (!line.heading()) {
        ForestModel.Cell cell = line.cells().get(panel);
        points.add(
            cell instanceof ForestModel.Estimate e
                ? new Chart.Point(
                    e.value(),
                    y + ROW / 2,
                    new ForestModel.Range(e.low(), e.high()),
                    null,
                    e.hover())
                : new Chart.Point(
                    Double.NaN, y + ROW / 2, null, null, line.label() + ": " + cell.hover()));
      }
      y += height(line);
    }
    return points;
  }

  private String draw() {
    svg.text(0, 36, "start", "head", "Subgroup");
    svg.text(CASES_AT, 36, "end", "head", "Images");
    svg.text(POSITIVE_AT, 36, "end", "head", "Positive");
    double bottom = TOP + model.lines().stream().mapToDouble(ForestFigure::height).sum();
    for (int p = 0; p < model.panels().size(); p++) {
      frame(p, bottom);
    }
    double y = TOP;
    for (ForestModel.Line line : model.lines()) {
      row(line, y);
      y += height(line);
    }
    return svg.finish();
  }

  private void frame(int p, double bottom) {
    ForestModel.Panel panel = model.panels().get(p);
    Scale x = scale(p);
    svg.text(x.pixelFrom(), 20, "start", "head", panel.title());
    if (panel.goal() != null) {
      svg.line(x.pixelFrom() + 1, 26, x.pixelFrom() + 1, 38, "goal");
    }
    svg.text(
        x.pixelFrom() + (panel.goal() == null ? 0 : 8), 36, "start", "note", panel.goalWords());
    svg.line(x.pixelFrom(), bottom + 4, x.pixelTo(), bottom + 4, "axis");
    for (double tick : x.ticks(4)) {
      svg.line(x.at(tick), bottom + 4, x.at(tick), bottom + 8, "axis");
      svg.text(x.at(tick), bottom + 21, "middle", "tick", NumberFormatter.plain(tick));
    }
    Double overall = panel.overall();
    if (overall != null) {
      svg.line(x.at(overall), TOP - 4, x.at(overall), bottom + 4, "overall-line");
    }
    Double goal = panel.goal();
    if (goal != null) {
      svg.line(x.at(goal), TOP - 8, x.at(goal), bottom + 4, "goal");
    }
  }

  private void row(ForestModel.Line line, double y) {
    double middle = y + ROW / 2;
    double baseline = middle + 4;
    if (line.heading()) {
      svg.line(0, y + 3, WIDTH, y + 3, "rule");
      svg.text(0, baseline + 3, "start", "group", line.label());
      return;
    }
    svg.group("", line.label());
    String label = Words.shortened(line.label(), LABEL_LETTERS);
    svg.text(line.overall() ? 0 : 12, baseline, "start", line.overall() ? "strong" : "", label);
    svg.endGroup();
    if (line.withheld() != null) {
      withheldRow(line.withheld(), line.cells(), y);
      return;
    }
    svg.text(CASES_AT, baseline, "end", "num", line.cases());
    svg.text(POSITIVE_AT, baseline, "end", "num", line.positive());
    for (int p = 0; p < line.cells().size(); p++) {
      cell(line.cells().get(p), scale(p), middle, line.overall());
    }
  }

  private void withheldRow(String reason, List<ForestModel.Cell> cells, double y) {
    String label = cells.get(0) instanceof ForestModel.Withheld cell ? cell.words() : "withheld";
    double start = CASES_AT - 44;
    svg.group("", label + ": " + reason);
    svg.hatched(start, y + 3, WIDTH - start, ROW - 6, hatch);
    svg.text(start + 8, y + ROW / 2 + 4, "start", "on-hatch strong", label);
    String shown = Words.shortened(reason, REASON_LETTERS);
    svg.text(PANELS_AT, y + ROW / 2 + 4, "start", "on-hatch", shown);
    svg.endGroup();
  }

  private void cell(ForestModel.Cell cell, Scale x, double middle, boolean overall) {
    double textAt = x.pixelTo() + 10;
    svg.group("", cell.hover());
    if (cell instanceof ForestModel.Estimate estimate) {
      String tone = estimate.certifiable() ? "" : " weak";
      if (overall) {
        double centre = x.at(estimate.value());
        if (estimate.clustered() != null) {
          whiskers(estimate, x, middle, tone);
        }
        svg.path(
            Svg.diamond(x.at(estimate.low()), x.at(estimate.high()), centre, middle, 6),
            "diamond" + tone);
      } else {
        whiskers(estimate, x, middle, tone);
        svg.mark(
            estimate.certifiable() ? 1 : 0, x.at(estimate.value()), middle, 3.6, "point" + tone);
      }
      svg.text(
          textAt, middle + 4, "start", (overall ? "num strong" : "num") + tone, estimate.words());
      if (!estimate.note().isEmpty()) {
        svg.text(textAt, middle + 4 + NOTE, "start", "note weak", estimate.note());
      }
    } else if (cell instanceof ForestModel.Withheld withheld) {
      svg.hatched(x.pixelFrom(), middle - 7, x.pixelTo() - x.pixelFrom(), 14, hatch);
      svg.text(textAt, middle + 4, "start", "", withheld.words());
    } else if (cell instanceof ForestModel.Missing missing) {
      svg.text(textAt, middle + 4, "start", "weak", missing.words());
    }
    svg.endGroup();
  }

  /**
   * The interval of images; where patients make another, thick inside that one drawn thin; dashed
   * with tall ends that of all levels at once.
   */
  private void whiskers(ForestModel.Estimate estimate, Scale x, double middle, String tone) {
    ForestModel.Range clustered = estimate.clustered();
    ForestModel.Range adjusted = estimate.adjusted();
    if (adjusted != null) {
      double low = x.at(adjusted.low());
      double high = x.at(adjusted.high());
      svg.line(low, middle, high, middle, "whisker adjusted" + tone);
      svg.line(low, middle - 5, low, middle + 5, "whisker thin" + tone);
      svg.line(high, middle - 5, high, middle + 5, "whisker thin" + tone);
    }
    double left = x.at(clustered == null ? estimate.low() : clustered.low());
    double right = x.at(clustered == null ? estimate.high() : clustered.high());
    String outer = clustered == null ? "whisker" : "whisker thin";
    svg.line(left, middle, right, middle, outer + tone);
    svg.line(left, middle - 3, left, middle + 3, outer + tone);
    svg.line(right, middle - 3, right, middle + 3, outer + tone);
    if (clustered != null) {
      svg.line(x.at(estimate.low()), middle, x.at(estimate.high()), middle, "whisker thick" + tone);
    }
  }

  private Scale scale(int panel) {
    double left = PANELS_AT + panel * panelWidth;
    double from = model.panels().get(panel).from();
    return new Scale(from, 1, left, left + panelWidth - NUMBERS - 2 * GAP);
  }

  private static double height(ForestModel.Line line) {
    if (line.heading()) {
      return ROW + 6;
    }
    boolean noted = line.cells().stream().anyMatch(cell -> !note(cell).isEmpty());
    return noted ? ROW + NOTE : ROW;
  }

  private static String note(ForestModel.@Nullable Cell cell) {
    return cell instanceof ForestModel.Estimate estimate ? estimate.note() : "";
  }
}
