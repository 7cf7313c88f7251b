package org.fedval.agent.cases;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.fedval.agent.cohort.CohortEntry;
import org.fedval.agent.dicom.DicomSourceException;
import org.fedval.agent.run.CaseFeed;
import org.fedval.agent.run.CaseOutcome;
import org.fedval.agent.run.CohortFeed;

/**
 * A cohort beside the journal of an earlier pass over it. While the objects are the same, in the
 * same order, whole batches end as they ended then, and nothing of them is decoded. From the first
 * batch on in which anything differs, all is new: so the outcomes are always those of a pass that
 * begins with nothing, to the last bit.
 */
final class ResumedFeed implements CaseFeed<JournaledCase> {
  private final CohortFeed feed;
  private final CaseJournal journal;

  ResumedFeed(CohortFeed feed, CaseJournal journal) {
    this.feed = feed;
    this.journal = journal;
  }

  @Override
  public void forEach(Consumer<? super Item<JournaledCase>> consumer) throws DicomSourceException {
    Replay replay = new Replay(consumer);
    try {
      replay.nextBatch();
      feed.forEach(replay::take);
      replay.end();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private final class Replay {
    private final Consumer<? super Item<JournaledCase>> consumer;
    private final List<Item<CohortEntry>> waiting = new ArrayList<>();
    private final List<JournaledCase> cases = new ArrayList<>();
    private Optional<CaseBatch> batch = Optional.empty();

    Replay(Consumer<? super Item<JournaledCase>> consumer) {
      this.consumer = consumer;
    }

    void nextBatch() throws IOException {
      batch = journal.next();
    }

    void take(Item<CohortEntry> item) {
      JournaledCase found = JournaledCase.of(item);
      try {
        if (batch.isPresent() && isFull(batch.get())) {
          giveUp(); // a batch that ended with the cohort, which is longer now
        }
        if (batch.isEmpty()) {
          consumer.accept(anew(item, found));
          return;
        }
        waiting.add(item);
        cases.add(found);
        CaseBatch kept = batch.get();
        if (!found.isSameAs(kept.cases().get(waiting.size() - 1))) {
          if (Thread.currentThread().isInterrupted()) {
            throw new InterruptedIOException(); // the image was not read to its end
          }
          giveUp();
        } else if (isFull(kept) && !kept.cut()) {
          stand(kept);
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void end() throws IOException {
      if (batch.isPresent() && isFull(batch.get())) {
        stand(batch.get());
      }
      giveUp();
    }

    private boolean isFull(CaseBatch kept) {
      return waiting.size() == kept.cases().size();
    }

    private void stand(CaseBatch kept) throws IOException {
      for (int i = 0; i < cases.size(); i++) {
        KeptCase before = kept.cases().get(i);
        if (before.picture() != null) {
          feed.decodedBefore(before.picture());
        }
        JournaledCase known = cases.get(i).ofEarlierRun();
        consumer.accept(
            new Ended<>(
                before.reason() == null
                    ? new CaseOutcome.Scored<>(known, before.scores())
                    : new CaseOutcome.Excluded<>(known, before.reason())));
      }
      waiting.clear();
      cases.clear();
      nextBatch();
    }

    /** Drops the batch at hand and what was kept behind it; its cases are new. */
    private void giveUp() throws IOException {
      if (batch.isEmpty()) {
        return;
      }
      batch = Optional.empty();
      journal.cut();
      for (int i = 0; i < waiting.size(); i++) {
        consumer.accept(anew(waiting.get(i), cases.get(i)));
      }
      waiting.clear();
      cases.clear();
    }

    private Item<JournaledCase> anew(Item<CohortEntry> item, JournaledCase found) {
      return item instanceof Admitted<CohortEntry> admitted
          ? new Admitted<>(found, admitted.image())
          : new Refused<>(found, ((Refused<CohortEntry>) item).reason());
    }
  }
}
