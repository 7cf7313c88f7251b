package org.fedval.coordinator.report.figure;

import java.util.List;
import java.util.Locale;
import org.fedval.coordinator.report.figure.ClaimWaterfall.Kind;
import org.fedval.coordinator.report.figure.ClaimWaterfall.Panel;
import org.fedval.coordinator.report.figure.ClaimWaterfall.Row;
import org.fedval.coordinator.report.table.Cell;
import org.fedval.coordinator.report.table.Csv;
import org.fedval.coordinator.report.table.Table;
import org.fedval.coordinator.report.table.TableBuilder;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.jspecify.annotations.Nullable;

/** The numbers of a waterfall as a table and as RFC 4180 text. */
final class WaterfallTable {
  private WaterfallTable() {}

  static Table of(String id, ClaimWaterfall fall) {
    TableBuilder table =
        new TableBuilder(id, fall.message())
            .words("Step or group")
            .numbers("Images", "Kept", "Left out", "Worth", "Needed");
    StringBuilder csv =
        new StringBuilder(
            "panel,step_or_group,images,at_least,kept,left_out,worth,needed,status\r\n");
    for (Panel panel : fall.panels()) {
      table.group(panel.title());
      for (Row row : panel.rows()) {
        table.row(cells(row));
        line(csv, panel, row);
      }
    }
    return table.build(csv.toString());
  }

  private static List<Cell> cells(Row row) {
    boolean worth = row.kind() == Kind.WORTH;
    return List.of(
        Cell.of(row.name()),
        worth ? Cell.number("") : row.count().cell(),
        Cell.number(row.factor()),
        row.kind() == Kind.GROUP ? Cell.number("") : row.second().cell(),
        worth ? row.count().cell() : row.kind() == Kind.GROUP ? row.second().cell() : Cell.of(""),
        Cell.number(row.needed() == 0 ? "" : NumberFormatter.count(row.needed())));
  }

  private static void line(StringBuilder csv, Panel panel, Row row) {
    boolean worth = row.kind() == Kind.WORTH;
    boolean group = row.kind() == Kind.GROUP;
    Csv.text(csv, panel.title().toLowerCase(Locale.ROOT)).append(',');
    Csv.text(csv, row.name()).append(',');
    number(csv, worth ? null : row.count().images());
    csv.append(row.count().atLeast()).append(',');
    number(csv, Double.isNaN(row.kept()) ? null : Double.valueOf(row.kept()));
    number(csv, group ? null : row.second().images());
    number(csv, worth ? row.count().images() : group ? row.second().images() : null);
    csv.append(row.needed() == 0 ? "" : row.needed()).append(',');
    boolean withheld = row.count().isWithheld() || row.second().isWithheld();
    csv.append(withheld ? "withheld" : "ok").append("\r\n");
  }

  private static void number(StringBuilder csv, @Nullable Double images) {
    if (images != null) {
      boolean whole = images == Math.rint(images);
      csv.append(whole ? Long.toString(images.longValue()) : Double.toString(images));
    }
    csv.append(',');
  }
}
