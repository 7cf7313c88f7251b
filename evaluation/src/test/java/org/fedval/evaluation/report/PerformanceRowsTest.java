package org.fedval.evaluation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.fedval.evaluation.report.Simulated.RULE_IN;
import static org.fedval.evaluation.report.Simulated.SCREENING;

import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.fedval.evaluation.binom.Wilson;
import org.fedval.evaluation.calib.LogisticRecalibration;
import org.fedval.evaluation.calib.ScoreBins;
import org.fedval.evaluation.clinical.NetBenefit;
import org.fedval.evaluation.clinical.PredictiveValues;
import org.fedval.evaluation.clinical.RiskCoverage;
import org.fedval.evaluation.confusion.Confusion;
import org.fedval.evaluation.confusion.LikelihoodRatios;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.plan.OperatingPoint;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.roc.PartialAuroc;
import org.fedval.evaluation.roc.PrecisionRecall;
import org.fedval.evaluation.roc.SensitivityAtSpecificity;
import org.fedval.evaluation.score.EdgeTable;
import org.junit.jupiter.api.Test;

/** Rows of pooled sums against the same estimators on the raw scores. */
class PerformanceRowsTest {
  private static final double Z = Normal.twoSided(0.95);

  private static final Simulated COHORT = Simulated.cohort(Simulated.plan(3), 1500, 20);
  private static final PooledResults RESULTS = COHORT.report();

  private Confusion raw(double threshold) {
    long[] c = new long[4];
    for (Simulated.Image i : COHORT.images()) {
      boolean called = i.score() >= threshold;
      c[i.positive() ? (called ? 0 : 1) : (called ? 2 : 3)]++;
    }
    return new Confusion(c[0], c[1], c[2], c[3]);
  }

  private EdgeTable lossless() {
    return EdgeTable.of(COHORT.images().stream().mapToDouble(Simulated.Image::score).toArray());
  }

  private ClassHistograms rawHistogram() {
    EdgeTable edges = lossless();
    long[] p = new long[edges.bins()];
    long[] n = new long[edges.bins()];
    COHORT.images().forEach(i -> (i.positive() ? p : n)[edges.bin(i.score())]++);
    return new ClassHistograms(p, n);
  }

  private MetricRow row(String metric, OperatingPoint point, String parameter) {
    return Simulated.row(RESULTS, metric, point, parameter);
  }

  private double value(String metric, OperatingPoint point, String parameter) {
    return Objects.requireNonNull(row(metric, point, parameter).value(), metric);
  }

  @Test
  void what_follows_from_calls_is_exactly_that_of_the_raw_scores() {
    for (OperatingPoint point : List.of(SCREENING, RULE_IN)) {
      Confusion c = raw(point.threshold());
      assertThat(value("sensitivity", point, null)).isEqualTo(c.sensitivity().orElseThrow());
      assertThat(value("accuracy", point, null)).isEqualTo(c.accuracy().orElseThrow());
      assertThat(row("accuracy", point, null).ciLow())
          .isEqualTo(Wilson.interval(c.tp() + c.tn(), c.cases(), Z).lower());
      assertThat(value("f1", point, null)).isEqualTo(c.f1().orElseThrow());
      assertThat(value("mcc", point, null)).isEqualTo(c.mcc().orElseThrow());
      assertThat(value("youden_index", point, null)).isEqualTo(c.youden().orElseThrow());
      assertThat(value("balanced_accuracy", point, null))
          .isEqualTo(c.balancedAccuracy().orElseThrow());
      var ratio = LikelihoodRatios.positive(c, Z).orElseThrow();
      assertThat(value("lr_positive", point, null)).isEqualTo(ratio.value());
      assertThat(row("lr_positive", point, null).ciHigh()).isEqualTo(ratio.interval().upper());
      assertThat(value("diagnostic_odds_ratio", point, null))
          .isEqualTo(LikelihoodRatios.diagnosticOdds(c, Z).orElseThrow().value());
      var ppv = PredictiveValues.ppv(c, 0.05, Z).orElseThrow();
      assertThat(value("ppv_at_prevalence", point, "prevalence=0.05")).isEqualTo(ppv.value());
      assertThat(row("ppv_at_prevalence", point, "prevalence=0.05").ciLow())
          .isEqualTo(ppv.interval().lower());
      assertThat(value("npv_at_prevalence", point, "prevalence=0.3"))
          .isEqualTo(PredictiveValues.npv(c, 0.3, Z).orElseThrow().value());
    }
    for (double t : new double[] {0.2, 0.47}) {
      NetBenefit benefit = new NetBenefit(raw(t), t);
      MetricRow row = row("net_benefit", null, "threshold=" + t);
      assertThat(row.value()).isEqualTo(benefit.model());
      assertThat(row.se()).isEqualTo(benefit.standardError());
      assertThat(value("net_benefit_treat_all", null, "threshold=" + t))
          .isCloseTo(benefit.treatAll(), within(1e-15));
    }
  }

