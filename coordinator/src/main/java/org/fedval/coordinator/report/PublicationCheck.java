package org.fedval.coordinator.report;

import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.fedval.coordinator.report.table.Estimates;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults.EndpointResult;
import org.fedval.evaluation.report.PooledResults.ExclusionRow;
import org.fedval.evaluation.report.PooledResults.PowerRow;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;

/**
 * The last door before a report leaves: a withheld row carries no number, a row without an estimate
 * carries none, a row with one carries its interval, and no row appears twice. Whoever builds
 * reports upholds this; a breach is a bug, so nothing is written.
 */
public final class PublicationCheck {
  private PublicationCheck() {}

  /**
   * @throws IllegalArgumentException naming the first row that breaks the rule
   */
  public static void requirePublishable(ValidationReport report) {
    if (!ValidationReport.SCHEMA.equals(report.schema())) {
      throw new IllegalArgumentException(
          "A report must have the schema " + ValidationReport.SCHEMA);
    }
    Set<List<String>> seen = new HashSet<>();
    for (MetricRow row : report.results().estimates()) {
      check(row);
      if (!seen.add(key(row))) {
        throw new IllegalArgumentException("Two rows for " + key(row) + "; one is allowed.");
      }
    }
    for (ExclusionRow row : report.results().exclusions()) {
      if (row.status() != Status.OK && (row.nImages() != null || row.nPatients() != null)) {
        throw new IllegalArgumentException(
            "Withheld exclusion row carries a count: " + row.reason());
      }
    }
    report.results().power().forEach(PublicationCheck::checkPower);
    for (EndpointResult endpoint : report.results().endpoints()) {
      checkEndpoint(endpoint, report.results().estimates());
    }
  }

  private static void check(MetricRow row) {
    boolean estimated =
        Stream.of(
                row.value(),
                row.ciLow(),
                row.ciHigh(),
                row.se(),
                row.pValue(),
                row.pAdjusted(),
                row.quantisationBound())
            .anyMatch(Objects::nonNull);
    boolean counted =
        Stream.of(row.nCases(), row.nPatients(), row.nPositive(), row.nNegative())
            .anyMatch(Objects::nonNull);
    if (Stream.of(row.nCases(), row.nPatients(), row.nPositive(), row.nNegative())
        .anyMatch(n -> n != null && n < 0)) {
      throw new IllegalArgumentException("Row with a negative count: " + key(row));
    }
    if (row.status() == Status.SUPPRESSED && (estimated || counted || row.verdict() != null)) {
      throw new IllegalArgumentException("Withheld row carries a number: " + key(row));
    }
    if (row.status() == Status.NOT_ESTIMABLE && estimated) {
      throw new IllegalArgumentException("Row that is not estimable carries one: " + key(row));
    }
    if (row.status() == Status.OK) {
      checkInterval(row);
    }
  }

  /** An estimate has an interval with a method around it, or none of them. */
  private static void checkInterval(MetricRow row) {
    Double value = row.value();
    Double low = row.ciLow();
    Double high = row.ciHigh();
    if (value != null && low == null && high == null && row.ciMethod() == null) {
      return;
    }
    if (value == null || low == null || high == null || row.ciMethod() == null) {
      throw new IllegalArgumentException("Row without its estimate or interval: " + key(row));
    }
    if (!(low <= value && value <= high)) {
      throw new IllegalArgumentException("Row whose interval does not hold it: " + key(row));
    }
  }

  private static void checkPower(PowerRow row) {
    boolean withheld = row.status() == Status.SUPPRESSED;
    boolean bare =
        Stream.of(
                row.available(),
                row.designEffect(),
                row.effective(),
                row.power(),
                row.certifiable())
            .allMatch(Objects::isNull);
    if (withheld != (row.available() == null) || (withheld && !bare)) {
      throw new IllegalArgumentException(
          "Row of the power table with a number that is withheld, or without one: "
              + row.finding()
              + ", "
              + row.subgroup());
    }
  }

  private static void checkEndpoint(EndpointResult endpoint, List<MetricRow> rows) {
    boolean withheld =
        rows.stream()
            .anyMatch(
                row ->
                    row.status() == Status.SUPPRESSED
                        && row.subgroup().equals(Estimates.ALL)
                        && row.finding().equals(endpoint.finding())
                        && row.metric().equals(endpoint.metric())
                        && Objects.equals(row.operatingPoint(), endpoint.operatingPoint()));
    if (withheld && endpoint.available() != null) {
      throw new IllegalArgumentException(
          "Endpoint on a withheld row carries a count: " + endpoint.finding());
    }
  }

  private static List<String> key(MetricRow row) {
    String point = row.operatingPoint();
    String parameter = row.parameter();
    return List.of(
        row.finding(),
        row.metric(),
        row.subgroup(),
        point == null ? "" : point,
        parameter == null ? "" : parameter);
  }
}
