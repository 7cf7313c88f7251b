package org.fedval.coordinator.report;

import java.util.ArrayList;
import java.util.List;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults.EndpointResult;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.fedval.evaluation.report.Verdict;
import org.jspecify.annotations.Nullable;

/** Chooses what the forest plots of a report show, in the order of the plan. */
final class ForestRows {
  private static final double WIDEST_AXIS = 0.5;

  private record Column(String metric, @Nullable String point, double from) {}

  private final ValidationReport report;
  private final Estimates estimates;
  private final List<Column> columns;

  ForestRows(ValidationReport report, Estimates estimates) {
    this.report = report;
    this.estimates = estimates;
    List<Column> chosen = new ArrayList<>();
    chosen.add(column("auroc", null));
    List<OperatingPoint> points = report.study().operatingPoints();
    if (!points.isEmpty()) {
      chosen.add(column("sensitivity", points.get(0).name()));
      chosen.add(column("specificity", points.get(0).name()));
    }
    columns = List.copyOf(chosen);
  }

  ForestModel of(String finding, String message) {
    List<ForestModel.Panel> panels = new ArrayList<>();
    for (Column column : columns) {
      EndpointResult claim = estimates.endpoint(finding, column.metric(), column.point());
      MetricRow all = estimates.row(finding, column.metric(), Estimates.ALL, column.point());
      panels.add(
          new ForestModel.Panel(
              Words.capital(Words.metricAt(column.metric(), column.point())),
              claim == null ? "no goal set" : "goal: above " + NumberFormatter.goal(claim.goal()),
              column.from(),
              claim == null ? null : claim.goal(),
              all == null ? null : all.value()));
    }
    List<ForestModel.Line> lines = new ArrayList<>();
    lines.add(line(finding, Estimates.ALL, "All images"));
    for (Subgroup subgroup : report.study().subgroups()) {
      lines.add(
          new ForestModel.Line(
              Words.capital(subgroup.attribute()), false, "", "", null, List.of()));
      for (String level : subgroup.allLevels()) {
        lines.add(line(finding, subgroup.attribute() + "=" + level, level));
      }
    }
    return new ForestModel(message, panels, lines);
  }

  private ForestModel.Line line(String finding, String subgroup, String label) {
    Estimates.Counts counts = estimates.counts(finding, subgroup);
    MetricRow withheld = counts.withheld();
    List<ForestModel.Cell> cells = new ArrayList<>();
    boolean nothingShown = withheld != null && counts.cases() == null;
    for (Column column : columns) {
      MetricRow row = estimates.row(finding, column.metric(), subgroup, column.point());
      ForestModel.Cell cell = cell(row);
      nothingShown &= cell instanceof ForestModel.Withheld;
      cells.add(cell);
    }
    return new ForestModel.Line(
        label,
        subgroup.equals(Estimates.ALL),
        count(counts.cases()),
        count(counts.positive()),
        nothingShown && withheld != null
            ? Words.withheldReason(withheld.reason(), report.disclosure())
            : null,
        cells);
  }

  private ForestModel.Cell cell(@Nullable MetricRow row) {
    if (row == null) {
      return new ForestModel.Missing("not planned", "The plan has no such estimate.");
    }
    Double value = row.value();
    Double low = row.ciLow();
    Double high = row.ciHigh();
    String reason = row.reason();
    if (row.status() == Status.SUPPRESSED) {
      return new ForestModel.Withheld(
          Words.withheld(reason, report.disclosure()),
          Words.withheldReason(reason, report.disclosure()));
    }
    if (value == null || low == null || high == null) {
      String why = reason == null ? "not estimable" : reason;
      return new ForestModel.Missing(why.length() <= 20 ? why : "not estimable", why);
    }
    String words = NumberFormatter.interval(value, low, high, estimates.goal(row));
    boolean powered = row.verdict() != Verdict.NOT_POWERED_TO_CERTIFY;
    String note = powered ? "" : shortage(row);
    return new ForestModel.Estimate(
        value, low, high, words, note, powered, hover(row, value, low, high, note));
  }

  /** Such as {@code 66 of 250 positives}. */
  private String shortage(MetricRow row) {
    EndpointResult claim = estimates.endpoint(row.finding(), row.metric(), row.operatingPoint());
    boolean negatives = row.metric().equals("specificity");
    Long there = negatives ? row.nNegative() : row.nPositive();
    Long needed = claim == null ? null : claim.needed();
    if (there == null || needed == null) {
      return "too few to certify";
    }
    return NumberFormatter.count(there)
        + " of "
        + NumberFormatter.count(needed)
        + " "
        + Words.countedClass(row.metric());
  }

  private static String hover(MetricRow row, double value, double low, double high, String note) {
    String counts =
        row.nPositive() == null || row.nNegative() == null
            ? ""
            : "; "
                + NumberFormatter.count(row.nPositive())
                + " positive, "
                + NumberFormatter.count(row.nNegative())
                + " negative";
    Verdict verdict = row.verdict();
    return String.format(
            java.util.Locale.ROOT,
            "%s, %s, %s: %.4f (%.4f to %.4f)",
            row.finding(),
            Words.subgroup(row.subgroup()),
            Words.metricAt(row.metric(), row.operatingPoint()),
            value,
            low,
            high)
        + counts
        + (verdict == null ? "" : "; " + Words.verdict(verdict))
        + (note.isEmpty() ? "" : " (" + note + ")");
  }

  /** One axis for all findings, so that their pictures compare. */
  private Column column(String metric, @Nullable String point) {
    double lowest = WIDEST_AXIS;
    for (MetricRow row : report.results().estimates()) {
      Double low = row.ciLow();
      boolean shown =
          row.metric().equals(metric) && java.util.Objects.equals(row.operatingPoint(), point);
      if (shown && low != null) {
        lowest = Math.min(lowest, low);
      }
    }
    for (EndpointResult claim : report.results().endpoints()) {
      lowest = Math.min(lowest, claim.goal());
    }
    return new Column(metric, point, Math.floor(lowest * 10) / 10);
  }

  private static String count(@Nullable Long n) {
    return n == null ? "\u2013" : NumberFormatter.count(n);
  }
}
