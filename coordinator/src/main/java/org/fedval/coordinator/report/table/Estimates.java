package org.fedval.coordinator.report.table;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults.EndpointResult;
import org.fedval.evaluation.report.PooledResults.PowerRow;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.jspecify.annotations.Nullable;

/** A report's rows and claims, found by name. */
public final class Estimates {
  public static final String ALL = Words.ALL;

  private record Key(
      String finding,
      String metric,
      String subgroup,
      @Nullable String operatingPoint,
      @Nullable String parameter) {}

  /** How many images of a level, and how many of them positive; null where not published. */
  public record Counts(
      @Nullable Long cases, @Nullable Long positive, @Nullable MetricRow withheld) {}

  private final Map<Key, MetricRow> rows = new HashMap<>();
  private final List<EndpointResult> endpoints;
  private final List<PowerRow> power;
  private final List<MetricRow> inOrder;

  public Estimates(ValidationReport report) {
    inOrder = report.results().estimates();
    for (MetricRow row : inOrder) {
      rows.put(
          new Key(
              row.finding(), row.metric(), row.subgroup(), row.operatingPoint(), row.parameter()),
          row);
    }
    endpoints = report.results().endpoints();
    power = report.results().power();
  }

  public @Nullable MetricRow row(
      String finding, String metric, String subgroup, @Nullable String operatingPoint) {
    return row(finding, metric, subgroup, operatingPoint, null);
  }

  public @Nullable MetricRow row(
      String finding,
      String metric,
      String subgroup,
      @Nullable String operatingPoint,
      @Nullable String parameter) {
    return rows.get(new Key(finding, metric, subgroup, operatingPoint, parameter));
  }

  /** The rows of one metric over all images, in report order. */
  public List<MetricRow> overall(String finding, String metric) {
    return inOrder.stream()
        .filter(row -> row.finding().equals(finding) && row.metric().equals(metric))
        .filter(row -> row.subgroup().equals(ALL))
        .toList();
  }

  /** All rows, in report order. */
  public List<MetricRow> all() {
    return inOrder;
  }

  /** The preregistered claim about a metric of a finding; null where none was made. */
  public @Nullable EndpointResult endpoint(
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

  public @Nullable Double goal(MetricRow row) {
    EndpointResult endpoint = endpoint(row.finding(), row.metric(), row.operatingPoint());
    return endpoint == null ? null : endpoint.goal();
  }

  /**
   * How many images those that a claim depends on are worth in a subgroup, since patients have
   * several; null where it is not known or they are worth all.
   */
  public @Nullable Long worth(MetricRow row) {
    for (PowerRow line : power) {
      Double effective = line.effective();
      Long available = line.available();
      if (line.finding().equals(row.finding())
          && line.metric().equals(row.metric())
          && line.subgroup().equals(row.subgroup())
          && Objects.equals(line.operatingPoint(), row.operatingPoint())
          && effective != null
          && available != null) {
        long whole = (long) Math.floor(effective);
        return whole < available ? Long.valueOf(whole) : null;
      }
    }
    return null;
  }

  /** The counts of a level, from the first of its rows that publishes them. */
  public Counts counts(String finding, String subgroup) {
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
