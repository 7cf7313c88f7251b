package org.fedval.evaluation.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.fedval.evaluation.binom.Wilson;
import org.fedval.evaluation.calib.LogisticRecalibration;
import org.fedval.evaluation.calib.Platt;
import org.fedval.evaluation.calib.ScoreBins;
import org.fedval.evaluation.clinical.LabelNoise;
import org.fedval.evaluation.clinical.PredictiveValues;
import org.fedval.evaluation.compare.Homogeneity;
import org.fedval.evaluation.compare.McNemar;
import org.fedval.evaluation.compare.PairedTable;
import org.fedval.evaluation.compare.TwoProportions;
import org.fedval.evaluation.confusion.Confusion;
import org.fedval.evaluation.confusion.LikelihoodRatios;
import org.fedval.evaluation.dist.Interval;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.dist.RealInterval;
import org.fedval.evaluation.meta.LogitNormal;
import org.fedval.evaluation.meta.LogitNormalFit;
import org.fedval.evaluation.meta.RandomEffects;
import org.fedval.evaluation.meta.RoundLimit;
import org.fedval.evaluation.meta.SiteLogit;
import org.fedval.evaluation.meta.TauRound;
import org.fedval.evaluation.meta.TauSquared;
import org.fedval.evaluation.meta.WeightedSums;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.AurocDifference;
import org.fedval.evaluation.roc.AurocInterval;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.roc.PrecisionRecall;
import org.fedval.evaluation.score.EdgeTable;
import org.fedval.evaluation.sums.FixedPoint;
import org.junit.jupiter.api.Test;

/** A status instead of a number, and never a NaN. */
class DegenerateInputsTest {
  private static final double Z = Normal.twoSided(0.95);

  private static ClassHistograms histogram(long[] positives, long[] negatives) {
    return new ClassHistograms(positives, negatives);
  }

  @Test
  void without_positives_only_what_needs_negatives_is_known() {
    ClassHistograms h = histogram(new long[] {0, 0}, new long[] {5, 3});
    assertThatThrownBy(() -> Auroc.of(h)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> PrecisionRecall.averagePrecision(h))
        .isInstanceOf(IllegalArgumentException.class);
    Confusion t = Confusion.at(h, 1);
    assertThat(t.sensitivity()).isEmpty();
    assertThat(t.specificity()).hasValue(5.0 / 8);
    assertThat(t.ppv()).hasValue(0);
    assertThat(t.npv()).hasValue(1);
    assertThat(t.balancedAccuracy()).isEmpty();
    assertThat(t.mcc()).isEmpty();
  }

  @Test
  void without_negatives_precision_says_nothing() {
    ClassHistograms h = histogram(new long[] {5, 3}, new long[] {0, 0});
    assertThatThrownBy(() -> PrecisionRecall.averagePrecision(h))
        .isInstanceOf(IllegalArgumentException.class);
    Confusion t = Confusion.at(h, 1);
    assertThat(t.sensitivity()).hasValue(3.0 / 8);
    assertThat(t.specificity()).isEmpty();
    assertThat(t.ppv()).hasValue(1);
  }

  @Test
  void one_positive_gets_newcombes_interval() {
    ClassHistograms h = histogram(new long[] {0, 1, 0}, new long[] {20, 5, 15});
    Auroc auroc = Auroc.of(h);
    assertThat(auroc.variance()).isEmpty();
    AurocInterval interval = AurocInterval.of(auroc, Z);
    assertThat(interval.method()).isEqualTo(AurocInterval.NEWCOMBE5);
    assertThat(interval.interval().upper()).isGreaterThan(interval.interval().lower());
    assertThat(PrecisionRecall.averagePrecision(h)).isEqualTo(1.0 / 21);
  }

  @Test
  void equal_scores_rank_nothing() {
    ClassHistograms h = histogram(new long[] {0, 30}, new long[] {0, 70});
    Auroc auroc = Auroc.of(h);
    assertThat(auroc.value()).isEqualTo(0.5);
    assertThat(auroc.variance()).hasValue(0);
    AurocInterval interval = AurocInterval.of(auroc, Z);
    assertThat(interval.method()).isEqualTo(AurocInterval.NEWCOMBE5);
    assertThat(interval.interval().upper()).isGreaterThan(interval.interval().lower() + 0.1);
    assertThat(PrecisionRecall.averagePrecision(h)).isEqualTo(0.3);
    assertThat(PrecisionRecall.integral(h)).isCloseTo(0.3, within(1e-15));
    assertThat(Confusion.at(h, 1).npv()).isEmpty();
    ScoreBins bins = bins(30, 70, 0.4, 0.4);
    assertThat(LogisticRecalibration.fit(bins)).isEmpty();
    assertThat(Platt.fit(bins)).isEmpty();
    double inTheLarge = LogisticRecalibration.inTheLarge(bins).orElseThrow().value();
    assertThat(inTheLarge).isCloseTo(Math.log(3.0 / 7) - Math.log(0.4 / 0.6), within(1e-10));
  }

  private static ScoreBins bins(int positives, int negatives, double positive, double negative) {
    var site = new ScoreBins.Builder(EdgeTable.of(positive, negative));
    for (int i = 0; i < positives; i++) {
      site.add(true, positive);
    }
    for (int i = 0; i < negatives; i++) {
      site.add(false, negative);
    }
    return site.build();
  }