  @Test
  void brier_score_and_calibration_errors_are_those_of_the_raw_scores() {
    double n = COHORT.images().size();
    double brier = 0;
    double[][] bins = new double[10][3];
    for (Simulated.Image i : COHORT.images()) {
      double y = i.positive() ? 1 : 0;
      brier += (y - i.score()) * (y - i.score()) / n;
      double[] bin = bins[(int) Math.min(9, Math.floor(i.score() * 10))];
      bin[0]++;
      bin[1] += y;
      bin[2] += i.score();
    }
    double ece = Arrays.stream(bins).mapToDouble(b -> Math.abs(b[1] - b[2]) / n).sum();

    assertThat(value("brier", null, null)).isCloseTo(brier, within(1e-11));
    assertThat(value("ece", null, "bins=10 equal width")).isCloseTo(ece, within(1e-11));
    double parts =
        value("brier_reliability", null, null)
            - value("brier_resolution", null, null)
            + value("brier_uncertainty", null, null)
            + value("brier_within_bin_variance", null, null)
            - value("brier_within_bin_covariance", null, null);
    assertThat(parts).isCloseTo(brier, within(1e-9));
    assertThat(row("spiegelhalter_z", null, null).pValue()).isBetween(0.0, 1.0);
    assertThat(row("ece", null, "bins=10 equal mass").status()).isEqualTo(Status.OK);
  }

  @Test
  void slope_and_intercept_of_the_last_round_are_those_of_the_raw_scores() {
    ScoreBins.Builder all = new ScoreBins.Builder(lossless());
    COHORT.images().forEach(i -> all.add(i.positive(), i.score()));
    var fit = LogisticRecalibration.fit(all.build()).orElseThrow();

    assertThat(value("calibration_slope", null, "raw scores")).isCloseTo(fit.slope(), within(1e-8));
    assertThat(value("calibration_intercept", null, "raw scores"))
        .isCloseTo(fit.intercept(), within(1e-8));
    assertThat(value("calibration_slope", null, null)).isCloseTo(fit.slope(), within(2e-3));
    assertThat(row("calibration_slope", null, "raw scores").se())
        .isCloseTo(Math.sqrt(fit.slopeVariance()), within(1e-4));
    double large = LogisticRecalibration.inTheLarge(all.build()).orElseThrow().value();
    assertThat(value("calibration_in_the_large", null, null)).isCloseTo(large, within(2e-3));
  }

  @Test
  void ranks_of_raw_scores_lie_within_the_printed_bound() {
    ClassHistograms h = rawHistogram();
    isBounded("auroc", null, Auroc.of(h).value());
    PartialAuroc partial = PartialAuroc.atSpecificityFrom(h, 0.9);
    isBounded("auroc_partial", "specificity>=0.9", partial.value());
    isBounded("auroc_partial_standardised", "specificity>=0.9", partial.standardised());
    isBounded(
        "sensitivity_at_specificity",
        "specificity>=0.9",
        SensitivityAtSpecificity.of(h, 0.9).orElseThrow().sensitivity());
    isBounded("average_precision", null, PrecisionRecall.averagePrecision(h));
    isBounded("auprc", null, PrecisionRecall.integral(h));
  }

