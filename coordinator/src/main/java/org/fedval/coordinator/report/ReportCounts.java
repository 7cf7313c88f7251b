package org.fedval.coordinator.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
public final class ReportCounts {
  /** The metrics whose rows count every image of the finding in the subgroup. */
  private static final Set<String> COUNTED =
      Set.of("auroc", "sensitivity", "specificity", "prevalence");

  private final StudyDocument study;

  public ReportCounts(StudyDocument study) {
    this.study = study;
  }

  /**
   * Counts of the plan's findings, of images that were analysed.
   *
   * @throws ReportFormatException when the report has none of them
   */
  public ExpectedCounts of(ValidationReport report) throws ReportFormatException {
    Map<String, Map<String, ClassCounts>> cases = new HashMap<>();
    for (MetricRow row : report.results().estimates()) {
      if (COUNTED.contains(row.metric()) && study.findings().contains(row.finding())) {
        cases
            .computeIfAbsent(row.finding(), f -> new HashMap<>())
            .merge(row.subgroup(), counts(row), ReportCounts::known);
      }
    }
    if (cases.isEmpty()) {
      throw new ReportFormatException(
          "the report has none of the plan's findings "
              + String.join(", ", study.findings())
              + ".");
    }
    return new ExpectedCounts(cases, Map.of(), Assumptions.NONE, List.of());
  }

  /**
   * Counts of a report under assumptions that somebody states.
   *
   * @throws ReportFormatException when both state counts, or a loss that the report's have behind
   *     them
   */
  public static ExpectedCounts under(ExpectedCounts reported, ExpectedCounts stated)
      throws ReportFormatException {
    boolean counts =
        stated.cases().values().stream()
            .flatMap(strata -> strata.values().stream())
            .anyMatch(row -> !row.equals(ClassCounts.NOT_GIVEN));
    if (counts) {
      throw new ReportFormatException(
          "the counts come from the report; remove 'positives' and 'negatives' from the file of"
              + " expected counts.");
    }
    if (!stated.assumptions().loss().steps().isEmpty()) {
      throw new ReportFormatException(
          "the report counts images that are analysed; remove 'loss' from the file of expected"
              + " counts.");
    }
    return new ExpectedCounts(
        reported.cases(), stated.prevalences(), stated.assumptions(), stated.gaps());
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
