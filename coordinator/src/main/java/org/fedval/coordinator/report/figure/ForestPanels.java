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

  public ForestPanels(ValidationReport report, Estimates estimates) {
    this.report = report;
    this.estimates = estimates;
  }

  public List<Figure> figures() {
    ForestRows rows = new ForestRows(report, estimates);
    ForestMessage messages = new ForestMessage(report, estimates);
    List<Figure> figures = new ArrayList<>();
    List<String> findings = report.study().findings();
    for (int i = 0; i < findings.size(); i++) {
      String finding = findings.get(i);
      String title = messages.of(finding);
      String svg = ForestFigure.draw(rows.of(finding, title), "hatch-forest-" + i);
      figures.add(new Figure(title, svg, "", numbers(rows, finding, i, false)));
      String crossed = finding + ": two attributes crossed";
      ForestModel model = rows.crossed(finding, crossed);
      if (model != null) {
        figures.add(
            new Figure(
                crossed,
                ForestFigure.draw(model, "hatch-crossed-" + i),
                "Pairs of levels without images are not shown.",
                numbers(rows, finding, i, true)));
      }
    }
    return figures;
  }

  private Table numbers(ForestRows rows, String finding, int i, boolean crossed) {
    String id = crossed ? "figure-5-crossed-" + i : "figure-5-subgroups-" + i;
    return StrataTable.of(
        id, "Subgroups of " + finding, rows.rows(finding, crossed), estimates, report.disclosure());
  }
}
