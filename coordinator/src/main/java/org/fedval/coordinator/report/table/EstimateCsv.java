package org.fedval.coordinator.report.table;

import java.util.List;
import java.util.Locale;
import org.fedval.evaluation.report.MetricRow;

/** The rows as RFC 4180 text. */
public final class EstimateCsv {
  private static final String HEADER =
      "finding,metric,subgroup,operating_point,parameter,value,ci_low,ci_high,ci_method,se,p_value,"
          + "p_adjusted,quantisation_bound,n_cases,n_patients,n_positive,n_negative,status,verdict,"
          + "reason\r\n";

  private EstimateCsv() {}

  public static String of(List<MetricRow> rows) {
    StringBuilder out = new StringBuilder(HEADER);
    for (MetricRow row : rows) {
      Csv.text(out, row.finding()).append(',');
      Csv.text(out, row.metric()).append(',');
      Csv.text(out, row.subgroup()).append(',');
      Csv.text(out, row.operatingPoint()).append(',');
      Csv.text(out, row.parameter()).append(',');
      Csv.number(out, row.value()).append(',');
      Csv.number(out, row.ciLow()).append(',');
      Csv.number(out, row.ciHigh()).append(',');
      Csv.text(out, row.ciMethod()).append(',');
      Csv.number(out, row.se()).append(',');
      Csv.number(out, row.pValue()).append(',');
      Csv.number(out, row.pAdjusted()).append(',');
      Csv.number(out, row.quantisationBound()).append(',');
      Csv.number(out, row.nCases()).append(',');
      Csv.number(out, row.nPatients()).append(',');
      Csv.number(out, row.nPositive()).append(',');
      Csv.number(out, row.nNegative()).append(',');
      Csv.text(out, row.status().name().toLowerCase(Locale.ROOT)).append(',');
      String verdict = row.verdict() == null ? null : row.verdict().name();
      Csv.text(out, verdict == null ? null : verdict.toLowerCase(Locale.ROOT)).append(',');
      Csv.text(out, row.reason()).append("\r\n");
    }
    return out.toString();
  }
}
