package org.fedval.coordinator.report;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.fedval.evaluation.plan.DisclosureRules;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.evaluation.report.MetricRow;
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
final class SampleReport {
  static final List<String> FINDINGS = List.of("Covid", "Pneumonia", "Pleural effusion");
  static final List<OperatingPoint> POINTS =
      List.of(new OperatingPoint("screening", 0.3), new OperatingPoint("balanced", 0.5));
  static final List<Subgroup> SUBGROUPS =
      List.of(
          new Subgroup("sex", List.of("F", "M")),
          new Subgroup("age", List.of("0-39", "40-64", "65+")),
          new Subgroup("view", List.of("PA", "AP", "LL")),
          new Subgroup("manufacturer", List.of("Agfa", "Philips", "Siemens")));
  private static final double[] AUROC = {0.912, 0.842, 0.771};
  private static final long[] POSITIVE = {812, 1204, 438};
  private static final long[] CASES = {3962, 3900, 3900};
  private static final String FEW = "fewer than 10 patients in a class";
  private static final String FEW_SITES = "contributed by fewer than 4 sites";
  private static final String PROTECTS = "would reveal another withheld cell";

  private SampleReport() {}

  static ValidationReport complete() {
    return named(FINDINGS, "Chest radiographs in seven hospitals");
  }

