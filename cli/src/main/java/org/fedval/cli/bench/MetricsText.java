package org.fedval.cli.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The figures of {@code bench metrics} for people: one line a figure. */
final class MetricsText {
  private MetricsText() {}

  static List<String> lines(Map<String, Object> root) {
    List<String> lines = new ArrayList<>();
    add(lines, "", root);
    return lines;
  }

  private static void add(List<String> lines, String name, Object value) {
    if (value instanceof Map<?, ?> map) {
      map.forEach((key, inner) -> add(lines, name.isEmpty() ? "" + key : name + "." + key, inner));
    } else if (value instanceof List<?> list) {
      for (Object inner : list) {
        Object rows = inner instanceof Map<?, ?> map ? map.get("rows") : null;
        add(lines, rows == null ? name : "rows " + rows, inner);
      }
    } else if (value instanceof Double number) {
      lines.add(String.format(Locale.ROOT, "%-52s %s", name, shortForm(number)));
    } else {
      lines.add(String.format(Locale.ROOT, "%-52s %s", name, value));
    }
  }

  private static String shortForm(double value) {
    boolean plain = value == 0 || Math.abs(value) >= 1e-3;
    return String.format(Locale.ROOT, plain ? "%.4f" : "%.4e", value);
  }
}
