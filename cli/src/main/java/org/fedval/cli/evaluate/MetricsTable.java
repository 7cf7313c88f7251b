package org.fedval.cli.evaluate;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults;
import org.jspecify.annotations.Nullable;

/** The rows of the results for people: one table a finding, numbers at the right. */
final class MetricsTable {
  private static final List<String> HEADER =
      List.of("metric", "subgroup", "at", "value", "95 % interval", "n", "status");
  private static final int FIRST_NUMBER = 3;
  private static final int LAST_NUMBER = 5;

  private MetricsTable() {}

  static void print(PooledResults results, PrintWriter screen) {
    List<List<String>> lines = new ArrayList<>();
    String finding = null;
    for (MetricRow row : results.estimates()) {
      if (!row.finding().equals(finding)) {
        print(finding, lines, screen);
        lines.clear();
        finding = row.finding();
      }
      lines.add(line(row));
    }
    print(finding, lines, screen);
    results.endpoints().forEach(endpoint -> screen.println(endpoint.sentence()));
    screen.flush();
  }

  private static List<String> line(MetricRow row) {
    Double low = row.ciLow();
    Double high = row.ciHigh();
    String reason = row.reason();
    String status = row.status().name().toLowerCase(Locale.ROOT);
    return List.of(
        row.metric(),
        row.subgroup(),
        at(row.operatingPoint(), row.parameter()),
        number(row.value()),
        low == null || high == null ? "" : number(low) + " to " + number(high),
        row.nCases() == null ? "" : row.nCases().toString(),
        reason == null ? status : status + ": " + reason);
  }

  private static String at(@Nullable String point, @Nullable String parameter) {
    if (point == null || parameter == null) {
      return point == null ? parameter == null ? "" : parameter : point;
    }
    return point + ", " + parameter;
  }

  private static String number(@Nullable Double value) {
    if (value == null) {
      return "";
    }
    return Math.abs(value) < 1e6
        ? String.format(Locale.ROOT, "%.4f", value)
        : String.format(Locale.ROOT, "%.4e", value);
  }

  private static void print(
      @Nullable String finding, List<List<String>> lines, PrintWriter screen) {
    if (finding == null) {
      return;
    }
    int[] widths = new int[HEADER.size()];
    for (int c = 0; c < widths.length; c++) {
      int column = c;
      widths[c] =
          Math.max(
              HEADER.get(c).length(),
              lines.stream().mapToInt(l -> l.get(column).length()).max().orElse(0));
    }
    screen.println(finding);
    screen.println(padded(HEADER, widths));
    lines.forEach(line -> screen.println(padded(line, widths)));
    screen.println();
  }

  private static String padded(List<String> line, int[] widths) {
    StringBuilder text = new StringBuilder(" ");
    for (int c = 0; c < widths.length; c++) {
      String gap = " ".repeat(widths[c] - line.get(c).length());
      boolean right = c >= FIRST_NUMBER && c <= LAST_NUMBER;
      text.append(' ').append(right ? gap + line.get(c) : line.get(c) + gap).append(' ');
    }
    return text.toString().stripTrailing();
  }
}
