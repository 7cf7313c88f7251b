package org.fedval.coordinator.report.figure;

import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.report.table.Cell;
import org.fedval.coordinator.report.table.Cells;
import org.fedval.coordinator.report.table.Estimates;
import org.fedval.coordinator.report.table.ExclusionCsv;
import org.fedval.coordinator.report.table.Table;
import org.fedval.coordinator.report.table.TableBuilder;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.report.PooledResults.ExclusionRow;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;

/**
 * Which files were found, excluded and analysed. A total that would give away a withheld count by
 * subtraction is not shown.
 */
public final class AttritionFlow {
  private static final String ID = "attrition";

  private final ValidationReport report;
  private final FlowCounts counts;
  private final Cells cells;

  public AttritionFlow(ValidationReport report, Estimates estimates) {
    this.report = report;
    this.counts = new FlowCounts(report, estimates);
    this.cells = new Cells(estimates, report.disclosure());
  }

  public Figure figure() {
    long published = 0;
    boolean complete = true;
    List<FlowFigure.Reason> reasons = new ArrayList<>();
    List<String> none = new ArrayList<>();
    for (ExclusionRow row : counts.excluded()) {
      Long images = row.nImages();
      if (images == null) {
        complete = false;
        Cell cell =
            row.status() == Status.SUPPRESSED ? cells.withheld(null) : Cell.of("not counted");
        reasons.add(
            new FlowFigure.Reason(row.reason(), row.words(), cell.text(), true, cell.hover()));
      } else if (images == 0) {
        none.add(row.reason());
      } else {
        published += images;
        String count = NumberFormatter.count(images);
        reasons.add(
            new FlowFigure.Reason(row.reason(), row.words(), count, false, hover(row, images)));
      }
    }
    Long scored = counts.scored();
    String least = complete ? "" : "at least ";
    String total = least + NumberFormatter.count(published);
    String title =
        published == 0
            ? (complete ? "No file was excluded" : "No count of excluded files is published")
            : Words.capital(total)
                + (published == 1 ? " file was" : " files were")
                + " excluded, each for a coded reason";
    String found = scored == null ? "not shown" : least + NumberFormatter.count(scored + published);
    String svg =
        FlowFigure.draw(
            found,
            scored == null ? "not shown" : NumberFormatter.count(scored),
            total,
            reasons,
            none.isEmpty() ? "" : "No file excluded as " + String.join(", ", none),
            scored == null ? "would give a withheld count away" : "",
            analysed(),
            "hatch-flow",
            title + ". Found: " + found + ".");
    return new Figure(
        ID,
        title,
        svg,
        "Each file is counted once, under the first reason that applies. An image without a label"
            + " for one finding still counts for the others.",
        numbers(),
        null);
  }

  private List<FlowFigure.Analysed> analysed() {
    List<FlowFigure.Analysed> findings = new ArrayList<>();
    for (String finding : report.study().findings()) {
      Long cases = counts.analysed(finding);
      ExclusionRow row = counts.missing(finding);
      Long without = row == null ? null : row.nImages();
      String words =
          row == null
              ? ""
              : without == null
                  ? "without label: withheld"
                  : "without label: " + NumberFormatter.count(without);
      findings.add(
          new FlowFigure.Analysed(
              finding, cases == null ? "withheld" : NumberFormatter.count(cases), words));
    }
    return findings;
  }

  private Table numbers() {
    TableBuilder table =
        new TableBuilder(ID, "Exclusions")
            .words("Code", "Reason", "Finding")
            .numbers("Files", "Patients");
    for (ExclusionRow row : report.results().exclusions()) {
      String finding = row.finding();
      table.row(
          List.of(
              Cell.of(row.reason()),
              Cell.of(row.words()),
              Cell.of(finding == null ? "all" : finding),
              cells.count(row.nImages(), row.status(), null),
              cells.count(row.nPatients(), row.status(), null)));
    }
    return table.build(ExclusionCsv.of(report.results().exclusions()));
  }

  private static String hover(ExclusionRow row, long images) {
    String patients =
        row.nPatients() == null || row.status() != Status.OK
            ? ""
            : " from " + NumberFormatter.count(row.nPatients()) + " patients";
    return NumberFormatter.count(images) + " files" + patients + ": " + row.words();
  }
}
