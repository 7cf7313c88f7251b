package org.fedval.coordinator.report.export;

import java.util.List;
import org.fedval.coordinator.report.table.Csv;

/** The filled checklists as RFC 4180 text; every line says whose number it bears. */
final class ChecklistCsv {
  private ChecklistCsv() {}

  static String of(List<Guideline> guidelines) {
    StringBuilder out =
        new StringBuilder("guideline,item,topic,status,section,note,source,numbering\r\n");
    for (Guideline guideline : guidelines) {
      for (ChecklistItem item : guideline.items()) {
        Csv.text(out, guideline.name()).append(',');
        Csv.text(out, item.number()).append(',');
        Csv.text(out, item.topic()).append(',');
        Csv.text(out, item.answer().words()).append(',');
        Csv.text(out, item.where().isEmpty() ? "" : "report.html#" + item.where()).append(',');
        Csv.text(out, item.note()).append(',');
        Csv.text(out, guideline.source()).append(',');
        Csv.text(out, guideline.numbering()).append("\r\n");
      }
    }
    return out.toString();
  }
}
