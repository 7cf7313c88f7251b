package org.fedval.coordinator.report.figure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.fedval.evaluation.report.PooledResults.RocCurveData;
import org.fedval.evaluation.report.PooledResults.RocPoint;
import org.junit.jupiter.api.Test;

class RocLabelsTest {
  private static final double LETTER = 6.8;

  private record Label(double x, double y, String words) {
    boolean meets(Label other) {
      return Math.abs(y - other.y) < 12
          && x < other.x + LETTER * other.words.length()
          && other.x < x + LETTER * words.length();
    }
  }

  private static RocFigure.Cross at(String name, double sensitivity, double specificity) {
    return new RocFigure.Cross(
        name,
        sensitivity,
        Math.max(0, sensitivity - 0.05),
        Math.min(1, sensitivity + 0.05),
        specificity,
        Math.max(0, specificity - 0.05),
        Math.min(1, specificity + 0.05),
        name);
  }

  private static String draw(List<RocFigure.Cross> crosses) {
    RocCurveData data =
        new RocCurveData("Covid", List.of(new RocPoint(0, 0), new RocPoint(1, 1)), 0);
    return RocFigure.draw(data, List.of(), crosses, 0, List.of("AUROC", "within site"), "m");
  }

  /** The names of points, without the legend at the lower right. */
  private static List<Label> labels(List<RocFigure.Cross> crosses) {
    return Pattern.compile(
            "halo label\" x=\"([\\d.]+)\" y=\"([\\d.]+)\" text-anchor=\"start\">([^<]*)<")
        .matcher(draw(crosses))
        .results()
        .map(
            (MatchResult m) ->
                new Label(
                    Double.parseDouble(m.group(1)), Double.parseDouble(m.group(2)), m.group(3)))
        .toList();
  }

  private static void assertClear(List<Label> labels) {
    for (Label label : labels) {
      assertThat(label.x()).isGreaterThanOrEqualTo(46);
      assertThat(label.x() + LETTER * label.words().length()).isLessThanOrEqualTo(46 + 286);
      assertThat(label.y()).isBetween(10.0, 296.0);
      assertThat(labels).filteredOn(other -> other != label && other.meets(label)).isEmpty();
    }
  }

  @Test
  void points_that_coincide_share_one_label() {
    List<Label> labels = labels(List.of(at("low", 0.8, 0.7), at("high", 0.8, 0.7)));

    assertThat(labels).hasSize(1);
    assertThat(labels.get(0).words()).isEqualTo("low, high");
  }

  @Test
  void long_names_of_points_that_coincide_stand_below_each_other() {
    List<Label> labels =
        labels(List.of(at("screening in a low prevalence", 1, 0), at("x".repeat(90), 1, 0)));

    assertThat(labels).hasSize(2);
    assertThat(labels.get(1).words()).endsWith("\u2026");
    assertClear(labels);
  }

  @Test
  void labels_of_close_points_are_clear_of_each_other_everywhere_in_the_square() {
    for (double sensitivity = 0; sensitivity <= 1; sensitivity += 0.25) {
      for (double specificity = 0; specificity <= 1; specificity += 0.25) {
        List<RocFigure.Cross> crosses = new ArrayList<>();
        for (int i = 0; i < 6; i++) {
          double step = 0.01 * i;
          double up = sensitivity > 0.5 ? sensitivity - step : sensitivity + step;
          double along = specificity > 0.5 ? specificity - step : specificity + step;
          crosses.add(at("point " + i + " \u2265 0." + i, up, along));
        }
        List<Label> labels = labels(crosses);
        assertThat(labels).hasSize(6);
        assertClear(labels);
      }
    }
  }

  @Test
  void each_of_several_labels_has_the_mark_of_its_point_before_it() {
    List<RocFigure.Cross> crosses = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      crosses.add(at("point " + i, 0.8 + 0.01 * i, 0.7));
    }

    assertThat(marks(crosses)).isEqualTo(6);
    assertThat(marks(crosses.subList(0, 1))).isEqualTo(1);
  }

  private static long marks(List<RocFigure.Cross> crosses) {
    return Pattern.compile("class=\"mark\"").matcher(draw(crosses)).results().count();
  }
}
