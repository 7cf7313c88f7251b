package org.fedval.coordinator.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults.EndpointResult;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.jspecify.annotations.Nullable;

/** A report's rows and claims, found by name. */
final class Estimates {
  static final String ALL = "all";

  private record Key(
      String finding, String metric, String subgroup, @Nullable String operatingPoint) {}

  /** How many images of a level, and how many of them positive; null where not published. */
  record Counts(@Nullable Long cases, @Nullable Long positive, @Nullable MetricRow withheld) {}

  private final Map<Key, MetricRow> rows = new HashMap<>();
  private final List<EndpointResult> endpoints;
  private final List<MetricRow> inOrder;

  Estimates(ValidationReport report) {
    inOrder = report.results().estimates();
    for (MetricRow row : inOrder) {
      if (row.parameter() == null) {
        rows.put(new Key(row.finding(), row.metric(), row.subgroup(), row.operatingPoint()), row);
      }
    }
    endpoints = report.results().endpoints();
  }

  /** The row without a parameter. */
  @Nullable MetricRow row(
      String finding, String metric, String subgroup, @Nullable String operatingPoint) {
    return rows.get(new Key(finding, metric, subgroup, operatingPoint));
  }

  /** The preregistered claim about a metric of a finding; null where none was made. */
  @Nullable EndpointResult endpoint(
      String finding, String metric, @Nullable String operatingPoint) {
    for (EndpointResult endpoint : endpoints) {
      if (endpoint.finding().equals(finding)
          && endpoint.metric().equals(metric)
          && Objects.equals(endpoint.operatingPoint(), operatingPoint)) {
        return endpoint;
      }
    }
    return null;
  }

  @Nullable Double goal(MetricRow row) {
    EndpointResult endpoint = endpoint(row.finding(), row.metric(), row.operatingPoint());
    return endpoint == null ? null : endpoint.goal();
  }

  /** The counts of a level, from the first of its rows that publishes them. */
  Counts counts(String finding, String subgroup) {
    MetricRow withheld = null;
    Long cases = null;
    Long positive = null;
    for (MetricRow row : inOrder) {
      if (!row.finding().equals(finding) || !row.subgroup().equals(subgroup)) {
        continue;
      }
      if (row.status() == Status.SUPPRESSED && withheld == null) {
        withheld = row;
      }
      cases = cases == null ? row.nCases() : cases;
      positive = positive == null ? row.nPositive() : positive;
    }
    return new Counts(cases, positive, withheld);
  }
}
