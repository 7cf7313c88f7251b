package org.fedval.evaluation.roc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.fedval.evaluation.dist.Interval;
import org.fedval.evaluation.dist.Normal;
import org.junit.jupiter.api.Test;

class AurocAgainstPairsTest {
  private static final double Z = Normal.twoSided(0.95);

  @Test
  void area_and_variance_equal_the_sums_over_all_pairs() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      int bins = 1 + random.nextInt(9);
      int[] x = bins(random, 2 + random.nextInt(30), bins);
      int[] y = bins(random, 2 + random.nextInt(30), bins);
      Auroc auroc = Auroc.of(histograms(x, y, bins));
      assertThat(auroc.value()).as("seed %d", seed).isEqualTo(areaOfPairs(x, y), within(1e-12));
      assertThat(auroc.variance().orElseThrow())
          .as("seed %d", seed)
          .isEqualTo(varianceOfPairs(x, y), within(1e-12));
    }
  }

  @Test
  void binning_moves_the_area_by_at_most_half_the_tie_mass() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      int fine = 64;
      int perBin = 1 << random.nextInt(7);
      int[] x = withAtoms(random, 1 + random.nextInt(60), fine);
      int[] y = withAtoms(random, 1 + random.nextInt(60), fine);
      double raw = Auroc.of(histograms(x, y, fine)).value();
      Auroc binned = Auroc.of(histograms(coarse(x, perBin), coarse(y, perBin), fine / perBin));
      assertThat(Math.abs(raw - binned.value()))
          .as("seed %d", seed)
          .isLessThanOrEqualTo(binned.quantisationBound() + 1e-15);
    }
  }

  @Test
  void one_bin_gives_a_half_that_may_be_anything() {
    Auroc auroc = Auroc.of(new ClassHistograms(new long[] {20}, new long[] {30}));
    assertThat(auroc.value()).isEqualTo(0.5);
    assertThat(auroc.quantisationBound()).isEqualTo(0.5);
  }

  @Test
  void a_thousand_million_cases_a_class_do_not_overflow() {
    long many = 1_000_000_000L;
    Auroc auroc =
        Auroc.of(new ClassHistograms(new long[] {many, 3 * many}, new long[] {3 * many, many}));
    assertThat(auroc.value()).isEqualTo(0.75, within(1e-15));
    assertThat(auroc.variance().orElseThrow()).isBetween(1e-12, 1e-9);
  }

  @Test
  void perfect_separation_has_an_interval_of_some_width() {
    Auroc auroc = Auroc.of(new ClassHistograms(new long[] {0, 40}, new long[] {50, 0}));
    AurocInterval interval = AurocInterval.of(auroc, Z);
    assertThat(auroc.value()).isEqualTo(1);
    assertThat(interval.method()).isEqualTo("newcombe5");
    assertThat(interval.interval().upper()).isEqualTo(1);
    assertThat(interval.interval().lower()).isBetween(0.8, 0.99);
  }

  @Test
  void a_class_below_ten_takes_newcombe_and_ten_take_delong() {
    assertThat(AurocInterval.of(overlapping(9, 40), Z).method()).isEqualTo("newcombe5");
    assertThat(AurocInterval.of(overlapping(40, 9), Z).method()).isEqualTo("newcombe5");
    assertThat(AurocInterval.of(overlapping(10, 10), Z).method()).isEqualTo("delong_logit");
    assertThat(AurocInterval.of(overlapping(1, 40), Z).method()).isEqualTo("newcombe5");
  }

  @Test
  void newcombe_limits_solve_their_equation() {
    Interval interval = AurocInterval.newcombe5(0.8, 7, 12, Z);
    for (double t : new double[] {interval.lower(), interval.upper()}) {
      double s = (7 + 12) / 2.0 - 1;
      double spread = t * (1 - t) * (1 + s * (1 - t) / (2 - t) + s * t / (1 + t)) / (7 * 12);
      assertThat(Math.abs(0.8 - t)).isEqualTo(Z * Math.sqrt(spread), within(1e-10));
    }
  }

  @Test
  void an_empty_class_has_no_area() {
    assertThatThrownBy(() -> Auroc.of(new ClassHistograms(new long[] {0}, new long[] {5})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("An AUROC needs a positive and a negative case.");
  }

  @Test
  void the_area_under_the_drawn_curve_is_the_area() {
    for (long seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      int[] x = withAtoms(random, 1 + random.nextInt(80), 64);
      int[] y = withAtoms(random, 1 + random.nextInt(80), 64);
      ClassHistograms h = histograms(x, y, 64);
      List<RocCurve.Point> curve = DrawnRocCurve.points(h, 400);
      assertThat(trapezoids(curve))
          .as("seed %d", seed)
          .isEqualTo(Auroc.of(h).value(), within(1e-12));
      assertThat(curve.get(0)).isEqualTo(new RocCurve.Point(0, 0));
      assertThat(curve.get(curve.size() - 1)).isEqualTo(new RocCurve.Point(1, 1));
    }
  }

  @Test
  void a_long_curve_is_thinned_to_the_limit_and_barely_moves() {
    Random random = new Random(5);
    long[] positives = IntStream.range(0, 1024).mapToLong(b -> random.nextInt(b + 1)).toArray();
    long[] negatives = IntStream.range(0, 1024).mapToLong(b -> random.nextInt(1025 - b)).toArray();
    ClassHistograms h = new ClassHistograms(positives, negatives);
    List<RocCurve.Point> curve = DrawnRocCurve.points(h, 400);
    assertThat(curve).hasSize(400);
    assertThat(trapezoids(curve)).isEqualTo(Auroc.of(h).value(), within(1e-4));
    assertThat(DrawnRocCurve.points(h, 2))
        .containsExactly(new RocCurve.Point(0, 0), new RocCurve.Point(1, 1));
  }

  private static Auroc overlapping(long m, long n) {
    return Auroc.of(new ClassHistograms(new long[] {1, m - 1}, new long[] {n - 1, 1}));
  }

  private static double trapezoids(List<RocCurve.Point> curve) {
    double area = 0;
    for (int i = 1; i < curve.size(); i++) {
      RocCurve.Point a = curve.get(i - 1);
      RocCurve.Point b = curve.get(i);
      double width = b.falsePositiveFraction() - a.falsePositiveFraction();
      area += width * (a.truePositiveFraction() + b.truePositiveFraction()) / 2;
    }
    return area;
  }

  private static double kernel(int x, int y) {
    return x > y ? 1 : x == y ? 0.5 : 0;
  }

  private static double areaOfPairs(int[] x, int[] y) {
    double sum = 0;
    for (int a : x) {
      for (int b : y) {
        sum += kernel(a, b);
      }
    }
    return sum / x.length / y.length;
  }

  private static double varianceOfPairs(int[] x, int[] y) {
    double area = areaOfPairs(x, y);
    double s10 = 0;
    for (int a : x) {
      s10 += Math.pow(areaOfPairs(new int[] {a}, y) - area, 2) / (x.length - 1);
    }
    double s01 = 0;
    for (int b : y) {
      s01 += Math.pow(areaOfPairs(x, new int[] {b}) - area, 2) / (y.length - 1);
    }
    return s10 / x.length + s01 / y.length;
  }

  private static int[] bins(Random random, int size, int bins) {
    return random.ints(size, 0, bins).toArray();
  }

  /** Half of the cases share the score of one of three atoms. */
  private static int[] withAtoms(Random random, int size, int bins) {
    int[] atoms = {0, random.nextInt(bins), bins - 1};
    return IntStream.range(0, size)
        .map(i -> random.nextBoolean() ? atoms[random.nextInt(3)] : random.nextInt(bins))
        .toArray();
  }

  private static int[] coarse(int[] scores, int perBin) {
    return IntStream.of(scores).map(s -> s / perBin).toArray();
  }

  private static ClassHistograms histograms(int[] x, int[] y, int bins) {
    long[] positives = new long[bins];
    long[] negatives = new long[bins];
    IntStream.of(x).forEach(b -> positives[b]++);
    IntStream.of(y).forEach(b -> negatives[b]++);
    return new ClassHistograms(positives, negatives);
  }
}