  private void isBounded(String metric, String parameter, double raw) {
    MetricRow row = row(metric, null, parameter);
    assertThat(Math.abs(row.value() - raw))
        .as(metric)
        .isLessThanOrEqualTo(row.quantisationBound() + 1e-12);
    assertThat(row.quantisationBound()).as(metric).isLessThan(0.02);
  }

  @Test
  void the_area_of_risk_over_coverage_is_near_that_of_the_raw_scores() {
    double[] confidence =
        COHORT.images().stream().mapToDouble(i -> Math.abs(i.score() - 0.35)).toArray();
    EdgeTable edges = EdgeTable.of(confidence);
    long[] wrong = new long[edges.bins()];
    long[] right = new long[edges.bins()];
    for (int i = 0; i < confidence.length; i++) {
      Simulated.Image image = COHORT.images().get(i);
      boolean correct = (image.score() >= 0.35) == image.positive();
      (correct ? right : wrong)[edges.bin(confidence[i])]++;
    }
    assertThat(value("risk_coverage_area", SCREENING, null))
        .isCloseTo(RiskCoverage.area(new ClassHistograms(wrong, right)), within(2e-3));
  }

  @Test
  void abstentions_count_as_the_metric_says() {
    long decided =
        COHORT.images().stream().filter(i -> i.score() < 0.4 || i.score() >= 0.6).count();
    long caught = COHORT.images().stream().filter(i -> i.positive() && i.score() >= 0.4).count();
    long sure = COHORT.images().stream().filter(i -> i.positive() && i.score() >= 0.6).count();
    double positives = COHORT.images().stream().filter(Simulated.Image::positive).count();

    assertThat(value("abstention_coverage", null, "abstain=0.4..0.6")).isEqualTo(decided / 1500.0);
    assertThat(value("sensitivity_abstain_positive", null, "abstain=0.4..0.6"))
        .isEqualTo(caught / positives);
    assertThat(value("sensitivity_abstain_wrong", null, "abstain=0.4..0.6"))
        .isEqualTo(sure / positives);
    assertThat(row("selective_error", null, "abstain=0.4..0.6").ciMethod()).isEqualTo("wilson");
  }

  @Test
  void the_bootstrap_agrees_with_theory_where_there_is_one() {
    Confusion c = raw(0.35);
    double se =
        Math.sqrt(
            variance(c.sensitivity().orElseThrow(), c.positives())
                + variance(c.specificity().orElseThrow(), c.negatives()));
    MetricRow youden = row("youden_index", SCREENING, null);

    assertThat(youden.ciMethod()).isEqualTo("bootstrap_percentile");
    assertThat(youden.se() / se).isBetween(0.95, 1.05);
    assertThat((youden.ciHigh() - youden.ciLow()) / (2 * Z * se)).isBetween(0.93, 1.07);
    assertThat(row("balanced_accuracy", SCREENING, null).se())
        .isCloseTo(youden.se() / 2, within(1e-12));
    double[] squares =
        COHORT.images().stream()
            .mapToDouble(i -> Math.pow((i.positive() ? 1 : 0) - i.score(), 2))
            .toArray();
    double mean = Arrays.stream(squares).average().orElseThrow();
    double sd =
        Math.sqrt(Arrays.stream(squares).map(x -> (x - mean) * (x - mean)).average().orElseThrow());
    assertThat(row("brier", null, null).se() / (sd / Math.sqrt(1500))).isBetween(0.95, 1.05);
  }

  private static double variance(double p, double n) {
    return p * (1 - p) / n;
  }

