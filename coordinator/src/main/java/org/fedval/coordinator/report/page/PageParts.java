package org.fedval.coordinator.report.page;

import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.report.figure.AttritionFlow;
import org.fedval.coordinator.report.figure.DecisionPanels;
import org.fedval.coordinator.report.figure.ForestPanels;
import org.fedval.coordinator.report.figure.HeterogeneityPanel;
import org.fedval.coordinator.report.figure.PairPanels;
import org.fedval.coordinator.report.figure.PowerPanels;
import org.fedval.coordinator.report.figure.PrecisionRecallPanels;
import org.fedval.coordinator.report.figure.PredictiveValuePanels;
import org.fedval.coordinator.report.figure.ReliabilityPanels;
import org.fedval.coordinator.report.figure.RiskCoveragePanels;
import org.fedval.coordinator.report.figure.RocPanels;
import org.fedval.coordinator.report.figure.WaterfallPanels;
import org.fedval.coordinator.report.table.CohortTable;
import org.fedval.coordinator.report.table.DiagnosisTable;
import org.fedval.coordinator.report.table.Estimates;
import org.fedval.coordinator.report.table.GapTable;
import org.fedval.coordinator.report.table.OperatingPointTable;
import org.fedval.coordinator.report.table.PowerTable;
import org.fedval.coordinator.report.table.SideBySideTable;
import org.fedval.coordinator.report.table.StudyTables;
import org.fedval.evaluation.report.ValidationReport;

