package org.fedval.cli.planning;

import java.util.List;
import java.util.Locale;

/**
 * Draws the waterfalls in black, grey and white: full bars are images that are there, hatched ones
 * were lost, a dashed line is what a claim needs. Every bar has its numbers beside it.
 */
final class WaterfallSvg {
  private static final double WIDTH = 900;
  private static final double LINE = 22;
  private static final double NUMBER_AT = 330;
  private static final double EXTRA_AT = 410;
  private static final double BAR_AT = 430;
  private static final double BAR_WIDTH = 450;
  private static final int LETTERS = 34;
  private static final String STYLE =
      "text{font:13px sans-serif;fill:#000}.h{font-weight:bold}.n{text-anchor:end}"
          + ".bar{fill:#999}.lost{fill:url(#lost);stroke:#444}.need{stroke:#000;stroke-width:2;"
          + "stroke-dasharray:4 2}.none{fill:none;stroke:#444;stroke-dasharray:2 2}";

  private final StringBuilder out = new StringBuilder(4096);
  private double y = LINE;

  private WaterfallSvg() {}

  static String of(String title, List<WaterfallRows> falls) {
    WaterfallSvg body = new WaterfallSvg();
    body.text(0, "h", title);
    body.text(0, "", "Grey: images that remain. Hatched: lost. Dashed line: needed by a claim.");
    falls.forEach(body::fall);
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" role=\"img\" viewBox=\"0 0 "
        + number(WIDTH)
        + " "
        + number(body.y)
        + "\" width=\""
        + number(WIDTH)
        + "\" height=\""
        + number(body.y)
        + "\"><title>"
        + escape(title)
        + "</title><style>"
        + STYLE
        + "</style><defs><pattern id=\"lost\" width=\"5\" height=\"5\""
        + " patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\"><rect width=\"5\""
        + " height=\"5\" fill=\"#fff\"/><line y2=\"5\" stroke=\"#444\" stroke-width=\"2\"/>"
        + "</pattern></defs><rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>"
        + body.out
        + "</svg>";
  }

  private void fall(WaterfallRows fall) {
    for (WaterfallRows.Panel panel : fall.panels()) {
      y += LINE / 2;
      at(0, "h", shortened(fall.finding() + ": " + panel.title()));
      at(NUMBER_AT, "h n", "number");
      at(EXTRA_AT, "h n", panel.second());
      text(BAR_AT, "", panel.legend());
      panel.rows().forEach(row -> row(row, panel.scale()));
    }
  }

  private void row(WaterfallRows.Row row, long scale) {
    at(0, "", shortened(row.label()));
    at(EXTRA_AT, "n", row.extra());
    if (row.count().isGiven()) {
      at(NUMBER_AT, "n", Shown.count(row.count()));
      double there = row.count().images() * BAR_WIDTH / Math.max(1, scale);
      rect("bar", BAR_AT, there);
      if (row.lost() > 0) {
        rect("lost", BAR_AT + there, row.lost() * BAR_WIDTH / scale);
      }
    } else {
      at(NUMBER_AT, "n", Shown.NONE);
      rect("none", BAR_AT, BAR_WIDTH);
      at(BAR_AT + 8, "", row.missing());
    }
    if (row.needed() > 0) {
      double x = BAR_AT + row.needed() * BAR_WIDTH / scale;
      out.append("<line class=\"need\" x1=\"").append(number(x)).append("\" x2=\"");
      out.append(number(x)).append("\" y1=\"").append(number(y - 17)).append("\" y2=\"");
      out.append(number(y + 5)).append("\"/>");
    }
    y += LINE;
  }

  private void rect(String cssClass, double x, double width) {
    out.append("<rect class=\"").append(cssClass).append("\" x=\"").append(number(x));
    out.append("\" y=\"").append(number(y - 13)).append("\" width=\"").append(number(width));
    out.append("\" height=\"14\"/>");
  }

  private void text(double x, String cssClass, String words) {
    at(x, cssClass, words);
    y += LINE;
  }

  private void at(double x, String cssClass, String words) {
    out.append("<text class=\"").append(cssClass).append("\" x=\"").append(number(x + 8));
    out.append("\" y=\"").append(number(y)).append("\">").append(escape(words)).append("</text>");
  }

  private static String shortened(String words) {
    return words.length() > LETTERS ? words.substring(0, LETTERS - 3) + "..." : words;
  }

  private static String number(double x) {
    return String.format(Locale.ROOT, "%.1f", x);
  }

  static String escape(String words) {
    return words
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&#34;")
        .replace("'", "&#39;");
  }
}
