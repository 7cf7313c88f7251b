package org.fedval.coordinator.report.figure;

import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.report.figure.ClaimWaterfall.Panel;
import org.fedval.coordinator.report.figure.ClaimWaterfall.Row;
import org.fedval.coordinator.report.table.Estimates;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.report.PooledResults.EndpointResult;
import org.fedval.evaluation.report.PooledResults.PowerRow;
import org.fedval.evaluation.report.ValidationReport;

/**
 * One waterfall a claim: how all files found thin out, step by step, to the images that the claim
 * depends on, to what those are worth, and in which groups that is enough.
 */
public final class WaterfallPanels {
  private final ValidationReport report;
  private final WaterfallSteps steps;
  private final WaterfallGroups groups;
  private final FigureIds ids;

  public WaterfallPanels(ValidationReport report, Estimates estimates) {
    this.report = report;
    this.steps = new WaterfallSteps(report, estimates);
    this.groups = new WaterfallGroups(report, estimates);
    this.ids = new FigureIds(report.study().findings());
  }

  /** One picture a claim for which the report says what is needed. */
  public List<Figure> figures() {
    List<Figure> figures = new ArrayList<>();
    for (EndpointResult claim : report.results().endpoints()) {
      List<PowerRow> rows = PowerPanels.rows(report, claim);
      if (rows.stream().anyMatch(row -> row.subgroup().equals(Words.ALL))) {
        ClaimWaterfall fall = fall(claim, rows);
        String id = ids.of("waterfall", claim);
        String svg = WaterfallFigure.draw(fall, "hatch-" + id);
        figures.add(
            new Figure(
                id,
                fall.message(),
                svg,
                "",
                WaterfallTable.of(id, fall),
                WaterfallFigure.chart(fall)));
      }
    }
    return figures;
  }

  private ClaimWaterfall fall(EndpointResult claim, List<PowerRow> power) {
    List<Row> images = new ArrayList<>(steps.of(claim.finding()));
    ShownCount found = images.get(0).count();
    ShownCount analysed = images.get(images.size() - 1).count();
    List<Row> each = new ArrayList<>();
    for (PowerRow row : power) {
      if (row.subgroup().equals(Words.ALL)) {
        images.addAll(groups.overall(row, analysed));
      }
    }
    ShownCount there = images.get(images.size() - 2).count();
    ShownCount worth = images.get(images.size() - 1).count();
    for (PowerRow row : power) {
      if (!row.subgroup().equals(Words.ALL)) {
        each.add(groups.group(row, there));
      }
    }
    String imageClass = WaterfallGroups.imageClass(claim.metric());
    List<Panel> panels = new ArrayList<>();
    panels.add(new Panel("Images", "left out", images));
    if (!each.isEmpty()) {
      panels.add(new Panel(WaterfallGroups.heading(claim.metric()), "worth", each));
    }
    String message =
        claim.finding()
            + ", "
            + Words.metricAt(claim.metric(), claim.operatingPoint())
            + ": "
            + overall(found, there, worth, imageClass, panels.get(0).needed())
            + groups(each);
    return new ClaimWaterfall(message, panels);
  }

  private static String overall(
      ShownCount found, ShownCount there, ShownCount worth, String imageClass, long needed) {
    if (there.isWithheld()) {
      return "how many " + imageClass + " remain is withheld";
    }
    String from = found.isWithheld() ? "" : "of " + found.said() + " files found, ";
    return from
        + there.said()
        + " "
        + imageClass
        + " remain, worth "
        + worth.said()
        + ", "
        + NumberFormatter.count(needed)
        + " needed";
  }

  private static String groups(List<Row> groups) {
    if (groups.isEmpty()) {
      return "";
    }
    long withheld = groups.stream().filter(row -> row.count().isWithheld()).count();
    long enough = groups.stream().filter(WaterfallPanels::isEnough).count();
    return "; enough in %d of %d groups%s"
        .formatted(enough, groups.size(), withheld == 0 ? "" : ", " + withheld + " withheld");
  }

  /** Whether a group is worth what is needed. */
  static boolean isEnough(Row row) {
    Double worth = row.second().images();
    return worth != null && worth >= row.needed();
  }
}
