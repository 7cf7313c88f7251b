package org.fedval.coordinator.report.export;

import java.util.HashSet;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.fedval.coordinator.report.ReportHtml;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.PooledResults.PowerRow;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;

/** What a report holds that a checklist can ask for. A row that is withheld does not count. */
final class ReportContent {
  private static final Pattern ID = Pattern.compile(" id=\"([^\"]+)\"");
  private static final String METRIC = "metric:";
  private static final Set<String> ACCURACY = Set.of("auroc", "sensitivity", "specificity");
  private static final Set<String> EQUIPMENT =
      Set.of("view", "manufacturer", "model", "modality", "kvp");
  private static final Set<String> PATIENTS = Set.of("sex", "age");
  private static final Set<String> AUDITS =
      Set.of(
          "auroc_within_site",
          "auroc_adjusted",
          "auroc_metadata_only",
          "auroc_negatives_by_level",
          "prevalence_label_shift",
          "prevalence_corrected",
          "sensitivity_corrected",
          "specificity_corrected",
          "label_noise_tipping_point");
  private static final Set<String> REFERENCE =
      Set.of("sensitivity_corrected", "specificity_corrected", "label_noise_tipping_point");
  private static final Set<String> SITES =
      Set.of("sensitivity_between_sites", "specificity_between_sites");

  private final ValidationReport report;
  private final Set<String> anchors = new HashSet<>();

  /**
   * @throws IllegalArgumentException if the report may not be published
   */
  ReportContent(ValidationReport report) {
    this.report = report;
    Matcher ids = ID.matcher(ReportHtml.render(report));
    while (ids.find()) {
      anchors.add(ids.group(1));
    }
  }

  /** Whether {@code report.html} has this anchor. */
  boolean hasSection(String anchor) {
    return anchors.contains(anchor);
  }

  /** Whether a condition of the list holds. */
  boolean holds(String condition) {
    if (condition.startsWith(METRIC)) {
      return any(Set.of(condition.substring(METRIC.length())), row -> true);
    }
    return switch (condition) {
      case "always" -> true;
      case "model" -> report.bundle() != null;
      case "points" -> report.bundle() != null && !report.study().operatingPoints().isEmpty();
      case "accuracy" -> any(ACCURACY, row -> isOverall(row) && row.ciLow() != null);
      case "calls" -> hasCalls();
      case "claims" -> !report.results().endpoints().isEmpty();
      case "power" -> report.results().power().stream().anyMatch(ReportContent::isShown);
      case "flow" -> report.results().exclusions().stream().anyMatch(row -> row.nImages() != null);
      case "cohort" -> hasLevels(row -> row.nCases() != null);
      case "subgroups" ->
          hasLevels(row -> row.status() == Status.OK && ACCURACY.contains(row.metric()));
      case "equipment" -> hasLevels(row -> row.nCases() != null && isOf(EQUIPMENT, row));
      case "patients" -> hasLevels(row -> row.nCases() != null && isOf(PATIENTS, row));
      case "labels" ->
          report.study().cohort().stream().anyMatch(rule -> rule.startsWith("label_provenance="));
      case "sites" -> any(SITES, ReportContent::isOverall);
      case "audits" -> any(AUDITS, row -> true);
      case "reference" -> any(REFERENCE, row -> true);
      default -> throw new AssertionError("A condition of the checklist is unknown: " + condition);
    };
  }

  /** The table of calls is shown for exact sums alone. */
  private boolean hasCalls() {
    return report.privacy() == null
        && any(Set.of("sensitivity"), ReportContent::isOverall)
        && any(Set.of("specificity"), ReportContent::isOverall);
  }

  private boolean any(Set<String> metrics, Predicate<MetricRow> also) {
    return report.results().estimates().stream()
        .anyMatch(
            row -> metrics.contains(row.metric()) && row.status() == Status.OK && also.test(row));
  }

  private boolean hasLevels(Predicate<MetricRow> also) {
    return report.results().estimates().stream().anyMatch(row -> !isOverall(row) && also.test(row));
  }

  private static boolean isOverall(MetricRow row) {
    return row.subgroup().equals("all");
  }

  private static boolean isOf(Set<String> attributes, MetricRow row) {
    return attributes.stream().anyMatch(name -> row.subgroup().startsWith(name + "="));
  }

  private static boolean isShown(PowerRow row) {
    return row.status() == Status.OK;
  }
}
