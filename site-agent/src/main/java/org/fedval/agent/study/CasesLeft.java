package org.fedval.agent.study;

import org.fedval.agent.cohort.CohortEntry;
import org.fedval.agent.run.CaseOutcome;
import org.fedval.agent.run.Progress;
import org.fedval.evaluation.counters.Exclusion;

/**
 * Counts the labelled images that have not ended yet; a label row without an image stays in the
 * count to the end.
 */
final class CasesLeft {
  private final Progress progress;
  private long left;

  CasesLeft(long labelled, Progress progress) {
    this.left = labelled;
    this.progress = progress;
    progress.left(left);
  }

  void ended(CaseOutcome<CohortEntry> outcome) {
    if (outcome.subject().match(included -> true, CasesLeft::hasLabels) && left > 0) {
      left--;
      progress.left(left);
    }
  }

  private static boolean hasLabels(CohortEntry.Excluded excluded) {
    return excluded.owner() != null && excluded.reason() != Exclusion.NO_LABEL_ROW;
  }
}
