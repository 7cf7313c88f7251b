package org.fedval.evaluation.roc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.fedval.evaluation.binom.Wilson;
import org.fedval.evaluation.dist.Interval;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.score.EdgeTable;
import org.fedval.evaluation.support.Fixture;
import org.junit.jupiter.api.Test;

class RocFixtureTest {
  private static final double Z = Normal.twoSided(0.95);

  private record Scored(String site, boolean positive, double score) {}

  /** Bins at every distinct score lose nothing. */
  private static EdgeTable lossless(List<Scored> cases, double... thresholds) {
    DoubleStream scores = cases.stream().mapToDouble(Scored::score);
    return EdgeTable.of(DoubleStream.concat(scores, DoubleStream.of(thresholds)).toArray());
  }

  private static ClassHistograms histograms(List<Scored> cases, EdgeTable edges) {
    long[] positives = new long[edges.bins()];
    long[] negatives = new long[edges.bins()];
    cases.forEach(c -> (c.positive ? positives : negatives)[edges.bin(c.score)]++);
    return new ClassHistograms(positives, negatives);
  }

  @Test
  void a_small_sample_with_ties_agrees_with_proc_and_scikit_learn() {
    Fixture fixture = Fixture.open("p02_binary_small");
    List<Scored> cases =
        fixture.rows("input.csv").stream()
            .map(r -> new Scored("", r[0].equals("1"), Double.parseDouble(r[1])))
            .toList();
    EdgeTable edges = lossless(cases, 0.4);
    ClassHistograms h = histograms(cases, edges);
    Auroc auroc = Auroc.of(h);
    double variance = auroc.variance().orElseThrow();

    fixture.check("auroc", auroc.value());
    fixture.check("auroc_var_delong", variance);
    check(fixture, "auroc_ci95_delong", AurocInterval.wald(auroc.value(), variance, Z));
    check(fixture, "auroc_ci95_logit", AurocInterval.of(auroc, Z).interval());
    check(
        fixture,
        "auroc_ci95_newcombe5",
        AurocInterval.newcombe5(auroc.value(), h.positives(), h.negatives(), Z));
    assertThat(AurocInterval.of(auroc, Z).method()).isEqualTo("delong_logit");
    checkConfusion(fixture, "", h, edges.firstPositiveBin(0.4));
    checkCurve(fixture, h);
    fixture.checkComplete(
        "pauc_spec",
        "pauc_spec_corrected",
        "pauc_sens",
        "youden_J",
        "youden_sens",
        "youden_spec",
        "youden_ties",
        "accuracy",
        "balanced_accuracy",
        "f1",
        "mcc",
        "average_precision",
        "auprc_davis_goadrich",
        "auprc_integral",
        "brier",
        "log_loss",
        "likelihood_ratios");
  }

  private static void checkCurve(Fixture fixture, ClassHistograms h) {
    JsonNode want = fixture.value("roc_curve");
    List<RocCurve.Point> points = RocCurve.points(h);
    assertThat(points).hasSize(want.get("fpr").size());
    for (int i = 0; i < points.size(); i++) {
      fixture.check("roc_curve", want.get("fpr").get(i), points.get(i).falsePositiveFraction());
      fixture.check("roc_curve", want.get("tpr").get(i), points.get(i).truePositiveFraction());
    }
  }

