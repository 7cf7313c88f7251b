package org.fedval.coordinator.report.figure;

import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.report.text.Words;

/**
 * Draws the attrition flow from left to right as STARD does: found, scored, analysed by finding.
 */
public final class FlowFigure {
  /** One coded reason: how many, or what stands there instead. */
  public record Reason(String code, String words, String count, boolean withheld, String hover) {}

  /** How many images of a finding were analysed, and what left before. */
  public record Analysed(String finding, String count, String missing) {}

  private static final double WIDTH = 1168;
  private static final double BOX = 56;
  private static final double LINE = 20;
  private static final double SCORED_AT = 420;
  private static final double FINDINGS_AT = 776;
  private static final int LETTERS = 100;

  private FlowFigure() {}

  public static String draw(
      String found,
      String scored,
      String excluded,
      List<Reason> reasons,
      String noneWords,
      String note,
      List<Analysed> analysed,
      String hatch,
      String message) {
    List<String> none = wrap(noneWords);
    double excludedHeight = 42 + LINE * reasons.size() + 16 * none.size();
    double findings = analysed.size() * (BOX + 14) - 14;
    double height = Math.max(findings, BOX + 36 + excludedHeight) + 2;
    Svg svg = new Svg(WIDTH, height, "figure flow", message).hatch(hatch);
    box(svg, 0, "Files found", found, note);
    arrow(svg, 220, BOX / 2, SCORED_AT, BOX / 2);
    box(svg, SCORED_AT, "Images scored", scored, note);
    arrow(svg, 320, BOX / 2, 320, BOX + 36);
    excluded(svg, BOX + 36, excludedHeight, excluded, reasons, none, hatch);
    for (int i = 0; i < analysed.size(); i++) {
      finding(svg, analysed.get(i), i * (BOX + 14));
    }
    return svg.finish();
  }

  private static void box(Svg svg, double x, String words, String count, String note) {
    svg.rect(x + 1, 1, 218, BOX, 4, "box");
    if (note.isEmpty()) {
      svg.text(x + 16, 23, "start", "", words);
      svg.text(x + 16, 45, "start", "big", count);
      return;
    }
    svg.text(x + 16, 23, "start", "", words + ": " + count);
    svg.text(x + 16, 44, "start", "note", note);
  }

  private static void excluded(
      Svg svg,
      double y,
      double height,
      String total,
      List<Reason> reasons,
      List<String> none,
      String hatch) {
    svg.rect(1, y, 690, height, 4, "box aside");
    svg.text(16, y + 23, "start", "strong", "Excluded: " + total);
    double at = y + 44;
    for (Reason reason : reasons) {
      svg.group("", reason.hover());
      if (reason.withheld()) {
        svg.hatched(16, at - 12, 62, 16, hatch);
        svg.text(47, at, "middle", "on-hatch", reason.count());
      } else {
        svg.text(78, at, "end", "num", reason.count());
      }
      svg.text(92, at, "start", "code", reason.code());
      svg.text(248, at, "start", "", reason.words());
      svg.endGroup();
      at += LINE;
    }
    for (String line : none) {
      svg.text(16, at, "start", "note", line);
      at += 16;
    }
  }

  private static void finding(Svg svg, Analysed analysed, double y) {
    double middle = y + BOX / 2;
    double from = SCORED_AT + 220;
    double turn = FINDINGS_AT - 40;
    if (y == 0) {
      arrow(svg, from, middle, FINDINGS_AT, middle);
    } else {
      svg.line(turn, BOX / 2, turn, middle, "arrow");
      arrow(svg, turn, middle, FINDINGS_AT, middle);
    }
    svg.rect(FINDINGS_AT + 1, y + 1, WIDTH - FINDINGS_AT - 2, BOX, 4, "box");
    svg.text(
        FINDINGS_AT + 16,
        y + 23,
        "start",
        "",
        Words.shortened(analysed.finding(), 40) + ": analysed");
    svg.text(FINDINGS_AT + 16, y + 45, "start", "big", analysed.count());
    svg.text(WIDTH - 16, y + 45, "end", "note", analysed.missing());
  }

  private static void arrow(Svg svg, double x1, double y1, double x2, double y2) {
    svg.line(x1, y1, x2, y2, "arrow");
    String head =
        y1 == y2
            ? "M" + Svg.number(x2 - 8) + " " + Svg.number(y2 - 4) + "l8 4l-8 4Z"
            : "M" + Svg.number(x2 - 4) + " " + Svg.number(y2 - 8) + "l4 8l4 -8Z";
    svg.path(head, "arrow-head");
  }

  private static List<String> wrap(String words) {
    List<String> lines = new ArrayList<>();
    StringBuilder line = new StringBuilder();
    for (String word : words.isEmpty() ? new String[0] : words.split(" ")) {
      if (line.length() + word.length() > LETTERS) {
        lines.add(line.toString().strip());
        line.setLength(0);
      }
      line.append(word).append(' ');
    }
    if (!line.isEmpty()) {
      lines.add(line.toString().strip());
    }
    return lines;
  }
}
