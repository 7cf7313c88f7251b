package org.fedval.cli.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.jspecify.annotations.Nullable;

/** The main pooled overall estimates as a table for a terminal; the report has all. */
final class PooledTable {
  private static final Set<String> HEADLINES =
      Set.of("auroc", "sensitivity", "specificity", "ppv", "npv", "prevalence");

  private PooledTable() {}

  static String of(ValidationReport report) {
    List<String[]> rows = new ArrayList<>();
    rows.add(new String[] {"finding", "metric", "at", "estimate (95 % CI)", "images"});
    for (MetricRow row : report.results().estimates()) {
      if (row.subgroup().equals("all")
          && row.parameter() == null
          && HEADLINES.contains(row.metric())) {
        rows.add(
            new String[] {
              row.finding(),
              row.metric(),
              row.operatingPoint() == null ? "" : row.operatingPoint(),
              estimate(row),
              row.nCases() == null ? "" : String.valueOf(row.nCases())
            });
      }
    }
    String privacy =
        report.privacy() == null
            ? ""
            : String.format(
                Locale.ROOT,
                "  every number carries noise: differential privacy, epsilon %.2f at delta %s%n",
                report.privacy().epsilon(),
                report.privacy().delta());
    return layOut(rows) + privacy;
  }

  private static String estimate(MetricRow row) {
    if (row.status() != Status.OK) {
      return row.status().name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }
    String value = number(row.value());
    return row.ciLow() == null
        ? value
        : "%s (%s to %s)".formatted(value, number(row.ciLow()), number(row.ciHigh()));
  }

  private static String number(@Nullable Double value) {
    return value == null ? "" : String.format(Locale.ROOT, "%.3f", value);
  }

  private static String layOut(List<String[]> rows) {
    int[] width = new int[rows.get(0).length];
    for (String[] row : rows) {
      for (int c = 0; c < row.length; c++) {
        width[c] = Math.max(width[c], row[c].length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (String[] row : rows) {
      StringBuilder line = new StringBuilder(" ");
      for (int c = 0; c < row.length; c++) {
        line.append(' ').append(String.format("%-" + width[c] + "s", row[c])).append(' ');
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
