package org.fedval.coordinator.report.table;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.ValidationReport;
import org.jspecify.annotations.Nullable;

/** Table 5: each level that has images against all other images, in all and within hospitals. */
public final class GapTable {
  private static final List<String> OF_POINTS =
      List.of("sensitivity_gap", "specificity_gap", "equalised_odds_gap");
  private static final List<String> WITHIN_HOSPITALS =
      List.of("sensitivity_gap_adjusted", "specificity_gap_adjusted");
  private static final String PLAIN =
      "The level minus all other images. p is two-sided, in brackets adjusted over all levels as"
          + " the plan says. Levels without images are left out.";
  private static final List<String> OF_CURVES = List.of("auroc_gap", "calibration_gap");

  private final ValidationReport report;
  private final Estimates estimates;
  private final Cells cells;

  public GapTable(ValidationReport report, Estimates estimates) {
    this.report = report;
    this.estimates = estimates;
    this.cells = new Cells(estimates, report.disclosure());
  }

  /** Table 5a: differences at the operating points. */
  public Table calls() {
    return build("table-5a-gaps", "Table 5a. Differences between subgroups", OF_POINTS, PLAIN);
  }

  /** Table 5b: differences of the curves. */
  public Table curves() {
    return build("table-5b-curve-gaps", "Table 5b. Differences of AUROC", OF_CURVES, PLAIN);
  }

  /** Table 5d: differences at the operating points, adjusted for hospital. */
  public Table withinHospitals() {
    return build(
        "table-5d-gaps-within-hospitals",
        "Table 5d. Differences between subgroups within hospitals",
        WITHIN_HOSPITALS,
        "The level minus all other images of the same hospital, pooled over hospitals. Where it is"
            + " far from the difference in Table 5a, that one comes from hospitals that differ."
            + " Each hospital adds a term of its own, so that more of them are needed than for"
            + " other numbers, each with positives and negatives in the level and outside of it. p"
            + " as in Table 5a.");
  }

  private Table build(String id, String title, List<String> of, String note) {
    List<String> metrics = shown(of);
    TableBuilder table = new TableBuilder(id, title).words("Group", "At").note(note);
    metrics.forEach(metric -> table.numbers(Words.metric(metric)));
    for (String finding : report.study().findings()) {
      table.group(finding);
      for (String subgroup : levels(finding, of)) {
        List<@Nullable String> at = points(finding, subgroup, of);
        for (int i = 0; i < at.size(); i++) {
          List<Cell> line = new ArrayList<>();
          line.add(Cell.of(i == 0 ? Words.subgroup(subgroup) : ""));
          line.add(Cell.of(at.get(i) == null ? "all scores" : at.get(i)));
          for (String metric : metrics) {
            add(table, line, estimates.row(finding, metric, subgroup, at.get(i)));
          }
          table.row(line);
        }
      }
    }
    return table.build();
  }

  private void add(TableBuilder table, List<Cell> line, @Nullable MetricRow row) {
    if (row == null) {
      line.add(Cell.of(""));
      return;
    }
    table.source(row);
    Cell cell = cells.estimate(row);
    Double p = row.pValue();
    Double adjusted = row.pAdjusted();
    line.add(
        p == null
            ? cell
            : new Cell(
                cell.text()
                    + ", p "
                    + NumberFormatter.pValue(p)
                    + (adjusted == null ? "" : " (" + NumberFormatter.pValue(adjusted) + ")"),
                cell.cssClass(),
                cell.hover()));
  }

  private List<String> shown(List<String> metrics) {
    return metrics.stream()
        .filter(metric -> estimates.all().stream().anyMatch(row -> row.metric().equals(metric)))
        .toList();
  }

  private Set<String> levels(String finding, List<String> of) {
    Set<String> levels = new LinkedHashSet<>();
    for (MetricRow row : estimates.all()) {
      boolean empty = row.nCases() != null && row.nCases() == 0;
      if (of.contains(row.metric()) && !empty && row.finding().equals(finding)) {
        levels.add(row.subgroup());
      }
    }
    return levels;
  }

  /** Operating points of the level's rows; one null where it has gaps of curves only. */
  private List<@Nullable String> points(String finding, String subgroup, List<String> of) {
    Set<String> names = new LinkedHashSet<>();
    for (MetricRow row : estimates.all()) {
      String point = row.operatingPoint();
      if (row.finding().equals(finding)
          && row.subgroup().equals(subgroup)
          && of.contains(row.metric())
          && point != null) {
        names.add(point);
      }
    }
    List<@Nullable String> points = new ArrayList<>(names);
    if (points.isEmpty()) {
      points.add(null);
    }
    return points;
  }
}
