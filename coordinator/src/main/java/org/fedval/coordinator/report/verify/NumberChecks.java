package org.fedval.coordinator.report.verify;

import static org.fedval.coordinator.report.verify.Findings.require;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.fedval.coordinator.report.ReportProof;
import org.fedval.crypto.secagg.body.Layout;
import org.fedval.crypto.secagg.body.StudyDefinition;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults.ExclusionRow;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;

/** That the report's rows agree with the gate's decision and with each other. */
final class NumberChecks {
  private static final double ROUNDING = 1e-6;

  private final ValidationReport report;
  private final ReportProof proof;

  NumberChecks(ValidationReport report, ReportProof proof) {
    this.report = report;
    this.proof = proof;
  }

  void run(Findings findings) {
    findings.check("withheld cells", this::gate);
    findings.check("numbers", this::numbers);
  }

  private String gate() {
    List<String> cells =
        Layout.decode(proof.first().layout().toByteArray()).units().stream()
            .skip(1)
            .map(Layout.Unit::name)
            .toList();
    Set<String> opened = new HashSet<>(proof.first().opened());
    require(
        opened.size() == proof.first().opened().size() && cells.containsAll(opened),
        "A cell is named as opened that the study does not have.");
    for (MetricRow row : report.results().estimates()) {
      String group = row.subgroup().equals("all") ? "" : ":" + row.subgroup();
      String positive = "positive:" + row.finding() + group;
      String negative = "negative:" + row.finding() + group;
      String where = "The row %s, %s of %s".formatted(row.metric(), row.subgroup(), row.finding());
      require(
          cells.contains(positive) && cells.contains(negative),
          where + " is about a cell that the study does not have.");
      require(
          RowCells.isShownRightly(row, opened.contains(positive), opened.contains(negative)),
          where + " contradicts the decision which cells were opened.");
      String contrast = RowCells.contrast(row);
      require(
          contrast == null || row.status() != Status.OK || opened.contains(contrast),
          where + " contradicts the decision which cells were opened.");
    }
    for (ExclusionRow row : report.results().exclusions()) {
      String cell =
          row.finding() == null ? "excluded:" + row.reason() : "label_missing:" + row.finding();
      boolean open = opened.contains(cell);
      require(
          row.status() == Status.SUPPRESSED ? !open : open || RowCells.isNone(row.nImages()),
          "The exclusion row "
              + row.reason()
              + " contradicts the decision which cells were opened.");
    }
    return "%d of %d cells were opened; every withheld row is withheld by the gate."
        .formatted(opened.size(), cells.size());
  }

  private String numbers() {
    boolean exact = !StudyDefinition.decode(proof.study().body()).privacy().on();
    int counted = 0;
    for (MetricRow row : report.results().estimates()) {
      String where =
          "In the row %s, %s of %s".formatted(row.metric(), row.subgroup(), row.finding());
      Long positives = row.nPositive();
      Long negatives = row.nNegative();
      Long cases = row.nCases();
      if (exact && positives != null && negatives != null && cases != null) {
        counted++;
        require(positives + negatives == cases, where + " n_cases is not the sum of both classes.");
      }
      Double value = row.value();
      if (exact && value != null && row.parameter() == null) {
        require(
            switch (row.metric()) {
              case "sensitivity", "sensitivity_clustered" ->
                  positives != null && isFraction(value, positives);
              case "specificity", "specificity_clustered" ->
                  negatives != null && isFraction(value, negatives);
              case "prevalence" ->
                  positives != null
                      && cases != null
                      && Math.abs(value * cases - positives) < ROUNDING * Math.max(1, cases);
              default -> true;
            },
            where + " the value does not follow from the counts.");
      }
    }
    return exact
        ? "Classes add up in %d rows, and proportions are fractions of their counts."
            .formatted(counted)
        : "Counts carry noise, so that they need not add up.";
  }

  /** Whether {@code value} is some whole number of {@code n}. */
  private static boolean isFraction(double value, long n) {
    double hits = value * n;
    return Math.abs(hits - Math.rint(hits)) < ROUNDING * Math.max(1, n);
  }
}
