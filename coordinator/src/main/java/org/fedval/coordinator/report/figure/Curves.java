package org.fedval.coordinator.report.figure;

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

  String absence() {
    return report.privacy() == null
        ? "No curve: the counts over all images are withheld or empty."
        : "No curve: under differential privacy single score bins would show the noise.";
  }
}
