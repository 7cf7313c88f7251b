package org.fedval.evaluation.laws;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.fedval.evaluation.calib.CrossFit;
import org.fedval.evaluation.calib.CrossFit.Case;
import org.junit.jupiter.api.Test;

class CrossFitTest {
  private static List<Case> cases() {
    return new ArrayList<>(
        Drawn.images(new SplittableRandom(9), 90, 3).stream()
            .map(d -> new Case(d.patient(), d.positive(), d.score()))
            .toList());
  }

  @Test
  void a_patients_label_does_not_change_the_patients_own_scores() {
    List<Case> cases = cases();
    List<Case> changed = new ArrayList<>();
    for (Case c : cases) {
      boolean turned = (c.patient() == 17) != c.positive();
      changed.add(new Case(c.patient(), turned, c.score()));
    }
    List<Case> before = new CrossFit.Folds(cases, 5).by(CrossFit::platt).orElseThrow();
    List<Case> after = new CrossFit.Folds(changed, 5).by(CrossFit::platt).orElseThrow();
    boolean othersMoved = false;
    for (int i = 0; i < cases.size(); i++) {
      if (cases.get(i).patient() == 17) {
        assertThat(after.get(i).score()).isEqualTo(before.get(i).score());
      } else {
        othersMoved |= after.get(i).score() != before.get(i).score();
      }
    }
    assertThat(othersMoved).isTrue();
  }

  @Test
  void scores_stay_probabilities_and_a_missing_class_is_a_status() {
    List<Case> cases = cases();
    assertThat(new CrossFit.Folds(cases, 5).by(CrossFit::isotonic).orElseThrow())
        .hasSameSizeAs(cases)
        .allSatisfy(c -> assertThat(c.score()).isBetween(0.0, 1.0));
    List<Case> negatives = cases.stream().filter(c -> !c.positive()).toList();
    assertThat(new CrossFit.Folds(negatives, 5).by(CrossFit::platt)).isEmpty();
    assertThat(cases.get(0).toString()).isEqualTo("Case");
  }
}
