package org.fedval.coordinator.report.export;

import java.util.List;
import org.fedval.coordinator.report.table.Csv;

/** The filled checklists as RFC 4180 text. */
final class ChecklistCsv {
  private ChecklistCsv() {}

  static String of(List<ChecklistItem> items) {
    StringBuilder out = new StringBuilder("guideline,item,topic,status,section,note\r\n");
    for (ChecklistItem item : items) {
      Csv.text(out, item.guideline()).append(',');
      Csv.text(out, item.number()).append(',');
      Csv.text(out, item.topic()).append(',');
      Csv.text(out, item.answer().words()).append(',');
      Csv.text(out, item.where().isEmpty() ? "" : "report.html#" + item.where()).append(',');
      Csv.text(out, item.note()).append("\r\n");
    }
    return out.toString();
  }
}
