package org.fedval.coordinator.report.page;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.fedval.coordinator.report.table.Cell;
import org.fedval.coordinator.report.table.Table;
import org.fedval.coordinator.report.table.TableBuilder;
import org.fedval.coordinator.report.text.IntervalWords;
import org.fedval.coordinator.report.text.MetricRegistry;
import org.fedval.coordinator.report.text.MetricWords;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.ValidationReport;

/** Estimator, interval and source of every metric that the report shows. */
final class NumbersInWords {
  private NumbersInWords() {}

  static Table table(ValidationReport report) {
    Map<String, Set<String>> shown = new TreeMap<>();
    for (MetricRow row : report.results().estimates()) {
      Set<String> methods = shown.computeIfAbsent(row.metric(), unused -> new LinkedHashSet<>());
      if (row.ciMethod() != null) {
        methods.add(row.ciMethod());
      }
    }
    TableBuilder table =
        new TableBuilder("methods-numbers", "Estimator, interval and source of each number")
            .words("Number", "Estimator", "95\u00a0% interval", "Source of the estimator");
    List<String> order = new ArrayList<>();
    MetricRegistry.inOrder().forEach(order::add);
    shown.keySet().stream().filter(metric -> !order.contains(metric)).forEach(order::add);
    for (String metric : order) {
      Set<String> methods = shown.get(metric);
      if (methods != null) {
        line(table, MetricWords.of(metric), methods);
      }
    }
    return table.build("");
  }

  private static void line(TableBuilder table, MetricWords words, Set<String> methods) {
    List<String> intervals = new ArrayList<>();
    methods.forEach(method -> intervals.add(IntervalWords.of(method).method()));
    table
        .group(words.topic().title())
        .row(
            List.of(
                Cell.of(words.name()),
                Cell.of(words.estimator()),
                Cell.of(intervals.isEmpty() ? "None." : String.join(" ", intervals)),
                Cell.of(words.source().isEmpty() ? "Plain proportion" : words.source())));
  }
}
