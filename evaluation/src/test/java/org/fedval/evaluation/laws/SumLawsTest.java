package org.fedval.evaluation.laws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import org.fedval.evaluation.calib.LogisticFit;
import org.fedval.evaluation.calib.LogisticRecalibration;
import org.fedval.evaluation.calib.Reliability;
import org.fedval.evaluation.calib.ScoreBins;
import org.fedval.evaluation.calib.ScoreMoments;
import org.fedval.evaluation.cluster.ClusterProducts;
import org.fedval.evaluation.cluster.ClusteredAuroc;
import org.fedval.evaluation.cluster.ClusteredLogistic;
import org.fedval.evaluation.cluster.ClusteredProportion;
import org.fedval.evaluation.cluster.HistogramBootstrap;
import org.fedval.evaluation.cluster.InfluenceSums;
import org.fedval.evaluation.cluster.InfluenceTable;
import org.fedval.evaluation.cluster.PoissonBootstrap;
import org.fedval.evaluation.roc.Auroc;
import org.fedval.evaluation.roc.ClassHistograms;
import org.fedval.evaluation.roc.Placements;
import org.fedval.evaluation.roc.PrecisionRecall;
import org.fedval.evaluation.roc.StratifiedAuroc;
import org.fedval.evaluation.score.EdgeTable;
import org.fedval.evaluation.sums.ExactSums;
import org.fedval.evaluation.sums.FixedPoint;
import org.fedval.evaluation.sums.Limbs;
import org.junit.jupiter.api.Test;

class SumLawsTest {
  private final SplittableRandom random = new SplittableRandom(7);

  /** Whatever the split and the order, the pooled vector is the same. */
  private static <S> void sumsDoNotDependOnTheSplit(
      List<Drawn> images, Function<List<Drawn>, S> site, BinaryOperator<S> plus) {
    S together = site.apply(images);
    for (int sites : new int[] {1, 2, 3, 5, 40}) {
      List<S> vectors = Drawn.dealt(images, sites, sites).stream().map(site).toList();
      assertThat(vectors.stream().reduce(plus).orElseThrow()).isEqualTo(together);
      S backwards = vectors.get(sites - 1);
      for (int s = sites - 2; s >= 0; s--) {
        backwards = plus.apply(backwards, vectors.get(s));
      }
      assertThat(backwards).isEqualTo(together);
    }
  }

  @Test
  void any_split_and_order_of_the_same_images_gives_the_same_sums() {
    List<Drawn> images = Drawn.images(random, 120, 3);
    EdgeTable edges = Drawn.lossless(images);
    sumsDoNotDependOnTheSplit(images, d -> Drawn.histogram(d, edges), ClassHistograms::plus);
    sumsDoNotDependOnTheSplit(images, d -> bins(d, edges), ScoreBins::plus);
    sumsDoNotDependOnTheSplit(images, SumLawsTest::moments, ScoreMoments::plus);
    sumsDoNotDependOnTheSplit(images, SumLawsTest::reliability, Reliability::plus);
    sumsDoNotDependOnTheSplit(images, SumLawsTest::proportion, ExactSums::plus);
    LogisticFit fit = LogisticRecalibration.fit(bins(images, edges)).orElseThrow();
    sumsDoNotDependOnTheSplit(images, d -> scores(d, fit), ExactSums::plus);
    Placements placements = Placements.of(Drawn.histogram(images, edges));
    sumsDoNotDependOnTheSplit(images, d -> products(d, edges, placements), ExactSums::plus);
  }

  private static ScoreBins bins(List<Drawn> images, EdgeTable edges) {
    ScoreBins.Builder site = new ScoreBins.Builder(edges);
    images.forEach(d -> site.add(d.positive(), d.score()));
    return site.build();
  }

  private static ScoreMoments moments(List<Drawn> images) {
    return images.stream()
        .map(d -> ScoreMoments.ofCase(d.positive(), d.score()))
        .reduce(ScoreMoments.none(), ScoreMoments::plus);
  }

