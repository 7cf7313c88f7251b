package org.fedval.coordinator.report.figure;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.fedval.coordinator.report.table.Estimates;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults.EndpointResult;
import org.fedval.evaluation.report.ValidationReport;
import org.jspecify.annotations.Nullable;

/** Chooses what the forest plots of a report show, in the order of the plan. */
public final class ForestRows {
  private static final double WIDEST_AXIS = 0.5;

  private record Column(String metric, @Nullable String point, double from) {}

  private final ValidationReport report;
  private final Estimates estimates;
  private final ForestCells cells;
  private final List<Column> calls = new ArrayList<>();
  private final List<Column> all = new ArrayList<>();

  public ForestRows(ValidationReport report, Estimates estimates) {
    this.report = report;
    this.estimates = estimates;
    this.cells = new ForestCells(report, estimates);
    List<OperatingPoint> points = report.study().operatingPoints();
    if (!points.isEmpty()) {
      calls.add(column("sensitivity", points.get(0).name()));
      calls.add(column("specificity", points.get(0).name()));
    }
    all.add(column("auroc", null));
    all.addAll(calls);
  }

  /** All images, then each level of each subgroup. */
  public ForestModel of(String finding, String message) {
    List<ForestModel.Line> lines = new ArrayList<>();
    lines.add(line(finding, Words.ALL, "All images", all));
    for (Subgroup subgroup : report.study().subgroups()) {
      lines.add(heading(Words.capital(subgroup.attribute())));
      for (String level : subgroup.allLevels()) {
        lines.add(line(finding, subgroup.attribute() + "=" + level, level, all));
      }
    }
    return new ForestModel(message, panels(finding, all), lines);
  }

  /**
   * All images, then each pair of crossed levels that has images; null where the plan crosses
   * nothing.
   */
  public @Nullable ForestModel crossed(String finding, String message) {
    Map<String, List<String>> byPair = new LinkedHashMap<>();
    for (MetricRow row : estimates.all()) {
      boolean empty = row.nCases() != null && row.nCases() == 0;
      if (row.finding().equals(finding) && row.subgroup().contains(" & ") && !empty) {
        List<String> levels =
            byPair.computeIfAbsent(attributes(row.subgroup()), unused -> new ArrayList<>());
        if (!levels.contains(row.subgroup())) {
          levels.add(row.subgroup());
        }
      }
    }
    if (byPair.isEmpty() || calls.isEmpty()) {
      return null;
    }
    List<ForestModel.Line> lines = new ArrayList<>();
    lines.add(line(finding, Words.ALL, "All images", calls));
    byPair.forEach(
        (attributes, levels) -> {
          lines.add(heading(Words.capital(attributes)));
          levels.forEach(level -> lines.add(line(finding, level, levelsOf(level), calls)));
        });
    return new ForestModel(message, panels(finding, calls), lines);
  }

  /** Every row that the picture of {@link #of} or {@link #crossed} shows. */
  public List<MetricRow> rows(String finding, boolean crossed) {
    List<MetricRow> shown = new ArrayList<>();
    for (MetricRow row : estimates.all()) {
      boolean here = row.subgroup().equals(Words.ALL) || row.subgroup().contains(" & ") == crossed;
      if (here && row.finding().equals(finding) && row.parameter() == null) {
        for (Column column : crossed ? calls : all) {
          boolean metric =
              row.metric().equals(column.metric())
                  || row.metric().equals(column.metric() + ForestCells.CLUSTERED)
                  || row.metric().equals(column.metric() + ForestCells.ADJUSTED);
          if (metric && Objects.equals(row.operatingPoint(), column.point())) {
            shown.add(row);
          }
        }
      }
    }
    return shown;
  }

  private static String attributes(String subgroup) {
    return subgroup.replaceAll("=.*? & ", " and ").replaceAll("=.*$", "");
  }

  private static String levelsOf(String subgroup) {
    List<String> levels = new ArrayList<>();
    for (String part : subgroup.split(" & ")) {
      levels.add(part.substring(part.indexOf('=') + 1));
    }
    return String.join(", ", levels);
  }

  private static ForestModel.Line heading(String words) {
    return new ForestModel.Line(words, false, "", "", null, List.of());
  }

  private List<ForestModel.Panel> panels(String finding, List<Column> columns) {
    List<ForestModel.Panel> panels = new ArrayList<>();
    for (Column column : columns) {
      EndpointResult claim = estimates.endpoint(finding, column.metric(), column.point());
      MetricRow whole = estimates.row(finding, column.metric(), Words.ALL, column.point());
      panels.add(
          new ForestModel.Panel(
              Words.capital(Words.metricAt(column.metric(), column.point())),
              claim == null ? "no goal set" : "goal: above " + NumberFormatter.goal(claim.goal()),
              column.from(),
              claim == null ? null : claim.goal(),
              whole == null ? null : whole.value()));
    }
    return panels;
  }

  private ForestModel.Line line(
      String finding, String subgroup, String label, List<Column> columns) {
    Estimates.Counts counts = estimates.counts(finding, subgroup);
    MetricRow withheld = counts.withheld();
    List<ForestModel.Cell> shown = new ArrayList<>();
    boolean nothingShown = withheld != null && counts.cases() == null;
    for (Column column : columns) {
      ForestModel.Cell cell = cells.of(finding, column.metric(), subgroup, column.point());
      nothingShown &= cell instanceof ForestModel.Withheld;
      shown.add(cell);
    }
    return new ForestModel.Line(
        label,
        subgroup.equals(Words.ALL),
        count(counts.cases()),
        count(counts.positive()),
        nothingShown && withheld != null
            ? Words.withheldReason(withheld.reason(), report.disclosure())
            : null,
        shown);
  }

  /** One axis for all findings, so that their pictures compare. */
  private Column column(String metric, @Nullable String point) {
    double lowest = WIDEST_AXIS;
    for (MetricRow row : estimates.all()) {
      Double low = row.ciLow();
      boolean shown =
          (row.metric().equals(metric)
                  || row.metric().equals(metric + ForestCells.CLUSTERED)
                  || row.metric().equals(metric + ForestCells.ADJUSTED))
              && row.parameter() == null
              && Objects.equals(row.operatingPoint(), point);
      if (shown && low != null) {
        lowest = Math.min(lowest, low);
      }
    }
    for (EndpointResult claim : report.results().endpoints()) {
      lowest = Math.min(lowest, claim.goal());
    }
    return new Column(metric, point, Math.max(0, Math.floor(lowest * 10) / 10));
  }

  private static String count(@Nullable Long n) {
    return n == null ? "\u2013" : NumberFormatter.count(n);
  }
}
