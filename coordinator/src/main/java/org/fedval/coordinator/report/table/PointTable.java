package org.fedval.coordinator.report.table;

import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.report.text.NumberFormatter;

/** The points of a curve as a table: at most a few dozen lines, and all of them as CSV. */
public final class PointTable {
  private static final int MOST_LINES = 40;

  private PointTable() {}

  /**
   * @param heads titles of the columns
   * @param names of the columns in the CSV, without comma or quote
   * @param points as many numbers as columns each; NaN shows as a dash
   */
  public static Table of(
      String id, String title, List<String> heads, List<String> names, List<double[]> points) {
    TableBuilder table = new TableBuilder(id, title).numbers(heads.toArray(String[]::new));
    int step = Math.max(1, (points.size() + MOST_LINES - 2) / (MOST_LINES - 1));
    int shown = 0;
    for (int i = 0; i < points.size(); i++) {
      if (i % step == 0 || i == points.size() - 1) {
        table.row(line(points.get(i)));
        shown++;
      }
    }
    if (shown < points.size()) {
      table.note(
          "%s of %s points; the CSV has all."
              .formatted(NumberFormatter.count(shown), NumberFormatter.count(points.size())));
    }
    return table.build(PointCsv.of(names, points));
  }

  private static List<Cell> line(double[] point) {
    List<Cell> line = new ArrayList<>();
    for (double x : point) {
      line.add(
          Double.isNaN(x)
              ? Cell.none("not estimable")
              : Cell.number(
                  x == Math.rint(x) && Math.abs(x) > 1
                      ? NumberFormatter.count((long) x)
                      : NumberFormatter.value(x)));
    }
    return line;
  }
}
