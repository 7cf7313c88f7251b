package org.fedval.coordinator.report.table;

import java.util.List;
import java.util.Locale;
import org.fedval.evaluation.report.PooledResults.ExclusionRow;

/** The boxes of the attrition flow as RFC 4180 text. */
public final class ExclusionCsv {
  private ExclusionCsv() {}

  public static String of(List<ExclusionRow> rows) {
    StringBuilder out = new StringBuilder("reason,finding,words,n_images,n_patients,status\r\n");
    for (ExclusionRow row : rows) {
      Csv.text(out, row.reason()).append(',');
      Csv.text(out, row.finding()).append(',');
      Csv.text(out, row.words()).append(',');
      Csv.number(out, row.nImages()).append(',');
      Csv.number(out, row.nPatients()).append(',');
      Csv.text(out, row.status().name().toLowerCase(Locale.ROOT)).append("\r\n");
    }
    return out.toString();
  }
}
