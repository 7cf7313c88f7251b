package org.fedval.coordinator.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.evaluation.report.PooledResults;
import org.fedval.evaluation.report.PooledResults.EndpointResult;
import org.fedval.evaluation.report.PooledResults.ExclusionRow;
import org.fedval.evaluation.report.PooledResults.RocCurveData;
import org.fedval.evaluation.report.PooledResults.RocPoint;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.ValidationReport;
import org.fedval.evaluation.report.Verdict;

/**
 * An invented report of three findings in seven hospitals that holds every status and every
 * verdict: 600 rows, as a real study of this size has.
 */
public final class SampleReport {
  static final List<String> FINDINGS = List.of("Covid", "Pneumonia", "Pleural effusion");
  static final List<OperatingPoint> POINTS =
      List.of(new OperatingPoint("screening", 0.3), new OperatingPoint("balanced", 0.5));
  static final List<Subgroup> SUBGROUPS =
      List.of(
          new Subgroup("sex", List.of("F", "M")),
          new Subgroup("age", List.of("0-39", "40-64", "65+")),
          new Subgroup("view", List.of("PA", "AP", "LL")),
          new Subgroup("manufacturer", List.of("Agfa", "Philips", "Siemens")));
  static final double[] AUROC = {0.912, 0.842, 0.771};

  private SampleReport() {}

  public static ValidationReport complete() {
    return named(FINDINGS, "Chest radiographs in seven hospitals");
  }

  /** The same numbers under other names, to test what untrusted names can do. */
  public static ValidationReport named(List<String> findings, String title) {
    return new ValidationReport(
        ValidationReport.SCHEMA,
        Instant.parse("2026-03-14T09:26:53Z"),
        new ValidationReport.Study(
            "cxr-2026-01",
            title,
            hex('a'),
            hex('b'),
            "classification",
            "image",
            findings,
            POINTS,
            SUBGROUPS),
        new ValidationReport.Bundle(
            "densenet121", "1.4.0", hex('c'), hex('d'), "K7QF-2MXN-9PDR-4TWB"),
        new ValidationReport.RosterSummary(
            "cxr-network",
            3,
            hex('e'),
            List.of("site-a", "site-b", "site-c", "site-d", "site-e", "site-f", "site-g"),
            7),
        new ValidationReport.Session("s-01", hex('1'), hex('2'), hex('3'), hex('4')),
        new DisclosureRules(10, 3, 1, 4),
        Map.of("fedval", "0.1.0", "onnxruntime", "1.28.0", "java", "17.0.15"),
        new PooledResults(
            SampleRows.estimates(findings),
            endpoints(findings),
            curves(findings),
            exclusions(findings)),
        List.of("Site-d used contrast-enhanced portable units from June 2024 on."));
  }

  private static List<EndpointResult> endpoints(List<String> findings) {
    return List.of(
        new EndpointResult(
            findings.get(0),
            "auroc",
            null,
            0.83,
            0.88,
            0.025,
            0.8,
            Verdict.MEETS_GOAL,
            250L,
            812L,
            findings.get(0)
                + ": AUROC 0.91 (95 % CI 0.89 to 0.93) over 7 hospitals, goal above 0.83: met."),
        new EndpointResult(
            findings.get(0),
            "sensitivity",
            "screening",
            0.8,
            0.88,
            0.025,
            0.8,
            Verdict.MEETS_GOAL,
            250L,
            812L,
            findings.get(0)
                + ": sensitivity at the screening threshold 0.89 (95 % CI 0.87 to 0.91) over 7 hospitals, goal above 0.80: met."),
        new EndpointResult(
            findings.get(1),
            "auroc",
            null,
            0.83,
            0.88,
            0.025,
            0.8,
            Verdict.INCONCLUSIVE,
            250L,
            1204L,
            findings.get(1)
                + ": AUROC 0.84 (95 % CI 0.82 to 0.86) over 7 hospitals, goal above 0.83: inconclusive."),
        new EndpointResult(
            findings.get(1),
            "sensitivity",
            "screening",
            0.8,
            0.88,
            0.025,
            0.8,
            Verdict.NOT_POWERED_TO_CERTIFY,
            1500L,
            1204L,
            findings.get(1)
                + ": sensitivity at the screening threshold 0.82 (95 % CI 0.80 to 0.84) over 7 hospitals, goal above 0.80: too few positives to certify (1204 of 1500)."),
        new EndpointResult(
            findings.get(2),
            "sensitivity",
            "screening",
            0.8,
            0.88,
            0.025,
            0.8,
            Verdict.FAILS_GOAL,
            250L,
            438L,
            findings.get(2)
                + ": sensitivity at the screening threshold 0.75 (95 % CI 0.71 to 0.79) over 7 hospitals, goal above 0.80: not met."));
  }

  private static List<RocCurveData> curves(List<String> findings) {
    List<RocCurveData> curves = new ArrayList<>();
    for (int f = 0; f < findings.size(); f++) {
      List<RocPoint> points = new ArrayList<>();
      double shape = (1 - AUROC[f]) / AUROC[f];
      for (int i = 0; i <= 300; i++) {
        double fpr = Math.pow(i / 300.0, 2);
        points.add(new RocPoint(fpr, Math.pow(fpr, shape)));
      }
      curves.add(
          new RocCurveData(
              findings.get(f), points, 0.00063 + f * 0.001, SampleCurves.of(AUROC[f])));
    }
    return curves;
  }

  private static List<ExclusionRow> exclusions(List<String> findings) {
    List<ExclusionRow> rows = new ArrayList<>();
    Object[][] counts = {
      {"NOT_DICOM", "not a DICOM file", 31L, 0L},
      {"UNREADABLE", "DICOM file damaged or truncated", 0L, 0L},
      {"DUPLICATE_INSTANCE", "SOP Instance UID seen before", 24L, 21L},
      {"NO_LABEL_ROW", "image without a row in the labels", 118L, 96L},
      {"NOT_ELIGIBLE", "modality outside the cohort rule", 0L, 0L},
      {
        "TRANSFER_SYNTAX",
        "pixel data in a transfer syntax that the reader does not decode",
        1402L,
        1311L
      },
      {"PIXEL_DECODE", "pixel data damaged or not a single-frame grayscale image", null, null},
      {"PREPROCESSING", "the locked preprocessing recipe does not apply", 0L, 0L},
      {"INFERENCE_FAILED", "the model failed on this image", 0L, 0L},
      {"NON_FINITE_SCORE", "the model's score is not a number between 0 and 1", 0L, 0L},
    };
    for (Object[] c : counts) {
      rows.add(
          new ExclusionRow(
              (String) c[0],
              null,
              (String) c[1],
              (Long) c[2],
              (Long) c[3],
              c[2] == null ? Status.SUPPRESSED : Status.OK));
    }
    long[] missing = {0, 62, 62};
    for (int f = 0; f < findings.size(); f++) {
      rows.add(
          new ExclusionRow(
              "LABEL_MISSING",
              findings.get(f),
              "no reference standard for this finding",
              missing[f],
              missing[f],
              Status.OK));
    }
    return rows;
  }

  private static String hex(char digit) {
    return String.valueOf(digit).repeat(48) + "0123456789abcdef";
  }
}