  private static Reliability reliability(List<Drawn> images) {
    Reliability.Builder site = new Reliability.Builder(Reliability.tenths());
    images.forEach(d -> site.add(d.positive(), d.score()));
    return site.build();
  }

  private static ExactSums proportion(List<Drawn> images) {
    ClusteredProportion.Builder site = new ClusteredProportion.Builder();
    images.forEach(d -> site.add(d.patient(), d.score() >= 0.5));
    return site.sums();
  }

  private static ExactSums scores(List<Drawn> images, LogisticFit fit) {
    ClusteredLogistic.Builder site = new ClusteredLogistic.Builder(fit);
    images.forEach(d -> site.add(d.patient(), d.positive(), d.score()));
    return site.sums();
  }

  private static ExactSums products(List<Drawn> images, EdgeTable edges, Placements placements) {
    ClusterProducts.Builder site = new ClusterProducts.Builder(ClusteredAuroc.ONE_MODEL);
    for (Drawn d : images) {
      long placement = placements.of(d.positive(), edges.bin(d.score()));
      site.add(
          d.patient(), d.positive(), d.positive() ? placement : 0, d.positive() ? 0 : placement);
    }
    return site.sums();
  }

  @Test
  void limbs_recombine_after_they_are_added_word_by_word() {
    Random wide = new Random(3);
    BigInteger sum = BigInteger.ZERO;
    long[] words = new long[Limbs.WORDS];
    for (int i = 0; i < 500; i++) {
      BigInteger v = new BigInteger(118, wide);
      v = i % 2 == 0 ? v : v.negate();
      assertThat(Limbs.join(Limbs.split(v))).isEqualTo(v);
      sum = sum.add(v);
      long[] mine = Limbs.split(v);
      for (int j = 0; j < words.length; j++) {
        words[j] = Math.addExact(words[j], mine[j]);
      }
    }
    assertThat(Limbs.join(words)).isEqualTo(sum);
    assertThatThrownBy(() -> Limbs.split(BigInteger.ONE.shiftLeft(120)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void fixed_point_rounds_half_to_even_and_refuses_what_is_not_finite() {
    FixedPoint whole = FixedPoint.of(0);
    assertThat(whole.encode(0.5)).isEqualTo(BigInteger.ZERO);
    assertThat(whole.encode(1.5)).isEqualTo(BigInteger.TWO);
    assertThat(whole.encode(-2.5)).isEqualTo(BigInteger.valueOf(-2));
    assertThat(whole.encode(0x1p100)).isEqualTo(BigInteger.ONE.shiftLeft(100));
    assertThat(FixedPoint.FINE.decode(FixedPoint.FINE.encode(0.3))).isCloseTo(0.3, within(1e-12));
    for (double x : new double[] {Double.NaN, Double.POSITIVE_INFINITY}) {
      assertThatThrownBy(() -> whole.encode(x)).isInstanceOf(IllegalArgumentException.class);
    }
  }

  @Test
  void coarse_bins_stay_within_their_own_bounds() {
    for (int round = 0; round < 40; round++) {
      List<Drawn> images = Drawn.images(random, 60, 1 + round % 4);
      ClassHistograms raw = Drawn.histogram(images, Drawn.lossless(images));
      double[] cuts = random.doubles(round % 6).toArray();
      ClassHistograms coarse = Drawn.histogram(images, EdgeTable.of(cuts));
      Auroc binned = Auroc.of(coarse);
      assertThat(Math.abs(Auroc.of(raw).value() - binned.value()))
          .isLessThanOrEqualTo(binned.quantisationBound() + 1e-15);
      double[] bounds = PrecisionRecall.averagePrecisionBounds(coarse);
      assertThat(PrecisionRecall.averagePrecision(raw))
          .isBetween(bounds[0] - 1e-12, bounds[1] + 1e-12);
    }
  }

  @Test
  void one_image_a_patient_gives_delongs_variance() {
    List<Drawn> images = Drawn.images(random, 150, 2);
    EdgeTable edges = Drawn.lossless(images);
    ClassHistograms h = Drawn.histogram(images, edges);
    Placements placements = Placements.of(h);
    ClusterProducts.Builder alone = new ClusterProducts.Builder(ClusteredAuroc.ONE_MODEL);
    for (int i = 0; i < images.size(); i++) {
      Drawn d = images.get(i);
      long placement = placements.of(d.positive(), edges.bin(d.score()));
      alone.add(i, d.positive(), d.positive() ? placement : 0, d.positive() ? 0 : placement);
    }
    var products = ClusterProducts.of(ClusteredAuroc.ONE_MODEL, alone.sums());
    Auroc auroc = Auroc.of(h);
    assertThat(ClusteredAuroc.first(auroc, products).variance().orElseThrow())
        .isCloseTo(auroc.variance().orElseThrow(), within(1e-15));
  }

  @Test
  void bootstraps_agree_with_closed_forms_within_a_tenth() {
    List<Drawn> images = Drawn.images(new SplittableRandom(11), 250, 3);
    EdgeTable edges = Drawn.lossless(images);
    ClassHistograms h = Drawn.histogram(images, edges);
    double delong = Math.sqrt(Auroc.of(h).variance().orElseThrow());
    var bootstrap = HistogramBootstrap.of(h, true, 2000, 42, r -> Auroc.of(r).value());
    assertThat(bootstrap.standardError()).isCloseTo(delong, within(0.1 * delong));
    var again = HistogramBootstrap.of(h, true, 2000, 42, r -> Auroc.of(r).value());
    assertThat(again.interval(0.95)).isEqualTo(bootstrap.interval(0.95));

    var products =
        ClusterProducts.of(ClusteredAuroc.ONE_MODEL, products(images, edges, Placements.of(h)));
    double clustered =
        Math.sqrt(ClusteredAuroc.first(Auroc.of(h), products).variance().orElseThrow());
    assertThat(clustered).as("patients' images resemble each other").isGreaterThan(1.1 * delong);
    InfluenceSums influence = new InfluenceSums(InfluenceTable.ofAuroc(h));
    PoissonBootstrap poisson = new PoissonBootstrap(new SplittableRandom(5), 1000, edges.bins());
    for (Drawn d : images) {
      influence.add(d.patient(), d.positive(), edges.bin(d.score()));
      poisson.add(d.patient(), d.positive(), edges.bin(d.score()));
    }
    assertThat(Math.sqrt(InfluenceSums.variance(influence.sums()).orElseThrow()))
        .isCloseTo(clustered, within(0.02 * clustered));
    double resampled =
        PoissonBootstrap.standardError(poisson.replicates(), r -> Auroc.of(r).value())
            .orElseThrow();
    assertThat(resampled).isCloseTo(clustered, within(0.1 * clustered));
  }

  @Test
  void the_parts_of_the_brier_score_add_up() {
    List<Drawn> images = Drawn.images(random, 200, 4);
    assertThat(reliability(images).decomposition().brier())
        .isCloseTo(moments(images).brier().orElseThrow(), within(1e-12));
  }

  @Test
  void one_stratum_or_one_site_is_the_plain_area() {
    List<Drawn> images = Drawn.images(random, 100, 2);
    ClassHistograms h = Drawn.histogram(images, Drawn.lossless(images));
    Auroc auroc = Auroc.of(h);
    ExactSums site = StratifiedAuroc.ofSite(h);
    double variance = auroc.variance().orElseThrow();
    assertThat(StratifiedAuroc.withinSite(site)).isEqualTo(auroc.value());
    assertThat(StratifiedAuroc.withinSiteVariance(site).orElseThrow())
        .isCloseTo(variance, within(1e-14));
    assertThat(StratifiedAuroc.covariateAdjusted(List.of(h)))
        .isCloseTo(auroc.value(), within(1e-15));
    assertThat(StratifiedAuroc.covariateAdjustedVariance(List.of(h)).orElseThrow())
        .isCloseTo(variance, within(1e-15));
    assertThat(StratifiedAuroc.withinSiteVariance(site.plus(site)).orElseThrow())
        .as("two independent sites halve the variance")
        .isCloseTo(variance / 2, within(1e-14));
  }
}