  @Test
  void hospitals_that_recalibrate_are_better_calibrated() {
    for (String method : List.of("recalibration=platt", "recalibration=isotonic")) {
      assertThat(value("ece", null, method)).isLessThan(value("ece", null, "bins=10 equal width"));
      assertThat(value("brier", null, method)).isLessThan(value("brier", null, null));
      assertThat(value("auroc", null, method)).isCloseTo(value("auroc", null, null), within(0.02));
    }
  }

  @Test
  void the_same_study_gives_the_same_digits_and_another_study_other_resamples() {
    assertThat(COHORT.report()).isEqualTo(RESULTS);
    PooledStudy study = COHORT.study(Simulated.SITES);
    Set<Long> seeds = new HashSet<>();
    for (String finding : List.of("covid", "pneumonia")) {
      seeds.add(Resamples.seed(study.first(), finding, true));
      seeds.add(Resamples.seed(study.first(), finding, false));
    }
    assertThat(seeds).hasSize(4);
  }

  @Test
  void no_row_appears_twice_and_every_interval_holds_its_value() {
    Set<List<Object>> keys = new HashSet<>();
    for (MetricRow r : RESULTS.estimates()) {
      assertThat(
              keys.add(
                  Arrays.asList(
                      r.finding(), r.metric(), r.subgroup(), r.operatingPoint(), r.parameter())))
          .as("%s", r)
          .isTrue();
      if (r.ciLow() != null) {
        assertThat(r.value()).as("%s", r).isBetween(r.ciLow(), r.ciHigh());
        assertThat(r.ciLow()).as("%s", r).isLessThan(r.ciHigh());
        assertThat(r.ciMethod()).as("%s", r).isNotNull();
      }
    }
  }

  /** Hospitals lie in the definition of these. */
  private static boolean isDefinedPerSite(MetricRow row) {
    return row.metric().equals("auroc_within_site")
        || (row.parameter() != null && row.parameter().startsWith("recalibration="))
        || row.metric().contains("between_sites")
        || row.metric().contains("prediction")
        || row.metric().endsWith("_tau2")
        || row.metric().endsWith("_i2")
        || row.metric().endsWith("_gap_adjusted");
  }

  @Test
  void the_split_into_hospitals_changes_no_digit() {
    List<MetricRow> four = RESULTS.estimates().stream().filter(r -> !isDefinedPerSite(r)).toList();
    for (int sites : new int[] {3, 5, 100}) {
      PooledResults other = ReportAssembler.assemble(COHORT.study(sites));
      assertThat(other.estimates().stream().filter(r -> !isDefinedPerSite(r)).toList())
          .as("%d sites", sites)
          .isEqualTo(four);
    }
  }

  @Test
  void with_fewer_hospitals_than_the_plan_asks_for_nothing_is_shown() {
    for (int sites : new int[] {1, 2}) {
      PooledResults few = ReportAssembler.assemble(COHORT.study(sites));
      assertThat(few.curves()).isEmpty();
      assertThat(few.estimates())
          .filteredOn(r -> !r.subgroup().endsWith("other") && !r.subgroup().endsWith("unknown"))
          .allMatch(r -> r.status() == Status.SUPPRESSED && r.value() == null);
    }
  }

  @Test
  void rows_of_a_round_that_was_not_reached_say_why() {
    Simulated small = Simulated.cohort(Simulated.plan(3), 300, 5);
    PooledStudy first = PooledStudy.of(small.study(4).first()).without("SITE_LOST: site-2 left");
    PooledResults lost = ReportAssembler.assemble(first);

    for (String parameter : List.of("bins=10 equal mass", "raw scores")) {
      List<MetricRow> rows =
          lost.estimates().stream().filter(r -> parameter.equals(r.parameter())).toList();
      assertThat(rows).isNotEmpty();
      assertThat(rows).allMatch(r -> r.status() == Status.NOT_ESTIMABLE);
      assertThat(rows).allMatch(r -> "SITE_LOST: site-2 left".equals(r.reason()));
    }
    assertThat(Simulated.row(lost, "brier", null, null).status()).isEqualTo(Status.OK);
  }
}