  @Test
  void five_sites_pooled_bin_by_bin_agree_with_proc_on_bin_indices() {
    Fixture fixture = Fixture.open("p03_multisite_histogram");
    List<Scored> cases =
        fixture.rows("input.csv").stream()
            .map(r -> new Scored(r[0], r[1].equals("1"), Double.parseDouble(r[2])))
            .toList();
    EdgeTable edges = EdgeTable.of(IntStream.range(1, 64).mapToDouble(j -> j / 64.0).toArray());
    ClassHistograms h = histograms(cases, edges);
    Auroc auroc = Auroc.of(h);
    double variance = auroc.variance().orElseThrow();

    checkBins(fixture, "pooled_histogram", fixture.value("pooled_histogram"), h);
    fixture.check("auroc_quantised", auroc.value());
    fixture.check("auroc_quantised_var_delong", variance);
    check(fixture, "auroc_quantised_ci95_delong", AurocInterval.wald(auroc.value(), variance, Z));
    fixture.check("U2_quantised", auroc.doubledU().doubleValue());
    fixture.check("tie_mass_T", auroc.tieMass());
    checkConfusion(fixture, "t0.25_", h, edges.firstPositiveBin(0.25));
    checkConfusion(fixture, "t0.5_", h, edges.firstPositiveBin(0.5));
    Auroc raw = Auroc.of(histograms(cases, lossless(cases)));
    fixture.check("auroc_raw", raw.value());
    fixture.check("auroc_raw_var_delong", raw.variance().orElseThrow());
    assertThat(Math.abs(raw.value() - auroc.value()))
        .isLessThanOrEqualTo(auroc.quantisationBound());
    checkSites(fixture, cases, edges);
    fixture.checkComplete(
        Stream.concat(
                Stream.of(
                    "pauc_spec_quantised", "within_site_auroc_raw", "average_precision_quantised"),
                Stream.of("t0.25_", "t0.5_")
                    .flatMap(
                        t ->
                            Stream.of("accuracy", "balanced_accuracy", "f1", "mcc")
                                .map(k -> t + k)))
            .toArray(String[]::new));
  }

  private static void checkSites(Fixture fixture, List<Scored> cases, EdgeTable edges) {
    JsonNode bins = fixture.value("site_histograms");
    JsonNode areas = fixture.value("site_auroc_raw");
    for (String site : List.of("S1", "S2", "S3", "S4", "S5")) {
      List<Scored> mine = cases.stream().filter(c -> c.site.equals(site)).toList();
      checkBins(fixture, "site_histograms", bins.get(site), histograms(mine, edges));
      Auroc raw = Auroc.of(histograms(mine, lossless(mine)));
      fixture.check("site_auroc_raw", areas.get(site).get("auroc"), raw.value());
      fixture.check("site_auroc_raw", areas.get(site).get("U2"), raw.doubledU().doubleValue());
      fixture.check("site_auroc_raw", areas.get(site).get("n_pos"), raw.positives());
      fixture.check("site_auroc_raw", areas.get(site).get("n_neg"), raw.negatives());
    }
  }

  private static void checkBins(Fixture fixture, String key, JsonNode want, ClassHistograms h) {
    assertThat(want.get("pos")).hasSize(h.bins());
    for (int b = 0; b < h.bins(); b++) {
      fixture.check(key, want.get("pos").get(b), h.positives(b));
      fixture.check(key, want.get("neg").get(b), h.negatives(b));
    }
  }

  private static void checkConfusion(Fixture f, String prefix, ClassHistograms h, int bin) {
    long tp = h.positivesFrom(bin);
    long fp = h.negativesFrom(bin);
    long fn = h.positives() - tp;
    long tn = h.negatives() - fp;
    JsonNode want = f.value(prefix + "confusion");
    f.check(prefix + "confusion", want.get("tp"), tp);
    f.check(prefix + "confusion", want.get("fn"), fn);
    f.check(prefix + "confusion", want.get("fp"), fp);
    f.check(prefix + "confusion", want.get("tn"), tn);
    checkProportion(f, prefix + "sensitivity", tp, tp + fn);
    checkProportion(f, prefix + "specificity", tn, tn + fp);
    checkProportion(f, prefix + "ppv", tp, tp + fp);
    checkProportion(f, prefix + "npv", tn, tn + fn);
  }

  private static void checkProportion(Fixture fixture, String key, long k, long n) {
    fixture.check(key, (double) k / n);
    check(fixture, key + "_wilson95", Wilson.interval(k, n, Z));
  }

  private static void check(Fixture fixture, String key, Interval got) {
    fixture.check(key, new double[] {got.lower(), got.upper()});
  }
}
