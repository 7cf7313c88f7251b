package org.fedval.coordinator.report.table;

import java.util.List;
import java.util.StringJoiner;

/** The points of a drawn curve as RFC 4180 text. */
public final class PointCsv {
  private PointCsv() {}

  /**
   * @param columns plain names without comma or quote
   * @param points one line each, as many numbers as columns; NaN is left empty
   */
  public static String of(List<String> columns, List<double[]> points) {
    StringBuilder out = new StringBuilder(String.join(",", columns)).append("\r\n");
    for (double[] point : points) {
      StringJoiner line = new StringJoiner(",");
      for (double x : point) {
        line.add(Double.isNaN(x) ? "" : Double.toString(x));
      }
      out.append(line).append("\r\n");
    }
    return out.toString();
  }
}
