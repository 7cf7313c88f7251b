package org.fedval.coordinator.report;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import org.fedval.evaluation.report.MetricRow;
import org.jspecify.annotations.Nullable;

/** The rows as RFC 4180 text inside a link, so that the page stays one file. */
final class EstimateCsv {
  private static final String HEADER =
      "finding,metric,subgroup,operating_point,parameter,value,ci_low,ci_high,ci_method,"
          + "n_cases,n_patients,n_positive,n_negative,status,verdict,reason\r\n";

  private EstimateCsv() {}

  static String dataUri(List<MetricRow> rows) {
    byte[] csv = of(rows).getBytes(StandardCharsets.UTF_8);
    return "data:text/csv;charset=utf-8;base64," + Base64.getEncoder().encodeToString(csv);
  }

  static String of(List<MetricRow> rows) {
    StringBuilder out = new StringBuilder(HEADER);
    for (MetricRow row : rows) {
      text(out, row.finding()).append(',');
      text(out, row.metric()).append(',');
      text(out, row.subgroup()).append(',');
      text(out, row.operatingPoint()).append(',');
      text(out, row.parameter()).append(',');
      number(out, row.value()).append(',');
      number(out, row.ciLow()).append(',');
      number(out, row.ciHigh()).append(',');
      text(out, row.ciMethod()).append(',');
      number(out, row.nCases()).append(',');
      number(out, row.nPatients()).append(',');
      number(out, row.nPositive()).append(',');
      number(out, row.nNegative()).append(',');
      text(out, row.status().name().toLowerCase(Locale.ROOT)).append(',');
      String verdict = row.verdict() == null ? null : row.verdict().name();
      text(out, verdict == null ? null : verdict.toLowerCase(Locale.ROOT)).append(',');
      text(out, row.reason()).append("\r\n");
    }
    return out.toString();
  }

  private static StringBuilder number(StringBuilder out, @Nullable Number number) {
    return number == null ? out : out.append(number);
  }

  /** A leading sign that a spreadsheet would take for a formula gets an apostrophe before it. */
  private static StringBuilder text(StringBuilder out, @Nullable String words) {
    if (words == null || words.isEmpty()) {
      return out;
    }
    String safe = "=+-@\t\r".indexOf(words.charAt(0)) >= 0 ? "'" + words : words;
    boolean quoted = safe.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
    return quoted
        ? out.append('"').append(safe.replace("\"", "\"\"")).append('"')
        : out.append(safe);
  }
}
