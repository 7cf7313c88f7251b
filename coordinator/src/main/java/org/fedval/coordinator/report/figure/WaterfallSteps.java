package org.fedval.coordinator.report.figure;

import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.report.figure.ClaimWaterfall.Kind;
import org.fedval.coordinator.report.figure.ClaimWaterfall.Row;
import org.fedval.coordinator.report.table.Cell;
import org.fedval.coordinator.report.table.Cells;
import org.fedval.coordinator.report.table.Estimates;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults.ExclusionRow;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;

/**
 * The steps from all files found to the images analysed for a finding. Every number is a published
 * one or a sum of published ones: above a withheld count stands a lower limit.
 */
final class WaterfallSteps {
  private static final Cell NOT_SHOWN =
      new Cell("not shown", "withheld", "not shown: it would give a withheld count away");

  private final Estimates estimates;
  private final FlowCounts counts;
  private final Cells cells;

  WaterfallSteps(ValidationReport report, Estimates estimates) {
    this.estimates = estimates;
    this.counts = new FlowCounts(report, estimates);
    this.cells = new Cells(estimates, report.disclosure());
  }

  /** From all files found to the images analysed; the first and the last row are states. */
  List<Row> of(String finding) {
    List<ExclusionRow> steps = new ArrayList<>(counts.excluded());
    ExclusionRow unlabelled = counts.missing(finding);
    if (unlabelled != null) {
      steps.add(unlabelled);
    }
    steps.removeIf(step -> Long.valueOf(0).equals(step.nImages()));
    List<ShownCount> left = left(finding, steps);
    List<Row> rows = new ArrayList<>();
    rows.add(state("All files found", left.get(0)));
    for (int i = 0; i < steps.size(); i++) {
      rows.add(step(steps.get(i), left.get(i), left.get(i + 1)));
    }
    rows.add(state("Analysed", left.get(steps.size())));
    return rows;
  }

  /** Before each step, and after the last one: added up from the images analysed. */
  private List<ShownCount> left(String finding, List<ExclusionRow> steps) {
    List<ShownCount> left = new ArrayList<>();
    Long analysed = counts.analysed(finding);
    MetricRow withheld = estimates.counts(finding, Estimates.ALL).withheld();
    left.add(
        analysed == null
            ? ShownCount.withheld(cells.withheld(withheld == null ? null : withheld.reason()))
            : ShownCount.exact(analysed));
    boolean exact = counts.scored() != null;
    double sum = analysed == null ? 0 : analysed;
    for (int i = steps.size() - 1; i >= 0; i--) {
      Long lost = steps.get(i).nImages();
      exact &= lost != null;
      sum += lost == null ? 0 : lost;
      left.add(
          0,
          analysed == null
              ? ShownCount.withheld(NOT_SHOWN)
              : exact ? ShownCount.exact(sum) : ShownCount.atLeast(sum));
    }
    return left;
  }

  private Row step(ExclusionRow step, ShownCount before, ShownCount after) {
    ShownCount lost = lost(step);
    String words =
        "%s, %s: %s left out; %s left"
            .formatted(step.reason(), step.words(), lost.said(), after.said());
    return new Row(step.reason(), Kind.STEP, after, after.shareOf(before), lost, 0, words);
  }

  private ShownCount lost(ExclusionRow step) {
    Long images = step.nImages();
    if (images != null) {
      return ShownCount.exact(images);
    }
    return ShownCount.withheld(
        step.status() == Status.SUPPRESSED ? cells.withheld(null) : Cell.of("not counted"));
  }

  private static Row state(String name, ShownCount count) {
    String words = name + ": " + count.said();
    return new Row(name, Kind.STATE, count, Double.NaN, ShownCount.NONE, 0, words);
  }
}