/** The sections with figures and tables, in the order in which a reviewer asks. */
final class PageParts {
  private static final String SMALL = "small-multiples";
  private static final String WIDE = "wide-figures";
  private static final String HALF = "half-figures";

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
    parts.add(power());
    parts.add(waterfall());
    parts.add(roc());
    parts.add(precisionRecall());
    parts.add(points());
    parts.add(calibration());
    parts.add(subgroups());
    parts.add(hospitals());
    parts.add(predictiveValues());
    parts.add(decisions());
    parts.add(abstention());
    parts.add(models());
    parts.add(audits());
    return parts.stream().filter(PageParts::saysSomething).toList();
  }

  private ReportPage.Part flow() {
    return new ReportPage.Part(
        "flow",
        "Figure 1. Images: found, excluded, analysed",
        WIDE,
        List.of(new AttritionFlow(report, estimates).figure()),
        "",
        List.of(new CohortTable(report, estimates).build()),
        List.of());
  }

  private ReportPage.Part power() {
    return new ReportPage.Part(
        "power",
        "Power",
        SMALL,
        new PowerPanels(report).figures(),
        "Each mark is one group of images: square where it has as many cases as the claim needs, the"
            + " solid line, and round where it has not. Cases count less where patients have"
            + " several; groups with more than twice what is needed stand at the right edge.",
        List.of(new PowerTable(report, estimates).build()),
        List.of());
  }

  private ReportPage.Part waterfall() {
    return new ReportPage.Part(
        "waterfall",
        "Waterfall: from all files found to what a claim can use",
        HALF,
        new WaterfallPanels(report, estimates).figures(),
        "Read from top to bottom. Pale: images that are there. Outlined: left out at this step, for"
            + " the coded reason or as the class that the claim does not depend on. Solid: what the"
            + " images are worth, since patients have several; the vertical line is what the claim"
            + " needs. Kept is the share of the line before, in a group that of all images of the"
            + " class. Hatched: withheld; counts above a withheld one are lower limits. Reasons"
            + " that took no image and groups without images are left out.",
        List.of(),
        List.of());
  }

  private ReportPage.Part models() {
    SideBySideTable both = new SideBySideTable(report, estimates);
    return new ReportPage.Part(
        "models",
        "Figure 10. Two scores on the same images",
        SMALL,
        new PairPanels(report, estimates).figures(both.pairs()),
        both.pairs().isEmpty()
            ? ""
            : "Two locked models scored the same images. Each curve is that of one score by itself.",
        List.of(both.build(), tables.comparison()),
        List.of());
  }

  private ReportPage.Part roc() {
    return new ReportPage.Part(
        "roc",
        "Figure 2. Discrimination",
        SMALL,
        new RocPanels(report, estimates).figures(),
        "The closer a curve runs to the top left corner, the better the model separates; the dotted"
            + " diagonal is chance; the band is the 95\u00a0% interval of sensitivity at each threshold by"
            + " itself. Crosses are the locked operating points; their arms are the"
            + " 95\u00a0% intervals of sensitivity and specificity, images as independent; where"
            + " there are several, the small mark before a name is that of its point.",
        List.of(tables.discrimination()),
        List.of());
  }

  private ReportPage.Part subgroups() {
    GapTable gaps = new GapTable(report, estimates);
    return new ReportPage.Part(
        "subgroups",
        "Figure 5. Subgroups",
        WIDE,
        new ForestPanels(report, estimates).figures(),
        "Each line is one group of images. Bars are two-sided 95\u00a0% intervals: thick with images"
            + " as independent, thin with patients as clusters where that was computed, dashed with"
            + " tall ends adjusted so that those of all certified levels hold at once. The dotted"
            + " line is the estimate over all images, the solid line the goal. Grey with a round"
            + " mark: too few cases to certify, with how many there are of how many needed."
            + " Hatched: withheld to protect patients. Of twenty intervals, about one misses the"
            + " true value by chance.",
        List.of(gaps.calls(), gaps.curves(), tables.homogeneity(), gaps.withinHospitals()),
        List.of());
  }

  private ReportPage.Part hospitals() {
    return new ReportPage.Part(
        "hospitals",
        "Figure 6. Between hospitals",
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
        tables.comparison().isEmpty()
            ? List.of("Table 9: no second model was compared in this study.")
            : List.of());
  }

  private ReportPage.Part precisionRecall() {
    return new ReportPage.Part(
        "precision-recall",
        "Figure 3. Precision and recall",
        SMALL,
        new PrecisionRecallPanels(report, estimates).figures(),
        "Precision is the PPV at the prevalence of this sample; the dotted line is what calls by"
            + " chance would reach.",
        List.of(),
        List.of());
  }

  private ReportPage.Part points() {
    return new ReportPage.Part(
        "points",
        "Results at the operating points",
        SMALL,
        List.of(),
        "",
        List.of(new OperatingPointTable(report, estimates).build()),
        List.of());
  }

  private ReportPage.Part calibration() {
    return new ReportPage.Part(
        "calibration",
        "Figure 4. Calibration",
        SMALL,
        new ReliabilityPanels(report, estimates).figures(),
        "On the dotted diagonal a score of p means a frequency of p. Bars are Wilson's 95\u00a0%"
            + " intervals, images as independent; the columns show how many images have such a"
            + " score. A curve after recalibration is cross-fitted: no image was used to correct"
            + " its own score.",
        List.of(tables.calibration()),
        List.of());
  }

  private ReportPage.Part predictiveValues() {
    return new ReportPage.Part(
        "use",
        "Figure 7. Predictive values by prevalence",
        SMALL,
        new PredictiveValuePanels(report, estimates).figures(),
        "Solid: PPV. Dashed: NPV. Bands are 95\u00a0% intervals. The dotted line is the prevalence of"
            + " this sample; read the values at the prevalence where the model will be used.",
        List.of(tables.clinicalUse()),
        List.of());
  }

  private ReportPage.Part decisions() {
    return new ReportPage.Part(
        "decisions",
        "Figure 8. Decision curves",
        SMALL,
        new DecisionPanels(report).figures(),
        "The threshold is the probability of the finding at which acting is worth it. The model helps"
            + " where its curve lies above both that of calling every image positive and 0. The band"
            + " is a 95\u00a0% interval.",
        List.of(),
        List.of());
  }

  private ReportPage.Part abstention() {
    return new ReportPage.Part(
        "abstention",
        "Figure 9. Risk and coverage",
        SMALL,
        new RiskCoveragePanels(report).figures(),
        "Read from right to left: the least confident images are left to a reader first. Images"
            + " nearest to the operating point count as least confident.",
        List.of(DiagnosisTable.of(report)),
        List.of());
  }

  private static boolean saysSomething(ReportPage.Part part) {
    return !part.figures().isEmpty() || !part.tables().isEmpty() || !part.sentences().isEmpty();
  }
}
