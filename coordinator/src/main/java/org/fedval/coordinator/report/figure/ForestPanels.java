package org.fedval.coordinator.report.figure;

import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.report.table.Estimates;
import org.fedval.coordinator.report.table.StrataTable;
import org.fedval.coordinator.report.table.Table;
import org.fedval.evaluation.report.ValidationReport;

/** Figure 5: a forest plot a finding, and one more where the plan crosses levels. */
public final class ForestPanels {
  private final ValidationReport report;
  private final Estimates estimates;
  private final FigureIds ids;

  public ForestPanels(ValidationReport report, Estimates estimates) {
    this.report = report;
    this.estimates = estimates;
    this.ids = new FigureIds(report.study().findings());
  }

  public List<Figure> figures() {
    ForestRows rows = new ForestRows(report, estimates);
    ForestMessage messages = new ForestMessage(report, estimates);
    List<Figure> figures = new ArrayList<>();
    List<String> findings = report.study().findings();
    for (int i = 0; i < findings.size(); i++) {
      String finding = findings.get(i);
      String title = messages.of(finding);
      ForestModel shown = rows.of(finding, title);
      String svg = ForestFigure.draw(shown, "hatch-forest-" + i);
      String id = ids.of("subgroups", i);
      figures.add(
          new Figure(
              id, title, svg, "", numbers(rows, finding, id, false), ForestFigure.chart(shown)));
      String crossed = finding + ": two attributes crossed";
      ForestModel model = rows.crossed(finding, crossed);
      if (model != null) {
        figures.add(
            new Figure(
                ids.of("crossed-subgroups", i),
                crossed,
                ForestFigure.draw(model, "hatch-crossed-" + i),
                "Pairs of levels without images are not shown.",
                numbers(rows, finding, ids.of("crossed-subgroups", i), true),
                ForestFigure.chart(model)));
      }
    }
    return figures;
  }

  private Table numbers(ForestRows rows, String finding, String id, boolean crossed) {
    return StrataTable.of(
        id, "Subgroups of " + finding, rows.rows(finding, crossed), estimates, report.disclosure());
  }
}