  /** The same numbers under other names, to test what untrusted names can do. */
  static ValidationReport named(List<String> findings, String title) {
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
        new PooledResults(estimates(findings), endpoints(findings), curves(findings), exclusions(findings)),
        List.of("Site-d used contrast-enhanced portable units from June 2024 on."));
  }

  private static List<MetricRow> estimates(List<String> findings) {
    List<MetricRow> rows = new ArrayList<>();
    for (int f = 0; f < findings.size(); f++) {
      block(rows, findings.get(f), f, "all", 1, 0, null);
      for (Subgroup subgroup : SUBGROUPS) {
        for (int l = 0; l < subgroup.allLevels().size(); l++) {
          String level = subgroup.allLevels().get(l);
          double share = share(subgroup, l);
          double shift = level.equals("AP") ? -0.09 : 0.012 * ((l + f) % 3 - 1);
          block(rows, findings.get(f), f, subgroup.attribute() + "=" + level, share, shift, why(subgroup, level));
        }
      }
    }
    return rows;
  }

  private static double share(Subgroup subgroup, int level) {
    double[] shares =
        switch (subgroup.attribute()) {
          case "sex" -> new double[] {0.47, 0.51, 0, 0.02};
          case "age" -> new double[] {0.16, 0.41, 0.4, 0, 0.03};
          case "view" -> new double[] {0.55, 0.4, 0.004, 0, 0.046};
          default -> new double[] {0.38, 0.33, 0.2, 0.06, 0.03};
        };
    return shares[level];
  }

  private static String why(Subgroup subgroup, String level) {
    if (level.equals("LL") || (subgroup.attribute().equals("age") && level.equals("unknown"))) {
      return FEW;
    }
    if (level.equals("Siemens") || level.equals("Philips")) {
      return FEW_SITES;
    }
    return subgroup.attribute().equals("manufacturer") && level.equals("other") ? PROTECTS : null;
  }

  private static void block(
      List<MetricRow> rows, String finding, int f, String subgroup, double share, double shift, String why) {
    long positive = Math.round(POSITIVE[f] * share);
    long cases = Math.round(CASES[f] * share);
    Row row = new Row(rows, finding, f, subgroup, cases, positive, why);
    row.auroc(Math.min(0.99, AUROC[f] + shift));
    for (int p = 0; p < POINTS.size(); p++) {
      double sensitivity = Math.min(0.99, AUROC[f] - 0.02 - (0.1 + 0.05 * f) * p + shift);
      double specificity =
          Math.min(0.98, 1 - Math.pow(sensitivity - shift, AUROC[f] / (1 - AUROC[f])) - shift / 3);
      String name = POINTS.get(p).name();
      long tp = Math.round(sensitivity * positive);
      long tn = Math.round(specificity * (cases - positive));
      long fp = cases - positive - tn;
      row.proportion("sensitivity", name, tp, positive, "no positives");
      row.proportion("specificity", name, tn, cases - positive, "no negatives");
      row.proportion("ppv", name, tp, tp + fp, "no calls");
      row.proportion("npv", name, tn, cases - tp - fp, "no calls");
    }
    row.proportion("prevalence", null, positive, cases, "no images");
  }

  private record Row(
      List<MetricRow> rows, String finding, int f, String subgroup, long cases, long positive, String why) {
    void auroc(double value) {
      double half = 1.96 * Math.sqrt(value * (1 - value) / Math.max(1, 0.8 * positive));
      boolean few = positive < 10;
      add("auroc", null, positive == 0 ? Double.NaN : value, Math.max(0, value - half * 1.1),
          Math.min(1, value + half * 0.9), few ? "newcombe5" : "delong_logit", "no positives");
    }

    void proportion(String metric, String point, long k, long n, String none) {
      double z = 1.959964;
      double centre = (k + z * z / 2) / (n + z * z);
      double half = z / (n + z * z) * Math.sqrt((double) k * (n - k) / Math.max(1, n) + z * z / 4);
      double value = n == 0 ? Double.NaN : (double) k / n;
      add(metric, point, value, Math.min(value, Math.max(0, centre - half)),
          Math.max(value, Math.min(1, centre + half)), "wilson", none);
    }

    private void add(
        String metric, String point, double value, double low, double high, String method, String none) {
      if (why != null) {
        rows.add(new MetricRow(finding, metric, subgroup, point, null, null, null, null, null, null,
            null, null, Status.SUPPRESSED, null, why));
      } else if (Double.isNaN(value)) {
        rows.add(new MetricRow(finding, metric, subgroup, point, null, null, null, null, cases, null,
            positive, cases - positive, Status.NOT_ESTIMABLE, null, none));
      } else {
        Verdict verdict = verdict(metric, point, low, high);
        String reason = verdict == Verdict.NOT_POWERED_TO_CERTIFY ? "needs 250 positives" : null;
        rows.add(new MetricRow(finding, metric, subgroup, point, value, low, high, method, cases,
            Math.round(cases * 0.93), positive, cases - positive, Status.OK, verdict, reason));
      }
    }

    private Verdict verdict(String metric, String point, double low, double high) {
      double goal = SampleReport.goal(metric, point, f);
      if (Double.isNaN(goal)) {
        return null;
      }
      if (positive < 250) {
        return Verdict.NOT_POWERED_TO_CERTIFY;
      }
      return low > goal ? Verdict.MEETS_GOAL : high < goal ? Verdict.FAILS_GOAL : Verdict.INCONCLUSIVE;
    }
  }

  static double goal(String metric, String point, int finding) {
    if (metric.equals("sensitivity") && "screening".equals(point)) {
      return 0.8;
    }
    return metric.equals("auroc") && finding < 2 ? 0.83 : Double.NaN;
  }

  private static List<EndpointResult> endpoints(List<String> findings) {
    return List.of(
        new EndpointResult(findings.get(0), "auroc", null, 0.83, 0.88, 0.025, 0.8,
            Verdict.MEETS_GOAL, 250L, 812L,
            findings.get(0) + ": AUROC 0.91 (95 % CI 0.89 to 0.93) over 7 hospitals, goal above 0.83: met."),
        new EndpointResult(findings.get(0), "sensitivity", "screening", 0.8, 0.88, 0.025, 0.8,
            Verdict.MEETS_GOAL, 250L, 812L,
            findings.get(0) + ": sensitivity at the screening threshold 0.89 (95 % CI 0.87 to 0.91) over 7 hospitals, goal above 0.80: met."),
        new EndpointResult(findings.get(1), "auroc", null, 0.83, 0.88, 0.025, 0.8,
            Verdict.INCONCLUSIVE, 250L, 1204L,
            findings.get(1) + ": AUROC 0.84 (95 % CI 0.82 to 0.86) over 7 hospitals, goal above 0.83: inconclusive."),
        new EndpointResult(findings.get(1), "sensitivity", "screening", 0.8, 0.88, 0.025, 0.8,
            Verdict.NOT_POWERED_TO_CERTIFY, 1500L, 1204L,
            findings.get(1) + ": sensitivity at the screening threshold 0.82 (95 % CI 0.80 to 0.84) over 7 hospitals, goal above 0.80: too few positives to certify (1204 of 1500)."),
        new EndpointResult(findings.get(2), "sensitivity", "screening", 0.8, 0.88, 0.025, 0.8,
            Verdict.FAILS_GOAL, 250L, 438L,
            findings.get(2) + ": sensitivity at the screening threshold 0.75 (95 % CI 0.71 to 0.79) over 7 hospitals, goal above 0.80: not met."));
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
      curves.add(new RocCurveData(findings.get(f), points, 0.00063 + f * 0.001));
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
      {"NOT_ELIGIBLE", "outside the cohort rule", 0L, 0L},
      {"TRANSFER_SYNTAX", "pixel data in a transfer syntax that the reader does not decode", 1402L, 1311L},
      {"PIXEL_DECODE", "pixel data damaged or not a single-frame grayscale image", null, null},
      {"PREPROCESSING", "the locked preprocessing recipe does not apply", 0L, 0L},
      {"INFERENCE_FAILED", "the model failed on this image", 0L, 0L},
      {"NON_FINITE_SCORE", "the model's score is not a number between 0 and 1", 0L, 0L},
    };
    for (Object[] c : counts) {
      rows.add(new ExclusionRow((String) c[0], null, (String) c[1], (Long) c[2], (Long) c[3],
          c[2] == null ? Status.SUPPRESSED : Status.OK));
    }
    long[] missing = {0, 62, 62};
    for (int f = 0; f < findings.size(); f++) {
      rows.add(new ExclusionRow("LABEL_MISSING", findings.get(f), "no reference standard for this finding",
          missing[f], missing[f], Status.OK));
    }
    return rows;
  }

  private static String hex(char digit) {
    return String.valueOf(digit).repeat(48) + "0123456789abcdef";
  }
}
