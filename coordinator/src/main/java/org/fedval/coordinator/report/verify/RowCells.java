package org.fedval.coordinator.report.verify;

import java.util.Set;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.Status;
import org.jspecify.annotations.Nullable;

/**
 * Which of a stratum's two cells a row's number is made of, and whether the row shows what it may.
 */
final class RowCells {
  /** Start with {@code sensitivity} or {@code specificity}, and need both classes all the same. */
  private static final Set<String> BOTH =
      Set.of(
          "sensitivity_at_specificity",
          "sensitivity_corrected",
          "specificity_corrected",
          "sensitivity_gap_adjusted",
          "specificity_gap_adjusted");

  private RowCells() {}

  /** The cell of terms of single sites that a number of this row is made of; null for none. */
  static @Nullable String contrast(MetricRow row) {
    return row.metric().endsWith("_gap_adjusted")
        ? "contrast:" + row.finding() + ":" + row.subgroup()
        : null;
  }

  static boolean needsPositives(String metric) {
    return !metric.startsWith("specificity") || BOTH.contains(metric);
  }

  static boolean needsNegatives(String metric) {
    return !metric.startsWith("sensitivity") || BOTH.contains(metric);
  }

  /**
   * Whether a row agrees with the gate. A withheld row has a closed cell behind it, its own or, for
   * a comparison, that of another level. A row with a number has none closed but empty ones, and
   * shows a count only where its class is open or empty.
   *
   * @param positives whether the cell of the positives was opened
   * @param negatives whether the cell of the negatives was opened
   */
  static boolean isShownRightly(MetricRow row, boolean positives, boolean negatives) {
    String metric = row.metric();
    if (row.status() == Status.SUPPRESSED) {
      return switch (metric) {
        case "sensitivity" -> !positives;
        case "specificity" -> !negatives;
        default -> !positives || !negatives || isComparison(metric);
      };
    }
    boolean counted =
        (positives || isNone(row.nPositive())) && (negatives || isNone(row.nNegative()));
    boolean made =
        (!needsPositives(metric) || positives || isEmpty(row.nPositive()))
            && (!needsNegatives(metric) || negatives || isEmpty(row.nNegative()));
    return counted && (row.status() != Status.OK || made);
  }

  private static boolean isComparison(String metric) {
    return metric.endsWith("_gap") || metric.endsWith("_homogeneity");
  }

  /** A closed cell holds nobody, or its count is withheld. */
  static boolean isNone(@Nullable Long count) {
    return count == null || count == 0;
  }

  private static boolean isEmpty(@Nullable Long count) {
    return count != null && count == 0;
  }
}
