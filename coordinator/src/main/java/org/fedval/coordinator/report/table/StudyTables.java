package org.fedval.coordinator.report.table;

import java.util.List;
import java.util.Objects;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.ValidationReport;

/** The tables over all images whose lines are metrics and whose columns are findings. */
public final class StudyTables {
  private static final List<String> BRIER_PARTS =
      List.of(
          "brier_reliability",
          "brier_resolution",
          "brier_uncertainty",
          "brier_within_bin_variance",
          "brier_within_bin_covariance");

  private final ValidationReport report;
  private final Estimates estimates;

  public StudyTables(ValidationReport report, Estimates estimates) {
    this.report = report;
    this.estimates = estimates;
  }

  /** Table 3a: measures of the whole curve. */
  public Table discrimination() {
    return table("table-3a-discrimination", "Table 3a. Discrimination over all images")
        .group(
            "ROC",
            List.of(
                "auroc",
                "auroc_clustered",
                "auroc_bootstrap",
                "auroc_within_site",
                "auroc_adjusted",
                "auroc_partial",
                "auroc_partial_standardised",
                "sensitivity_at_specificity"),
            row -> !isRecalibrated(row))
        .group("Precision and recall", List.of("average_precision", "auprc"), row -> true)
        .note(
            "An AUROC within site that is lower than the pooled one means that differences between"
                + " hospitals, and not the disease alone, separate the scores.")
        .build();
  }

  /** Table 4: calibration, before and after recalibration. */
  public Table calibration() {
    return table("table-4-calibration", "Table 4. Calibration over all images")
        .group(
            "Scores as delivered",
            List.of(
                "calibration_slope",
                "calibration_slope_clustered",
                "calibration_intercept",
                "calibration_intercept_clustered",
                "calibration_in_the_large",
                "spiegelhalter_z",
                "ece",
                "mce"),
            row -> !isRecalibrated(row))
        .group("Brier score", List.of("brier", "brier_scaled"), row -> !isRecalibrated(row))
        .group(
            "Brier score = reliability \u2212 resolution + uncertainty + variance within bins"
                + " \u2212 covariance within bins",
            BRIER_PARTS,
            row -> true)
        .group(
            "After recalibration at each hospital, cross-fitted by patient",
            List.of("auroc", "brier", "ece", "mce"),
            StudyTables::isRecalibrated)
        .note(
            "A slope of 1 and an intercept of 0 are perfect. The parameters of a recalibration never"
                + " leave the hospital.")
        .build();
  }

  /** Table 5c: tests that all levels of an attribute agree. */
  public Table homogeneity() {
    return table("table-5c-homogeneity", "Table 5c. Do all levels of an attribute agree?")
        .group("", List.of("sensitivity_homogeneity", "specificity_homogeneity"), row -> true)
        .note("Chi-squared statistic and p. Read it before single differences.")
        .build();
  }

  /** Table 6: predictive values, net benefit and abstention. */
  public Table clinicalUse() {
    return table("table-6-clinical-use", "Table 6. Clinical use")
        .group("Predictive values", List.of("ppv_at_prevalence", "npv_at_prevalence"), row -> true)
        .group(
            "Net benefit per image",
            List.of("net_benefit", "net_benefit_clustered", "net_benefit_treat_all"),
            row -> true)
        .group(
            "Abstention",
            List.of(
                "abstention_coverage",
                "selective_error",
                "sensitivity_abstain_positive",
                "specificity_abstain_positive",
                "sensitivity_abstain_wrong",
                "specificity_abstain_wrong",
                "risk_coverage_area"),
            row -> true)
        .note(
            "The error where the model decides says nothing without its coverage: referred images"
                + " must go somewhere.")
        .build();
  }

  /** Table 8: audits. */
  public Table audits() {
    return table("table-8-audits", "Table 8. Audits and sensitivity analyses")
        .group(
            "Do differences between hospitals or levels explain the AUROC?",
            List.of("auroc", "auroc_within_site", "auroc_adjusted", "auroc_metadata_only"),
            row -> !isRecalibrated(row))
        .group(
            "Do scores of negative images differ between levels? (0.5: no)",
            List.of("auroc_negatives_by_level"),
            row -> true)
        .group(
            "What if the prevalence or the reference standard is off?",
            List.of(
                "prevalence",
                "prevalence_label_shift",
                "prevalence_corrected",
                "sensitivity_corrected",
                "specificity_corrected",
                "label_noise_tipping_point"),
            row -> true)
        .note("Pairs of levels without images, or of which one is withheld, are left out.")
        .build();
  }

  /** Table 9: two scores on the same images; empty where the plan compares none. */
  public Table comparison() {
    return table("table-9-comparison", "Table 9. Comparison of two scores on the same images")
        .group(
            "",
            List.of(
                "sensitivity_difference",
                "specificity_difference",
                "ppv_difference",
                "npv_difference",
                "auroc_difference",
                "auroc_difference_clustered"),
            row -> true)
        .verdicts()
        .note(
            "First minus second score. Not inferior: the lower limit of the difference lies above"
                + " minus the planned margin.")
        .build();
  }

  private static boolean isRecalibrated(MetricRow row) {
    return Objects.requireNonNullElse(row.parameter(), "").startsWith("recalibration=");
  }

  private MetricTable table(String id, String title) {
    return new MetricTable(report, estimates, id, title);
  }
}
