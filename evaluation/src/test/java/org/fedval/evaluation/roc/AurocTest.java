package org.fedval.evaluation.roc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.fedval.evaluation.dist.Interval;
import org.fedval.evaluation.dist.Normal;
import org.fedval.evaluation.score.EdgeTable;
import org.fedval.evaluation.support.Laws;
import org.junit.jupiter.api.Test;

class AurocTest {
  private static final double Z = Normal.twoSided(0.95);

  private static ClassHistograms of(long[] positives, long[] negatives) {
    return new ClassHistograms(positives, negatives);
  }

  /** Kernel 1, 1/2, 0 over all pairs of cases; DeLong's V10 and V01 with n - 1. */
  private static double[] byPairs(double[] x, double[] y) {
    double[] v10 = new double[x.length];
    double[] v01 = new double[y.length];
    for (int i = 0; i < x.length; i++) {
      for (int j = 0; j < y.length; j++) {
        double kernel = x[i] > y[j] ? 1 : x[i] == y[j] ? 0.5 : 0;
        v10[i] += kernel / y.length;
        v01[j] += kernel / x.length;
      }
    }
    double area = Arrays.stream(v10).average().orElseThrow();
    return new double[] {area, spread(v10, area) + spread(v01, area)};
  }

  private static double spread(double[] v, double mean) {
    double squares = Arrays.stream(v).map(a -> (a - mean) * (a - mean)).sum();
    return squares / (v.length - 1) / v.length;
  }

  private static ClassHistograms histograms(double[] x, double[] y, EdgeTable edges) {
    long[] positives = new long[edges.bins()];
    long[] negatives = new long[edges.bins()];
    Arrays.stream(x).forEach(s -> positives[edges.bin(s)]++);
    Arrays.stream(y).forEach(s -> negatives[edges.bin(s)]++);
    return of(positives, negatives);
  }

  /** Scores with atoms, ties and extremes. */
  private static double[] scores(SplittableRandom random, int n, double shift) {
    double[] scores = new double[n];
    for (int i = 0; i < n; i++) {
      double z =
          shift + 6 * (random.nextDouble() + random.nextDouble() + random.nextDouble() - 1.5);
      double p = 1 / (1 + Math.exp(-z));
      scores[i] =
          switch (random.nextInt(5)) {
            case 0 -> Math.round(p * 4) / 4.0;
            case 1 -> (float) p;
            case 2 -> random.nextBoolean() ? 1.0 : 0.0;
            default -> p;
          };
    }
    return scores;
  }

  @Test
  void area_and_variance_from_histograms_equal_those_over_all_pairs_of_cases() {
    Laws.forAll(
        1,
        500,
        random -> {
          double[] x = scores(random, 2 + random.nextInt(40), 1);
          double[] y = scores(random, 2 + random.nextInt(60), -1);
          double[] all = new double[x.length + y.length];
          System.arraycopy(x, 0, all, 0, x.length);
          System.arraycopy(y, 0, all, x.length, y.length);

          Auroc auroc = Auroc.of(histograms(x, y, EdgeTable.of(all)));

          double[] want = byPairs(x, y);
          assertThat(auroc.value()).isCloseTo(want[0], within(1e-12));
          assertThat(auroc.variance().orElseThrow()).isCloseTo(want[1], within(1e-12));
        });
  }

  @Test
  void binning_moves_the_area_by_at_most_half_the_tie_mass() {
    Laws.forAll(
        5_000,
        500,
        random -> {
          double[] x = scores(random, 1 + random.nextInt(80), random.nextDouble() * 4);
          double[] y = scores(random, 1 + random.nextInt(80), 0);
          EdgeTable edges = EdgeTable.logit(2 + random.nextInt(120), 0.3);

          Auroc binned = Auroc.of(histograms(x, y, edges));

          double raw = byPairs(x, y)[0];
          assertThat(Math.abs(raw - binned.value()))
              .isLessThanOrEqualTo(binned.quantisationBound() + 1e-12);
        });
  }

