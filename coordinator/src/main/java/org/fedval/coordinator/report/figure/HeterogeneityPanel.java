package org.fedval.coordinator.report.figure;

import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.report.table.Cell;
import org.fedval.coordinator.report.table.Cells;
import org.fedval.coordinator.report.table.Estimates;
import org.fedval.coordinator.report.table.MetricTable;
import org.fedval.coordinator.report.table.Table;
import org.fedval.coordinator.report.text.NumberFormatter;
import org.fedval.coordinator.report.text.Words;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.jspecify.annotations.Nullable;

/** Figure 6: what an average hospital and the next hospital may see. */
public final class HeterogeneityPanel {
  private static final String ID = "between-hospitals";
  private static final String TITLE = "Differences between hospitals";
  private static final List<String> MEASURES = List.of("sensitivity", "specificity");

  private final ValidationReport report;
  private final Estimates estimates;
  private final Cells cells;

  public HeterogeneityPanel(ValidationReport report, Estimates estimates) {
    this.report = report;
    this.estimates = estimates;
    this.cells = new Cells(estimates, report.disclosure());
  }

  public Figure figure() {
    List<HeterogeneityFigure.Line> lines = new ArrayList<>();
    double lowest = 0.8;
    double widest = 0;
    String title = TITLE;
    for (String finding : report.study().findings()) {
      List<HeterogeneityFigure.Line> here = new ArrayList<>();
      for (OperatingPoint point : report.study().operatingPoints()) {
        for (String measure : MEASURES) {
          HeterogeneityFigure.Line line = line(finding, measure, point.name());
          if (line != null) {
            here.add(line);
            lowest = Math.min(lowest, lowest(line));
            ForestModel.Range next = line.next();
            if (next != null && next.high() - next.low() > widest) {
              widest = next.high() - next.low();
              title =
                  finding
                      + ": "
                      + Words.metricAt(measure, point.name())
                      + " of the next hospital may lie anywhere from "
                      + NumberFormatter.proportion(next.low())
                      + " to "
                      + NumberFormatter.proportion(next.high());
            }
          }
        }
      }
      if (!here.isEmpty()) {
        lines.add(new HeterogeneityFigure.Line(finding, null, null, "", "", "", null));
        lines.addAll(here);
      }
    }
    if (lines.isEmpty()) {
      return Figure.none(
          ID,
          TITLE,
          "Differences between hospitals were not estimated: the plan does not sum what that needs.");
    }
    double from = Math.max(0, Math.floor(lowest * 10) / 10);
    return new Figure(
        ID,
        title,
        HeterogeneityFigure.draw(lines, from, "hatch-hospitals", title + "."),
        "Diamond: the mean of the hospitals with its 95\u00a0% interval. Thin bar: where 95 of 100"
            + " further hospitals are expected. It is wider than the interval wherever hospitals"
            + " differ. No hospital is shown by itself; only sums over hospitals were opened.",
        numbers(),
        HeterogeneityFigure.chart(lines, from));
  }

  private HeterogeneityFigure.@Nullable Line line(String finding, String measure, String point) {
    MetricRow mean = estimates.row(finding, measure + "_between_sites", Words.ALL, point);
    if (mean == null) {
      return null;
    }
    MetricRow next = estimates.row(finding, measure + "_prediction", Words.ALL, point);
    Cell words = cells.estimate(mean);
    Double value = mean.value();
    Double low = mean.ciLow();
    Double high = mean.ciHigh();
    Double nextLow = next == null ? null : next.ciLow();
    Double nextHigh = next == null ? null : next.ciHigh();
    return new HeterogeneityFigure.Line(
        Words.capital(Words.metricAt(measure, point)),
        value == null || low == null || high == null
            ? null
            : new HeterogeneityFigure.Mean(value, low, high),
        nextLow == null || nextHigh == null ? null : new ForestModel.Range(nextLow, nextHigh),
        words.text(),
        nextLow == null || nextHigh == null
            ? cells.estimate(next).text()
            : NumberFormatter.range(nextLow, nextHigh),
        spread(finding, measure, point),
        mean.status() == Status.SUPPRESSED ? words.hover() : null);
  }

  private String spread(String finding, String measure, String point) {
    MetricRow tau = estimates.row(finding, measure + "_tau2", Words.ALL, point);
    MetricRow share = estimates.row(finding, measure + "_i2", Words.ALL, point);
    String words = number("\u03c4\u00b2 ", tau);
    String second = number("I\u00b2 ", share);
    return words.isEmpty() || second.isEmpty() ? words + second : words + ", " + second;
  }

  private static String number(String name, @Nullable MetricRow row) {
    Double value = row == null ? null : row.value();
    return value == null ? "" : name + NumberFormatter.value(value);
  }

  private static double lowest(HeterogeneityFigure.Line line) {
    ForestModel.Range next = line.next();
    HeterogeneityFigure.Mean mean = line.mean();
    return Math.min(next == null ? 1 : next.low(), mean == null ? 1 : mean.low());
  }

  private Table numbers() {
    MetricTable table = new MetricTable(report, estimates, ID, "Between hospitals");
    for (String measure : MEASURES) {
      table.group(
          Words.capital(measure),
          List.of(
              measure + "_between_sites",
              measure + "_prediction",
              measure + "_tau2",
              measure + "_i2"),
          row -> true);
    }
    return table
        .note(
            "\u03c4\u00b2 is the variance of the logit between hospitals; I\u00b2 the share of the"
                + " spread that is more than chance.")
        .build();
  }
}
