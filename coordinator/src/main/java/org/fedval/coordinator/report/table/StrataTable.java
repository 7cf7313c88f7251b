package org.fedval.coordinator.report.table;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.report.MetricRow;

/** The numbers under a forest plot: a line a stratum, a column a metric. */
public final class StrataTable {
  private StrataTable() {}

  public static Table of(
      String id, String title, List<MetricRow> rows, Estimates estimates, DisclosureRules rules) {
    Cells cells = new Cells(estimates, rules);
    Map<String, Map<String, MetricRow>> strata = new LinkedHashMap<>();
    Map<String, String> columns = new LinkedHashMap<>();
    for (MetricRow row : rows) {
      String column = row.metric() + " " + row.operatingPoint();
      columns.put(column, Words.capital(Words.metricAt(row.metric(), row.operatingPoint())));
      strata.computeIfAbsent(row.subgroup(), unused -> new LinkedHashMap<>()).put(column, row);
    }
    TableBuilder table =
        new TableBuilder(id, title)
            .words("Subgroup")
            .numbers(columns.values().toArray(String[]::new));
    strata.forEach(
        (subgroup, shown) -> {
          List<Cell> line = new ArrayList<>();
          line.add(Cell.of(Words.subgroup(subgroup)));
          columns.keySet().forEach(column -> line.add(cells.estimate(shown.get(column))));
          shown.values().forEach(table::source);
          table.row(line);
        });
    return table.build();
  }
}
