package org.fedval.evaluation.roc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.fedval.evaluation.support.Laws;
import org.junit.jupiter.api.Test;

class DrawnRocCurveTest {
  @Test
  void every_corner_lies_on_the_drawn_curve_and_the_area_stays() {
    Laws.forAll(
        1,
        200,
        random -> {
          int bins = 1 + random.nextInt(64);
          ClassHistograms h = new ClassHistograms(counts(random, bins), counts(random, bins));
          List<RocCurve.Point> drawn = DrawnRocCurve.points(h, 400);
          assertThat(RocCurve.points(h)).allMatch(p -> isOn(drawn, p));
          assertThat(RocCurve.points(h)).containsAll(drawn);
          assertThat(area(drawn)).isEqualTo(Auroc.of(h).value(), within(1e-12));
        });
  }

  @Test
  void points_on_a_straight_line_are_left_out() {
    ClassHistograms h = new ClassHistograms(new long[] {1, 2, 3}, new long[] {1, 2, 3});
    assertThat(DrawnRocCurve.points(h, 400)).containsExactly(at(0, 0), at(1, 1));
    ClassHistograms apart = new ClassHistograms(new long[] {0, 0, 4, 5}, new long[] {3, 2, 0, 0});
    assertThat(DrawnRocCurve.points(apart, 400)).containsExactly(at(0, 0), at(0, 1), at(1, 1));
  }

  @Test
  void a_long_curve_is_thinned_to_the_limit_and_barely_moves() {
    SplittableRandom random = new SplittableRandom(5);
    long[] positives = IntStream.range(0, 1024).mapToLong(b -> random.nextInt(b + 1)).toArray();
    long[] negatives = IntStream.range(0, 1024).mapToLong(b -> random.nextInt(1025 - b)).toArray();
    ClassHistograms h = new ClassHistograms(positives, negatives);
    List<RocCurve.Point> curve = DrawnRocCurve.points(h, 400);
    assertThat(curve).hasSize(400);
    assertThat(area(curve)).isEqualTo(Auroc.of(h).value(), within(1e-4));
    assertThat(DrawnRocCurve.points(h, 2)).containsExactly(at(0, 0), at(1, 1));
  }

  private static long[] counts(SplittableRandom random, int bins) {
    long[] counts = random.ints(bins, -3, 4).mapToLong(x -> Math.max(0, x)).toArray();
    counts[random.nextInt(bins)]++;
    return counts;
  }

  private static RocCurve.Point at(double fpr, double tpr) {
    return new RocCurve.Point(fpr, tpr);
  }

  private static double area(List<RocCurve.Point> curve) {
    double area = 0;
    for (int i = 1; i < curve.size(); i++) {
      RocCurve.Point a = curve.get(i - 1);
      RocCurve.Point b = curve.get(i);
      double width = b.falsePositiveFraction() - a.falsePositiveFraction();
      area += width * (a.truePositiveFraction() + b.truePositiveFraction()) / 2;
    }
    return area;
  }

  private static boolean isOn(List<RocCurve.Point> curve, RocCurve.Point point) {
    return IntStream.range(1, curve.size())
        .anyMatch(i -> isBetween(curve.get(i - 1), curve.get(i), point));
  }

  private static boolean isBetween(RocCurve.Point a, RocCurve.Point b, RocCurve.Point point) {
    double dx = b.falsePositiveFraction() - a.falsePositiveFraction();
    double dy = b.truePositiveFraction() - a.truePositiveFraction();
    double x = point.falsePositiveFraction() - a.falsePositiveFraction();
    double y = point.truePositiveFraction() - a.truePositiveFraction();
    double slack = 1e-12;
    boolean inside = x > -slack && x < dx + slack && y > -slack && y < dy + slack;
    return inside && Math.abs(dx * y - dy * x) < slack;
  }
}
