package org.fedval.evaluation.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.fedval.evaluation.calib.Reliability;
import org.fedval.evaluation.clinical.NetBenefit;
import org.fedval.evaluation.clinical.PredictiveValues;
import org.fedval.evaluation.confusion.Confusion;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.meta.RandomEffects;
import org.fedval.evaluation.meta.RandomEffects.Errors;
import org.fedval.evaluation.meta.SiteLogit;
import org.fedval.evaluation.meta.WeightedSums;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.score.EdgeTable;
import org.junit.jupiter.api.Test;

/** One small example by hand for each usual slip of a formula. */
class SlipsAreNoticedTest {
  @Test
  void a_score_at_the_threshold_is_a_positive_call() {
    EdgeTable edges = EdgeTable.of(0.3, 0.5);
    long[] positives = new long[3];
    positives[edges.bin(0.5)]++;
    Confusion t =
        Confusion.at(new ClassHistograms(positives, new long[3]), edges.firstPositiveBin(0.5));
    assertThat(t.tp()).isEqualTo(1);
  }

  @Test
  void a_tie_counts_half() {
    Auroc auroc = Auroc.of(new ClassHistograms(new long[] {1, 1}, new long[] {1, 1}));
    assertThat(auroc.value()).isEqualTo(0.5);
    Auroc above = Auroc.of(new ClassHistograms(new long[] {0, 2}, new long[] {1, 1}));
    assertThat(above.value()).isEqualTo(0.75);
  }

  /** V10 = 1, 1/2 with mean 3/4: S10 = 1/8; V01 = 1, 1/2: S01 = 1/8; variance 1/16 + 1/16. */
  @Test
  void delongs_variance_divides_by_cases_less_one() {
    Auroc auroc = Auroc.of(new ClassHistograms(new long[] {0, 1, 0, 1}, new long[] {1, 0, 1, 0}));
    assertThat(auroc.value()).isEqualTo(0.75);
    assertThat(auroc.variance().orElseThrow()).isCloseTo(0.125, within(1e-15));
  }

  @Test
  void hartung_and_knapp_use_students_t_and_the_fixed_effect_does_not() {
    WeightedSums sums =
        WeightedSums.of(
            WeightedSums.ofSite(new SiteLogit(1, 0.5), 0)
                .plus(WeightedSums.ofSite(new SiteLogit(2, 0.5), 0))
                .plus(WeightedSums.ofSite(new SiteLogit(3, 0.5), 0)));
    var fixed = new RandomEffects(sums, sums, 0, Errors.NORMAL);
    double half = fixed.interval(0.95).upper() - fixed.mean();
    assertThat(half).isCloseTo(1.959963984540054 / Math.sqrt(6), within(1e-10));
    var small = new RandomEffects(sums, sums, 0, Errors.HARTUNG_KNAPP);
    double wide = small.interval(0.95).upper() - small.mean();
    assertThat(wide).isCloseTo(4.302652729749464 * Math.sqrt(2.0 / 6), within(1e-9));
  }

  @Test
  void a_score_on_an_edge_belongs_to_the_upper_bin() {
    Reliability r = new Reliability.Builder(Reliability.tenths()).add(true, 0.1).build();
    assertThat(r.count(0)).isEqualTo(0);
    assertThat(r.count(1)).isEqualTo(1);
  }

  @Test
  void predictive_values_and_net_benefit_take_the_stated_prevalence() {
    Confusion t = new Confusion(80, 20, 30, 70);
    double z = Normal.twoSided(0.95);
    double ppv = PredictiveValues.ppv(t, 0.01, z).orElseThrow().value();
    assertThat(ppv).isCloseTo(0.8 * 0.01 / (0.8 * 0.01 + 0.3 * 0.99), within(1e-15));
    assertThat(t.ppv().orElseThrow()).isCloseTo(80.0 / 110, within(1e-15));
    NetBenefit benefit = new NetBenefit(t, 0.2);
    assertThat(benefit.model()).isCloseTo(80 / 200.0 - 0.25 * 30 / 200, within(1e-15));
    assertThat(benefit.modelAt(0.01)).isCloseTo(0.01 * 0.8 - 0.99 * 0.25 * 0.3, within(1e-15));
  }
}
