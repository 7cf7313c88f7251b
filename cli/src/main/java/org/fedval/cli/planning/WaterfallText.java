package org.fedval.cli.planning;

/** The waterfall as bars of characters: {@code #} is there, {@code .} is lost, {@code |} needed. */
final class WaterfallText {
  private static final int WIDTH = 50;

  private WaterfallText() {}

  static String of(WaterfallRows fall) {
    StringBuilder out = new StringBuilder("How the images thin out: " + fall.finding() + "\n");
    for (WaterfallRows.Panel panel : fall.panels()) {
      TextTable table = new TextTable();
      table.row(panel.title(), "number", panel.second(), legend(panel));
      for (WaterfallRows.Row row : panel.rows()) {
        table.row(row.label(), Shown.count(row.count()), row.extra(), bar(row, panel.scale()));
      }
      out.append(table.text());
    }
    return out.toString();
  }

  private static String legend(WaterfallRows.Panel panel) {
    String full = panel.legend();
    return panel.rows().stream().anyMatch(row -> row.needed() > 0) ? full + "; | needed" : full;
  }

  private static String bar(WaterfallRows.Row row, long scale) {
    StringBuilder bar = new StringBuilder();
    if (row.count().isGiven()) {
      bar.append("#".repeat(cells(row.count().images(), scale)));
      int before = cells(row.count().images() + row.lost(), scale);
      bar.append(".".repeat(before - bar.length()));
    } else {
      bar.append(row.missing());
      return bar.toString();
    }
    if (row.needed() > 0) {
      int at = Math.max(1, cells(row.needed(), scale)) - 1;
      bar.append(" ".repeat(Math.max(0, at + 1 - bar.length())));
      bar.setCharAt(at, '|');
    }
    return bar.toString();
  }

  private static int cells(long images, long scale) {
    return images == 0 ? 0 : (int) Math.round((double) images / scale * WIDTH);
  }
}