  @Test
  void perfect_separation_has_an_interval_but_no_slope() {
    ClassHistograms h = histogram(new long[] {0, 20}, new long[] {20, 0});
    Auroc auroc = Auroc.of(h);
    assertThat(auroc.value()).isEqualTo(1);
    assertThat(auroc.variance()).hasValue(0);
    Interval interval = AurocInterval.of(auroc, Z).interval();
    assertThat(interval.lower()).isLessThan(0.99);
    assertThat(interval.upper()).isEqualTo(1);
    assertThat(LogisticRecalibration.fit(bins(20, 20, 0.8, 0.3))).isEmpty();
    assertThat(LogisticRecalibration.fit(bins(20, 20, 0.3, 0.8))).isEmpty();
    assertThat(Platt.fit(bins(20, 20, 0.8, 0.3))).isPresent();
  }

  @Test
  void without_a_positive_call_there_is_no_ppv_and_no_mcc_but_f1_is_0() {
    Confusion t = new Confusion(0, 10, 0, 90);
    assertThat(t.ppv()).isEmpty();
    assertThat(t.mcc()).isEmpty();
    assertThat(t.f1()).hasValue(0);
    assertThat(t.sensitivity()).hasValue(0);
    assertThat(t.specificity()).hasValue(1);
    assertThat(LikelihoodRatios.positive(t, Z)).isEmpty();
    assertThat(LikelihoodRatios.diagnosticOdds(t, Z)).isEmpty();
    assertThat(PredictiveValues.ppv(t, 0.1, Z)).isEmpty();
    assertThat(PredictiveValues.adjustedPpv(t, 0.1, Z)).isPresent();
    assertThat(Wilson.interval(0, 10, Z).lower()).isEqualTo(0);
  }

  @Test
  void identical_models_do_not_differ() {
    Auroc auroc = Auroc.of(histogram(new long[] {2, 5, 9}, new long[] {9, 4, 3}));
    double variance = auroc.variance().orElseThrow();
    AurocDifference none = AurocDifference.paired(auroc, auroc, variance);
    assertThat(none.none()).isTrue();
    assertThat(none.z()).isEqualTo(0);
    assertThat(none.p()).isEqualTo(1);
    McNemar test = new McNemar(new PairedTable(7, 0, 0, 3));
    assertThat(test.discordant()).isFalse();
    assertThat(test.exactP()).isEqualTo(1);
  }

  @Test
  void groups_without_any_difference_have_no_statistic() {
    assertThat(Homogeneity.of(new long[] {5, 7}, new long[] {5, 7})).isEmpty();
    assertThat(new TwoProportions(5, 5, 7, 7).p()).isEqualTo(1);
    assertThatThrownBy(() -> new TwoProportions(0, 0, 1, 2))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void few_sites_give_no_meta_analysis_no_prediction_or_need_consent() {
    assertThatThrownBy(() -> new TauSquared(t -> List.of(sums(1))))
        .isInstanceOf(IllegalArgumentException.class);
    var two = new RandomEffects(sums(2), sums(2), 0, RandomEffects.Errors.NORMAL);
    assertThat(two.prediction(0.95)).isEqualTo(Optional.empty());
    assertThat(two.higginsPrediction(0.95)).isEqualTo(Optional.empty());
    assertThat(RoundLimit.derSimonianLairdAllowed(5, 1)).isFalse();
    assertThat(RoundLimit.derSimonianLairdAllowed(6, 1)).isTrue();
  }

  @Test
  void sites_that_agree_have_no_variance_between_them() {
    TauRound round =
        values ->
            DoubleStream.of(values)
                .mapToObj(
                    t -> {
                      var site = WeightedSums.ofSite(SiteLogit.of(40, 50), t);
                      return WeightedSums.of(site.plus(site).plus(site).plus(site));
                    })
                .toList();
    TauSquared tau = new TauSquared(round);
    assertThat(tau.derSimonianLaird()).isEqualTo(0);
    assertThat(tau.pauleMandel()).isEqualTo(0);
    assertThat(tau.maximumLikelihood()).isEqualTo(0);
    assertThat(tau.restrictedMaximumLikelihood()).isEqualTo(0);
    assertThat(tau.qProfile(0.95)).isEqualTo(new RealInterval(0, 0));
    LogitNormalFit fit =
        LogitNormalFit.of((m, d) -> 4 * FixedPoint.FINE.decode(LogitNormal.ofSite(40, 50, m, d)), 1)
            .orElseThrow();
    assertThat(fit.mean()).isCloseTo(Math.log(4), within(1e-5));
    assertThat(fit.deviation()).isEqualTo(0);
    assertThat(fit.standardError()).isCloseTo(1 / Math.sqrt(200 * 0.8 * 0.2), within(1e-4));
  }

  private static WeightedSums sums(int sites) {
    var sum = WeightedSums.ofSite(SiteLogit.of(10, 20), 0);
    for (int s = 1; s < sites; s++) {
      sum = sum.plus(WeightedSums.ofSite(SiteLogit.of(10 + s, 20), 0));
    }
    return WeightedSums.of(sum);
  }

  @Test
  void a_correction_that_leaves_the_unit_interval_is_refused() {
    assertThat(LabelNoise.staquet(1, 30, 20, 49, 0.7, 0.7)).isEmpty();
    assertThat(LabelNoise.staquet(40, 5, 6, 49, 0.5, 0.5)).isEmpty();
    assertThat(LabelNoise.roganGladen(3, 10, 0.5, 0.5, Z)).isEmpty();
    assertThat(LabelNoise.staquet(40, 5, 6, 49, 1, 1).orElseThrow().sensitivity())
        .isCloseTo(40.0 / 46, within(1e-15));
  }
}