  @Test
  void one_bin_for_all_gives_one_half_and_the_bound_covers_everything() {
    Auroc auroc = Auroc.of(of(new long[] {20}, new long[] {30}));

    assertThat(auroc.value()).isEqualTo(0.5);
    assertThat(auroc.variance()).hasValue(0);
    assertThat(auroc.quantisationBound()).isEqualTo(0.5);
    AurocInterval interval = AurocInterval.of(auroc, Z);
    assertThat(interval.method()).isEqualTo("newcombe5");
    assertThat(interval.interval().lower()).isLessThan(0.5);
    assertThat(interval.interval().upper()).isGreaterThan(0.5);
  }

  @Test
  void perfect_separation_never_prints_an_interval_of_zero_width() {
    AurocInterval best = AurocInterval.of(Auroc.of(of(new long[] {0, 20}, new long[] {30, 0})), Z);
    AurocInterval worst = AurocInterval.of(Auroc.of(of(new long[] {20, 0}, new long[] {0, 30})), Z);

    assertThat(best.method()).isEqualTo("newcombe5");
    assertThat(best.interval().upper()).isEqualTo(1);
    assertThat(best.interval().lower()).isBetween(0.7, 0.999);
    assertThat(worst.interval().lower()).isEqualTo(0);
    assertThat(worst.interval().upper()).isCloseTo(1 - best.interval().lower(), within(1e-12));
  }

  @Test
  void ten_in_each_class_is_enough_for_delong_and_nine_is_not() {
    long[] ten = {4, 6};
    long[] nine = {4, 5};

    assertThat(AurocInterval.of(Auroc.of(of(ten, ten)), Z).method()).isEqualTo("delong_logit");
    assertThat(AurocInterval.of(Auroc.of(of(nine, ten)), Z).method()).isEqualTo("newcombe5");
    assertThat(AurocInterval.of(Auroc.of(of(ten, nine)), Z).method()).isEqualTo("newcombe5");
  }

  @Test
  void one_case_in_a_class_has_an_area_but_no_variance() {
    Auroc auroc = Auroc.of(of(new long[] {0, 1}, new long[] {3, 4}));

    assertThat(auroc.value()).isEqualTo((3 + 4 / 2.0) / 7);
    assertThat(auroc.variance()).isEmpty();
    assertThat(AurocInterval.of(auroc, Z).method()).isEqualTo("newcombe5");
  }

  @Test
  void an_empty_class_is_refused() {
    assertThatThrownBy(() -> Auroc.of(of(new long[] {0}, new long[] {3})))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> RocCurve.points(of(new long[] {3}, new long[] {0})))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void counts_far_beyond_the_range_of_long_products_stay_exact() {
    long big = 2_000_000_000L;
    Auroc small = Auroc.of(of(new long[] {10, 20, 30}, new long[] {30, 20, 10}));
    Auroc large =
        Auroc.of(of(new long[] {big, 2 * big, 3 * big}, new long[] {3 * big, 2 * big, big}));

    assertThat(large.value()).isEqualTo(small.value());
    double ratio = small.variance().orElseThrow() / large.variance().orElseThrow();
    assertThat(ratio).isCloseTo(2e8, within(2e8 * 0.02));
  }

  @Test
  void swapping_the_classes_mirrors_area_and_keeps_variance() {
    Laws.forAll(
        900,
        200,
        random -> {
          long[] p = random.longs(8, 0, 20).toArray();
          long[] n = random.longs(8, 0, 20).toArray();
          Auroc one = Auroc.of(of(p, n));
          Auroc other = Auroc.of(of(n, p));

          assertThat(one.value()).isCloseTo(1 - other.value(), within(1e-15));
          assertThat(one.variance().orElseThrow())
              .isCloseTo(other.variance().orElseThrow(), within(1e-15));
        });
  }

  @Test
  void newcombe_limits_solve_their_equation() {
    Interval i = AurocInterval.newcombe5(0.8, 12, 7, Z);
    for (double t : new double[] {i.lower(), i.upper()}) {
      double s = 19 / 2.0 - 1;
      double right = Z * Z * t * (1 - t) * (1 + s * (1 - t) / (2 - t) + s * t / (1 + t)) / 84;
      assertThat((0.8 - t) * (0.8 - t)).isCloseTo(right, within(1e-12));
    }
    assertThat(0.8).isStrictlyBetween(i.lower(), i.upper());
  }
}
