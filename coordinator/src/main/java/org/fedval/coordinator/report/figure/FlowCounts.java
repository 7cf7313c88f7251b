package org.fedval.coordinator.report.figure;

import java.util.ArrayList;
import java.util.List;
import org.fedval.coordinator.report.table.Estimates;
import org.fedval.evaluation.report.PooledResults.ExclusionRow;
import org.fedval.evaluation.report.ValidationReport;
import org.jspecify.annotations.Nullable;

/** The attrition of a report: what left for every finding, and what for one for want of a label. */
final class FlowCounts {
  private final ValidationReport report;
  private final Estimates estimates;
  private final List<ExclusionRow> excluded = new ArrayList<>();
  private final List<ExclusionRow> missing = new ArrayList<>();

  FlowCounts(ValidationReport report, Estimates estimates) {
    this.report = report;
    this.estimates = estimates;
    for (ExclusionRow row : report.results().exclusions()) {
      (row.finding() == null ? excluded : missing).add(row);
    }
  }

  /** Files that left for every finding, in order of precedence. */
  List<ExclusionRow> excluded() {
    return excluded;
  }

  /** Images without a label for this finding. */
  @Nullable ExclusionRow missing(String finding) {
    for (ExclusionRow row : missing) {
      if (finding.equals(row.finding())) {
        return row;
      }
    }
    return null;
  }

  /** Images with either label; null where they are withheld. */
  @Nullable Long analysed(String finding) {
    return estimates.counts(finding, Estimates.ALL).cases();
  }

  /** Analysed plus unlabelled, if every finding agrees and nothing is withheld on the way. */
  @Nullable Long scored() {
    Long agreed = null;
    for (String finding : report.study().findings()) {
      Long cases = analysed(finding);
      ExclusionRow row = missing(finding);
      Long without = row == null ? Long.valueOf(0) : row.nImages();
      if (cases == null || without == null) {
        return null;
      }
      long sum = cases + without;
      if (agreed != null && agreed != sum) {
        return null;
      }
      agreed = sum;
    }
    return agreed;
  }
}
