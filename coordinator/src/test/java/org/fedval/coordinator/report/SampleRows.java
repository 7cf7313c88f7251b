package org.fedval.coordinator.report;

import java.util.ArrayList;
import java.util.List;
import org.fedval.evaluation.plan.Subgroup;
import org.fedval.evaluation.report.MetricRow;
import org.fedval.evaluation.report.Status;
import org.fedval.evaluation.report.Verdict;
import org.jspecify.annotations.Nullable;

/** The 600 rows of {@link SampleReport}, with plausible counts and Wilson's intervals. */
final class SampleRows {
  private static final long[] POSITIVE = {812, 1204, 438};
  private static final long[] CASES = {3962, 3900, 3900};
  private static final String FEW = "fewer than 10 patients in a class";
  private static final String FEW_SITES = "contributed by fewer than 4 sites";
  private static final String PROTECTS = "would reveal another withheld cell";

  private SampleRows() {}

  static List<MetricRow> estimates(List<String> findings) {
    List<MetricRow> rows = new ArrayList<>();
    for (int f = 0; f < findings.size(); f++) {
      block(rows, findings.get(f), f, "all", 1, 0, null);
      for (Subgroup subgroup : SampleReport.SUBGROUPS) {
        for (int l = 0; l < subgroup.allLevels().size(); l++) {
          String level = subgroup.allLevels().get(l);
          double share = share(subgroup, l);
          double shift = level.equals("AP") ? -0.09 : 0.012 * ((l + f) % 3 - 1);
          block(
              rows,
              findings.get(f),
              f,
              subgroup.attribute() + "=" + level,
              share,
              shift,
              why(subgroup, level));
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

  private static @Nullable String why(Subgroup subgroup, String level) {
    if (level.equals("LL") || (subgroup.attribute().equals("age") && level.equals("unknown"))) {
      return FEW;
    }
    if (level.equals("Siemens") || level.equals("Philips")) {
      return FEW_SITES;
    }
    return subgroup.attribute().equals("manufacturer") && level.equals("other") ? PROTECTS : null;
  }

  private static void block(
      List<MetricRow> rows,
      String finding,
      int f,
      String subgroup,
      double share,
      double shift,
      @Nullable String why) {
    long positive = Math.round(POSITIVE[f] * share);
    long cases = Math.round(CASES[f] * share);
    Row row = new Row(rows, finding, f, subgroup, cases, positive, why);
    row.auroc(Math.min(0.99, SampleReport.AUROC[f] + shift));
    for (int p = 0; p < SampleReport.POINTS.size(); p++) {
      double sensitivity =
          Math.min(0.99, SampleReport.AUROC[f] - 0.02 - (0.1 + 0.05 * f) * p + shift);
      double specificity =
          Math.min(
              0.98,
              1
                  - Math.pow(
                      sensitivity - shift, SampleReport.AUROC[f] / (1 - SampleReport.AUROC[f]))
                  - shift / 3);
      String name = SampleReport.POINTS.get(p).name();
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
      List<MetricRow> rows,
      String finding,
      int f,
      String subgroup,
      long cases,
      long positive,
      @Nullable String why) {
    void auroc(double value) {
      double half = 1.96 * Math.sqrt(value * (1 - value) / Math.max(1, 0.8 * positive));
      boolean few = positive < 10;
      add(
          "auroc",
          null,
          positive == 0 ? Double.NaN : value,
          Math.max(0, value - half * 1.1),
          Math.min(1, value + half * 0.9),
          few ? "newcombe5" : "delong_logit",
          "no positives");
    }

    void proportion(String metric, @Nullable String point, long k, long n, String none) {
      double z = 1.959964;
      double centre = (k + z * z / 2) / (n + z * z);
      double half = z / (n + z * z) * Math.sqrt((double) k * (n - k) / Math.max(1, n) + z * z / 4);
      double value = n == 0 ? Double.NaN : (double) k / n;
      add(
          metric,
          point,
          value,
          Math.min(value, Math.max(0, centre - half)),
          Math.max(value, Math.min(1, centre + half)),
          "wilson",
          none);
    }

    private void add(
        String metric,
        @Nullable String point,
        double value,
        double low,
        double high,
        String method,
        String none) {
      if (why != null) {
        rows.add(
            new MetricRow(
                finding,
                metric,
                subgroup,
                point,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                null,
                Status.SUPPRESSED,
                null,
                why));
      } else if (Double.isNaN(value)) {
        rows.add(
            new MetricRow(
                finding,
                metric,
                subgroup,
                point,
                null,
                null,
                null,
                null,
                cases,
                null,
                positive,
                cases - positive,
                Status.NOT_ESTIMABLE,
                null,
                none));
      } else {
        Verdict verdict = verdict(metric, point, low, high);
        String reason = verdict == Verdict.NOT_POWERED_TO_CERTIFY ? "needs 250 positives" : null;
        rows.add(
            new MetricRow(
                finding,
                metric,
                subgroup,
                point,
                value,
                low,
                high,
                method,
                cases,
                Math.round(cases * 0.93),
                positive,
                cases - positive,
                Status.OK,
                verdict,
                reason));
      }
    }

    private @Nullable Verdict verdict(
        String metric, @Nullable String point, double low, double high) {
      double goal = SampleRows.goal(metric, point, f);
      if (Double.isNaN(goal)) {
        return null;
      }
      if (positive < 250) {
        return Verdict.NOT_POWERED_TO_CERTIFY;
      }
      return low > goal
          ? Verdict.MEETS_GOAL
          : high < goal ? Verdict.FAILS_GOAL : Verdict.INCONCLUSIVE;
    }
  }

  static double goal(String metric, @Nullable String point, int finding) {
    if (metric.equals("sensitivity") && "screening".equals(point)) {
      return 0.8;
    }
    return metric.equals("auroc") && finding < 2 ? 0.83 : Double.NaN;
  }
}
