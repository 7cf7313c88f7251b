package org.fedval.cli.planning;

import java.util.ArrayList;
import java.util.List;

/** Columns for a terminal: the first is left-aligned, and so is the last, the others right. */
final class TextTable {
  private final List<List<String>> rows = new ArrayList<>();

  TextTable row(String... cells) {
    rows.add(List.of(cells));
    return this;
  }

  String text() {
    int columns = rows.get(0).size();
    int[] width = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < columns; c++) {
        width[c] = Math.max(width[c], row.get(c).length());
      }
    }
    StringBuilder text = new StringBuilder();
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(" ");
      for (int c = 0; c < columns; c++) {
        String space = " ".repeat(width[c] - row.get(c).length());
        boolean left = c == 0 || c == columns - 1;
        line.append(' ').append(left ? row.get(c) + space : space + row.get(c)).append(' ');
      }
      text.append(line.toString().stripTrailing()).append('\n');
    }
    return text.toString();
  }
}
