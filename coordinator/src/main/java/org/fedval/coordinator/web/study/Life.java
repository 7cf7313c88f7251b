package org.fedval.coordinator.web.study;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.fedval.coordinator.study.StudyState;

/** The states of one study in the order in which it comes to them, with where it stands. */
public final class Life {
  private static final List<StudyState> WAY =
      List.of(
          StudyState.LOCKED,
          StudyState.RECRUITING,
          StudyState.GATE,
          StudyState.METRICS,
          StudyState.SECOND_ROUND,
          StudyState.POOLED,
          StudyState.PUBLISHED);

  private Life() {}

  /**
   * One state.
   *
   * @param stage {@code past}, {@code now}, {@code ahead}, or {@code skipped} if it never comes
   */
  public record Step(StateWords state, String stage) {
    /** For who cannot see the drawing. */
    public String stageWords() {
      return switch (stage) {
        case "past" -> "done";
        case "now" -> "the study is here";
        case "skipped" -> "not reached";
        default -> "to come";
      };
    }
  }

  /** The steps of a study that came straight to where it is. */
  public static List<Step> steps(StudyState now) {
    List<StudyState> reached = new ArrayList<>(WAY.subList(0, Math.max(0, WAY.indexOf(now))));
    reached.remove(StudyState.SECOND_ROUND);
    return steps(now, reached);
  }

  /**
   * The steps; where the study was stopped, that comes after the last state it reached.
   *
   * @param reached every state it came to
   */
  public static List<Step> steps(StudyState now, Collection<StudyState> reached) {
    Set<StudyState> past = EnumSet.of(now);
    past.addAll(reached);
    boolean stopped = now == StudyState.ABORTED;
    int last = 0;
    for (StudyState state : past) {
      last = Math.max(last, WAY.indexOf(state));
    }
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < WAY.size(); i++) {
      StudyState state = WAY.get(i);
      boolean over = i < last || i == last && stopped;
      String stage =
          over
              ? past.contains(state) ? "past" : "skipped"
              : state == now ? "now" : stopped ? "skipped" : "ahead";
      if (state != StudyState.SECOND_ROUND || past.contains(state)) {
        steps.add(new Step(StateWords.of(state), stage));
      }
      if (stopped && i == last) {
        steps.add(new Step(StateWords.of(StudyState.ABORTED), "now"));
      }
    }
    return steps;
  }
}
