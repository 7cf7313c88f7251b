package org.fedval.cli.planning;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.fedval.cli.input.CliException;
import org.fedval.evaluation.power.planning.Assumptions;
import org.fedval.evaluation.power.planning.ClassCounts;
import org.fedval.evaluation.power.planning.ExpectedCount;
import org.fedval.evaluation.power.planning.ExpectedCounts;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.fedval.wire.study.StudyDocument;
import org.jspecify.annotations.Nullable;

/** The published counts of a report as expected ones; a withheld count stays withheld. */
final class ReportCounts {
  /** The metrics whose rows count every image of the finding in the subgroup. */
  private static final Set<String> COUNTED =
      Set.of("auroc", "sensitivity", "specificity", "prevalence");

  private final StudyDocument study;

  ReportCounts(StudyDocument study) {
    this.study = study;
  }

  /** Counts of the plan's findings, of images that were analysed. */
  ExpectedCounts of(ValidationReport report, Path file) throws CliException {
    Map<String, Map<String, ClassCounts>> cases = new HashMap<>();
    for (MetricRow row : report.results().estimates()) {
      if (COUNTED.contains(row.metric()) && study.findings().contains(row.finding())) {
        cases
            .computeIfAbsent(row.finding(), f -> new HashMap<>())
            .merge(row.subgroup(), counts(row), ReportCounts::known);
      }
    }
    if (cases.isEmpty()) {
      throw new CliException(
          file
              + ": the report has none of the plan's findings "
              + String.join(", ", study.findings())
              + ".");
    }
    return new ExpectedCounts(cases, Map.of(), Assumptions.NONE, List.of());
  }

  private static ClassCounts counts(MetricRow row) {
    boolean withheld = row.status() == Status.SUPPRESSED;
    return new ClassCounts(count(row.nPositive(), withheld), count(row.nNegative(), withheld));
  }

  private static ExpectedCount count(@Nullable Long images, boolean withheld) {
    if (images != null) {
      return ExpectedCount.of(images);
    }
    return withheld ? ExpectedCount.SUPPRESSED : ExpectedCount.NOT_GIVEN;
  }

  /** Of two rows of a stratum, what either publishes; else that one is withheld. */
  private static ClassCounts known(ClassCounts a, ClassCounts b) {
    return new ClassCounts(
        known(a.positives(), b.positives()), known(a.negatives(), b.negatives()));
  }

  private static ExpectedCount known(ExpectedCount a, ExpectedCount b) {
    if (a.isGiven() || b.isGiven()) {
      return a.isGiven() ? a : b;
    }
    return a.state() == ExpectedCount.State.SUPPRESSED ? a : b;
  }
}
