package org.fedval.coordinator.report.page;

import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.report.figure.AttritionFlow;
import org.fedval.coordinator.report.figure.Figure;
import org.fedval.coordinator.report.figure.ForestPanels;
import org.fedval.coordinator.report.figure.HeterogeneityPanel;
import org.fedval.coordinator.report.figure.RocPanels;
import org.fedval.coordinator.report.table.CohortTable;
import org.fedval.coordinator.report.table.Estimates;
import org.fedval.coordinator.report.table.GapTable;
import org.fedval.coordinator.report.table.OperatingPointTable;
import org.fedval.coordinator.report.table.StudyTables;
import org.fedval.coordinator.report.table.Table;
import org.fedval.evaluation.report.ValidationReport;

/** The sections with figures and tables, in the order in which a reviewer asks. */
final class PageParts {
  private static final String SMALL = "small-multiples";
  private static final String WIDE = "wide-figures";

  private final ValidationReport report;
  private final Estimates estimates;
  private final StudyTables tables;

  PageParts(ValidationReport report, Estimates estimates) {
    this.report = report;
    this.estimates = estimates;
    this.tables = new StudyTables(report, estimates);
  }

  List<ReportPage.Part> parts() {
    List<ReportPage.Part> parts = new ArrayList<>();
    parts.add(flow());
    parts.add(roc());
    parts.add(
        part(
            "points",
            "Results at the operating points",
            List.of(new OperatingPointTable(report, estimates).build())));
    parts.add(part("calibration", "Calibration", List.of(tables.calibration())));
    parts.add(subgroups());
    parts.add(hospitals());
    parts.add(part("use", "Clinical use", List.of(tables.clinicalUse())));
    parts.add(audits());
    return parts.stream().filter(PageParts::saysSomething).toList();
  }

  private ReportPage.Part flow() {
    return new ReportPage.Part(
        "flow",
        "Images: found, excluded, analysed",
        WIDE,
        List.of(new AttritionFlow(report, estimates).figure()),
        "",
        List.of(new CohortTable(report, estimates).build()),
        List.of());
  }

  private ReportPage.Part roc() {
    return new ReportPage.Part(
        "roc",
        "Discrimination",
        SMALL,
        new RocPanels(report, estimates).figures(),
        "The closer a curve runs to the top left corner, the better the model separates; the dotted"
            + " diagonal is chance. Crosses are the locked operating points; their arms are the"
            + " 95\u00a0% intervals of sensitivity and specificity, images as independent.",
        List.of(tables.discrimination()),
        List.of());
  }

  private ReportPage.Part subgroups() {
    return new ReportPage.Part(
        "subgroups",
        "Subgroups",
        WIDE,
        new ForestPanels(report, estimates).figures(),
        "Each line is one group of images. Bars are two-sided 95\u00a0% intervals: thick with images"
            + " as independent, thin with patients as clusters where that was computed. The dotted"
            + " line is the estimate over all images, the solid line the goal. Grey with a round"
            + " mark: too few cases to certify, with how many there are of how many needed."
            + " Hatched: withheld to protect patients. Of twenty intervals, about one misses the"
            + " true value by chance.",
        List.of(new GapTable(report, estimates).build()),
        List.of());
  }

  private ReportPage.Part hospitals() {
    return new ReportPage.Part(
        "hospitals",
        "Between hospitals",
        WIDE,
        List.of(new HeterogeneityPanel(report, estimates).figure()),
        "",
        List.of(),
        List.of());
  }

  private ReportPage.Part audits() {
    return new ReportPage.Part(
        "audits",
        "Robustness of the conclusions",
        WIDE,
        List.of(),
        "",
        List.of(tables.audits()),
        List.of("Table 9: no second model was compared in this study."));
  }

  private static ReportPage.Part part(String id, String title, List<Table> tables) {
    return new ReportPage.Part(id, title, SMALL, List.<Figure>of(), "", tables, List.of());
  }

  private static boolean saysSomething(ReportPage.Part part) {
    return !part.figures().isEmpty() || !part.tables().isEmpty() || !part.sentences().isEmpty();
  }
}
