package org.fedval.coordinator.report.table;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** RFC 4180 text, and such text as a link that needs no file. */
public final class Csv {
  private Csv() {}

  /** CSV as a link, so that a page stays one file. */
  public static String dataUri(String csv) {
    return "data:text/csv;charset=utf-8;base64,"
        + Base64.getEncoder().encodeToString(csv.getBytes(StandardCharsets.UTF_8));
  }

  static StringBuilder number(StringBuilder out, @Nullable Number number) {
    return number == null ? out : out.append(number);
  }

  /** A leading sign that a spreadsheet would take for a formula gets an apostrophe before it. */
  public static StringBuilder text(StringBuilder out, @Nullable String words) {
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
