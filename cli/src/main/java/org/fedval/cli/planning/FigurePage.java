package org.fedval.cli.planning;

import java.util.List;
import org.fedval.evaluation.power.planning.Waterfall;

/** The waterfalls as one picture, or as one page with the picture and its numbers as tables. */
final class FigurePage {
  private static final String PAGE_STYLE =
      "body{font:15px sans-serif;margin:2em;max-width:60em}"
          + "table{border-collapse:collapse;margin:1em 0}"
          + "th,td{border-bottom:1px solid #999;padding:.2em .8em;text-align:right}"
          + "th:first-child,td:first-child{text-align:left}";

  private final String title;
  private final List<WaterfallRows> falls;

  FigurePage(String title, List<Waterfall> falls) {
    this.title = title;
    this.falls = falls.stream().map(WaterfallRows::of).toList();
  }

  /** A file of its own. */
  String svg() {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + WaterfallSvg.of(title, falls) + "\n";
  }

  /** A page without script and without anything from elsewhere. */
  String html() {
    StringBuilder page = new StringBuilder("<!DOCTYPE html>\n<html lang=\"en\"><head>");
    page.append("<meta charset=\"utf-8\"><title>").append(WaterfallSvg.escape(title));
    page.append("</title><style>").append(PAGE_STYLE).append("</style></head><body>\n<h1>");
    page.append(WaterfallSvg.escape(title)).append("</h1>\n");
    page.append(WaterfallSvg.of(title, falls)).append('\n');
    for (WaterfallRows fall : falls) {
      for (WaterfallRows.Panel panel : fall.panels()) {
        table(page, fall.finding(), panel);
      }
    }
    return page.append("</body></html>\n").toString();
  }

  private static void table(StringBuilder page, String finding, WaterfallRows.Panel panel) {
    page.append("<table><tr><th>").append(WaterfallSvg.escape(finding + ", " + panel.title()));
    page.append("</th><th>number</th><th>").append(panel.second()).append("</th></tr>\n");
    for (WaterfallRows.Row row : panel.rows()) {
      String number = row.missing().isEmpty() ? Shown.count(row.count()) : row.missing();
      page.append("<tr><td>").append(WaterfallSvg.escape(row.label()));
      page.append("</td><td>").append(number);
      page.append("</td><td>").append(row.extra()).append("</td></tr>\n");
    }
    page.append("</table>\n");
  }
}
