package org.fedval.agent.approval;

import java.util.ArrayList;
import java.util.List;
import org.fedval.wire.study.StudyTerms;

/**
 * A study as this site knows it.
 *
 * @param terms what it asks
 * @param state where it stands
 * @param sentence why, for this site's people; may be empty
 * @param decisions in the order they were made
 */
public record StudyEntry(StudyTerms terms, State state, String sentence, List<Decision> decisions) {
  /** Where a study stands at this site. */
  public enum State {
    /** People have not decided yet. */
    PENDING,
    /** It runs, or will as soon as the coordinator says so. */
    APPROVED,
    /** Counted; people look at the numbers before they are masked. */
    HELD,
    /** It never runs here. */
    DENIED,
    /** Its result was published. */
    FINISHED,
    /** It ended without a result. */
    ENDED
  }

  public StudyEntry {
    decisions = List.copyOf(decisions);
  }

  StudyEntry become(State next, String why) {
    return new StudyEntry(terms, next, why, decisions);
  }

  StudyEntry with(Decision decision) {
    List<Decision> more = new ArrayList<>(decisions);
    more.add(decision);
    return new StudyEntry(terms, state, sentence, more);
  }
}
