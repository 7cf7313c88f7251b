package org.fedval.coordinator.study;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.fedval.crypto.secagg.body.SignedBody;
import org.junit.jupiter.api.Test;

class StudyStateTest {
  private static final Map<StudyState, Set<StudyState>> DIAGRAM =
      Map.of(
          StudyState.LOCKED, EnumSet.of(StudyState.RECRUITING, StudyState.ABORTED),
          StudyState.RECRUITING, EnumSet.of(StudyState.GATE, StudyState.ABORTED),
          StudyState.GATE, EnumSet.of(StudyState.METRICS, StudyState.ABORTED),
          StudyState.METRICS,
              EnumSet.of(StudyState.SECOND_ROUND, StudyState.POOLED, StudyState.ABORTED),
          StudyState.SECOND_ROUND, EnumSet.of(StudyState.POOLED, StudyState.ABORTED),
          StudyState.POOLED, EnumSet.of(StudyState.PUBLISHED, StudyState.ABORTED),
          StudyState.PUBLISHED, EnumSet.noneOf(StudyState.class),
          StudyState.ABORTED, EnumSet.noneOf(StudyState.class));

  @Test
  void every_arrow_of_the_diagram_is_there_and_no_other() {
    for (StudyState from : StudyState.values()) {
      assertThat(from.next()).as(from.name()).isEqualTo(DIAGRAM.get(from));
      assertThat(from.isFinal()).isEqualTo(DIAGRAM.get(from).isEmpty());
      for (StudyState to : StudyState.values()) {
        if (DIAGRAM.get(from).contains(to)) {
          assertThat(in(from).become(to, "Why.").state()).isEqualTo(to);
        } else {
          assertThatThrownBy(() -> in(from).become(to, "Why."))
              .hasMessage("A study cannot go from " + from + " to " + to + ".");
        }
      }
    }
  }

  private static ValidationStudy in(StudyState state) {
    return new ValidationStudy(
        "s",
        new byte[32],
        state,
        "",
        new SignedBody(new byte[1], new byte[64]),
        new byte[64],
        new byte[1],
        new byte[32],
        new byte[32]);
  }
}
