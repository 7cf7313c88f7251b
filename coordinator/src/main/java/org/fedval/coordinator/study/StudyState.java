package org.fedval.coordinator.study;

import java.util.EnumSet;
import java.util.Set;

/** Where a validation study stands. */
public enum StudyState {
  LOCKED,
  RECRUITING,
  GATE,
  METRICS,
  /** A later slot over the same survivors; a third one stays in this state. */
  SECOND_ROUND,
  POOLED,
  PUBLISHED,
  ABORTED;

  /** The states that may follow this one. */
  public Set<StudyState> next() {
    switch (this) {
      case LOCKED:
        return EnumSet.of(RECRUITING, ABORTED);
      case RECRUITING:
        return EnumSet.of(GATE, ABORTED);
      case GATE:
        return EnumSet.of(METRICS, ABORTED);
      case METRICS:
        return EnumSet.of(SECOND_ROUND, POOLED, ABORTED);
      case SECOND_ROUND:
        return EnumSet.of(POOLED, ABORTED);
      case POOLED:
        return EnumSet.of(PUBLISHED, ABORTED);
      case PUBLISHED:
      case ABORTED:
        return EnumSet.noneOf(StudyState.class);
    }
    throw new AssertionError("a state without successors in the diagram");
  }

  /** True when nothing follows. */
  public boolean isFinal() {
    return next().isEmpty();
  }
}
