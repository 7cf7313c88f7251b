package org.fedval.coordinator.report.figure;

import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.report.table.Cell;
import org.fedval.coordinator.report.table.Cells;
import org.fedval.coordinator.report.table.Estimates;
import org.fedval.coordinator.report.table.PointCsv;
import org.fedval.coordinator.report.table.Table;
import org.fedval.coordinator.report.table.TableBuilder;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.report.FindingCurves;
import org.fedval.evaluation.report.FindingCurves.ReliabilityBin;
import org.fedval.evaluation.report.FindingCurves.ReliabilityCurve;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.ValidationReport;

/** Figure 4: frequency against score, before and after recalibration, and where scores lie. */
public final class ReliabilityPanels {
  private final Estimates estimates;
  private final Cells cells;
  private final Curves curves;
  private final FigureIds ids;

  public ReliabilityPanels(ValidationReport report, Estimates estimates) {
    this.estimates = estimates;
    this.cells = new Cells(estimates, report.disclosure());
    this.curves = new Curves(report);
    this.ids = new FigureIds(report.study().findings());
  }

  /** One picture a finding that has the curve. */
  public List<Figure> figures() {
    return curves.figures(FindingCurves::reliability, 1, this::figure);
  }

  private Figure figure(String finding, int i, List<ReliabilityCurve> reliability) {
    String title = title(finding);
    String reading = reading(finding);
    String id = ids.of("calibration", i);
    Plot plot = ReliabilityFigure.draw(reliability, title + ". " + reading);
    return new Figure(
        id, title, plot.finish(), reading, numbers(finding, id, reliability), plot.chart());
  }

  private String title(String finding) {
    MetricRow slope = estimates.row(finding, "calibration_slope", Words.ALL, null);
    MetricRow large = estimates.row(finding, "calibration_in_the_large", Words.ALL, null);
    Double slopeLow = slope == null ? null : slope.ciLow();
    Double slopeHigh = slope == null ? null : slope.ciHigh();
    Double largeLow = large == null ? null : large.ciLow();
    Double largeHigh = large == null ? null : large.ciHigh();
    List<String> faults = new ArrayList<>();
    if (slopeHigh != null && slopeHigh < 1) {
      faults.add("too extreme");
    } else if (slopeLow != null && slopeLow > 1) {
      faults.add("too moderate");
    }
    if (largeLow != null && largeLow > 0) {
      faults.add("too low on average");
    } else if (largeHigh != null && largeHigh < 0) {
      faults.add("too high on average");
    }
    if (slopeLow == null && largeLow == null) {
      return finding;
    }
    return finding
        + (faults.isEmpty()
            ? ": scores agree with frequencies"
            : ": scores are " + String.join(" and ", faults));
  }

  private String reading(String finding) {
    MetricRow slope = estimates.row(finding, "calibration_slope", Words.ALL, null);
    MetricRow intercept = estimates.row(finding, "calibration_intercept", Words.ALL, null);
    return slope == null || intercept == null
        ? ""
        : "Slope "
            + cells.estimate(slope).text()
            + ", intercept "
            + cells.estimate(intercept).text()
            + ".";
  }

  private static Table numbers(String finding, String id, List<ReliabilityCurve> curves) {
    TableBuilder table =
        new TableBuilder(id, "Scores and frequencies of " + finding)
            .numbers("Mean score", "Frequency (95\u00a0% interval)", "Images");
    List<double[]> points = new ArrayList<>();
    for (int c = 0; c < curves.size(); c++) {
      table.group(ReliabilityFigure.name(curves.get(c).scores()));
      for (ReliabilityBin bin : curves.get(c).bins()) {
        var observed = bin.observed();
        table.row(
            List.of(
                Cell.number(NumberFormatter.proportion(bin.meanPredicted())),
                Cell.number(
                    NumberFormatter.interval(
                        observed.value(), observed.low(), observed.high(), null)),
                Cell.number(NumberFormatter.count(bin.n()))));
        points.add(
            new double[] {
              c, bin.meanPredicted(), observed.value(), observed.low(), observed.high(), bin.n()
            });
      }
    }
    List<String> names =
        List.of("curve", "mean_score", "frequency", "frequency_low", "frequency_high", "n_images");
    return table
        .note("In the CSV the curves are numbered from 0 in the order of this table.")
        .build(PointCsv.of(names, points));
  }
}
