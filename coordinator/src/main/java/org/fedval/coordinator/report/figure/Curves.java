package org.fedval.coordinator.report.figure;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.fedval.evaluation.report.FindingCurves;
import org.fedval.evaluation.report.PooledResults.RocCurveData;
import org.fedval.evaluation.report.ValidationReport;
import org.jspecify.annotations.Nullable;

/** A report's curves, found by finding, and why there are none. */
final class Curves {
  private final ValidationReport report;

  Curves(ValidationReport report) {
    this.report = report;
  }

  @Nullable RocCurveData roc(String finding) {
    for (RocCurveData curve : report.results().curves()) {
      if (curve.finding().equals(finding)) {
        return curve;
      }
    }
    return null;
  }

  FindingCurves further(String finding) {
    RocCurveData curve = roc(finding);
    return curve == null ? FindingCurves.none() : curve.further();
  }

  /** Draws one finding's picture; findings are numbered from 0 in the plan's order. */
  interface Drawing<T> {
    Figure of(String finding, int number, List<T> curve);
  }

  /**
   * One picture a finding whose curve has as many entries as it needs, in the plan's order.
   *
   * @param least entries, 1 or more
   */
  <T> List<Figure> figures(Function<FindingCurves, List<T>> curve, int least, Drawing<T> drawing) {
    List<Figure> figures = new ArrayList<>();
    List<String> findings = report.study().findings();
    for (int i = 0; i < findings.size(); i++) {
      List<T> entries = curve.apply(further(findings.get(i)));
      if (entries.size() >= least) {
        figures.add(drawing.of(findings.get(i), i, entries));
      }
    }
    return figures;
  }

  String absence() {
    return report.privacy() == null
        ? "No curve: the counts over all images are withheld or empty."
        : "No curve: under differential privacy single score bins would show the noise.";
  }
}
