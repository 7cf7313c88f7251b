package org.fedval.agent.cases;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.fedval.agent.cohort.CohortEntry;
import org.fedval.agent.run.CaseFeed;
import org.fedval.agent.run.CaseOutcome;
import org.fedval.agent.run.CohortFeed;
import org.fedval.agent.run.OutcomeSink;
import org.fedval.evaluation.counters.Exclusion;
import org.jspecify.annotations.Nullable;

/**
 * One pass over a cohort with its journal: what ended before is not decoded or scored again, and
 * what ends now is written down batch by batch.
 */
public final class JournaledPass {
  private final CohortFeed cohort;
  private final CaseJournal journal;

  public JournaledPass(CohortFeed cohort, CaseJournal journal) {
    this.cohort = cohort;
    this.journal = journal;
  }

  /** The cohort, with the outcomes of earlier runs where they stand. */
  public CaseFeed<JournaledCase> feed() {
    return new ResumedFeed(cohort, journal);
  }

  /**
   * Writes the outcomes of this run down.
   *
   * @param sink gets every outcome in the order of the cohort, also those of earlier runs
   */
  public OutcomeSink<JournaledCase> sink(OutcomeSink<CohortEntry> sink) {
    return new Recorder(sink);
  }

  private final class Recorder implements OutcomeSink<JournaledCase> {
    private final OutcomeSink<CohortEntry> sink;
    private final List<KeptCase> batch = new ArrayList<>();

    Recorder(OutcomeSink<CohortEntry> sink) {
      this.sink = sink;
    }

    @Override
    public void accept(CaseOutcome<JournaledCase> outcome) throws IOException {
      JournaledCase subject = outcome.subject();
      if (!subject.before()) {
        batch.add(
            outcome.match(
                scored -> kept(subject, null, scored.scores()),
                excluded -> kept(subject, excluded.reason(), new float[0])));
      }
      sink.accept(
          outcome.match(
              scored -> new CaseOutcome.Scored<>(subject.entry(), scored.scores()),
              excluded -> new CaseOutcome.Excluded<>(subject.entry(), excluded.reason())));
    }

    @Override
    public void batchEnded(boolean cut) throws IOException {
      if (!batch.isEmpty()) {
        journal.append(new CaseBatch(batch, cut));
        batch.clear();
      }
      sink.batchEnded(cut);
    }
  }

  private static KeptCase kept(JournaledCase subject, @Nullable Exclusion reason, float[] scores) {
    CohortEntry entry = subject.entry();
    return new KeptCase(
        subject.mark(),
        entry.object().place(),
        entry instanceof CohortEntry.Included included
            ? included.cohortCase().sopInstanceUid()
            : null,
        subject.pictureDigest(),
        reason,
        scores);
  }
}
