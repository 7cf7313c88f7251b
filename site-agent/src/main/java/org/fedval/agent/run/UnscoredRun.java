package org.fedval.agent.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.fedval.agent.dicom.DicomFault;
import org.fedval.agent.dicom.DicomSourceException;

/**
 * One pass over a feed that scores nothing: a case ends by its attributes and labels, or left out
 * because its pixels cannot be decoded, as it would be in a study with a model. In place of each
 * score stands 0, which no counter of such a study reads. Runs on the calling thread, in the order
 * of the feed.
 */
public final class UnscoredRun {
  private static final int BATCH = 64;

  private final int findings;

  /**
   * @param findings how many scores an outcome has
   */
  public UnscoredRun(int findings) {
    this.findings = findings;
  }

  /**
   * @throws DicomSourceException when the feed failed
   * @throws IOException when the sink failed
   * @throws InterruptedException when the calling thread was interrupted
   */
  public <C> void run(CaseFeed<C> feed, OutcomeSink<C> sink, Progress progress)
      throws DicomSourceException, IOException, InterruptedException {
    Tally<C> tally = new Tally<>(sink, progress);
    try {
      feed.forEach(
          item -> {
            requireGoingOn();
            tally.take(item);
          });
      requireGoingOn();
      tally.endBatch(true);
    } catch (Stopped e) {
      throw new InterruptedException();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** The outcomes so far and those of the batch in the making. */
  private final class Tally<C> {
    private final OutcomeSink<C> sink;
    private final Progress progress;
    private long done;
    private long excluded;
    private int inBatch;

    Tally(OutcomeSink<C> sink, Progress progress) {
      this.sink = sink;
      this.progress = progress;
    }

    void take(CaseFeed.Item<C> item) {
      if (item instanceof CaseFeed.Ended<C> known) {
        end(known.outcome());
        progress.resumed(done, excluded);
        return;
      }
      CaseOutcome<C> outcome = outcome(item);
      requireGoingOn(); // what cannot be read for the interrupt is no outcome
      end(outcome);
      inBatch++;
      if (inBatch == BATCH) {
        endBatch(false);
      }
    }

    private void end(CaseOutcome<C> outcome) {
      try {
        sink.accept(outcome);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      done++;
      excluded += outcome instanceof CaseOutcome.Excluded<C> ? 1 : 0;
    }

    void endBatch(boolean cut) {
      try {
        sink.batchEnded(cut);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      inBatch = 0;
      progress.advanced(done, excluded);
    }
  }

  private <C> CaseOutcome<C> outcome(CaseFeed.Item<C> item) {
    if (item instanceof CaseFeed.Admitted<C> admitted) {
      try {
        var unused = admitted.image().load();
        return new CaseOutcome.Scored<>(admitted.subject(), new float[findings]);
      } catch (DicomFault fault) {
        return new CaseOutcome.Excluded<>(admitted.subject(), fault.reason());
      } catch (RuntimeException | StackOverflowError e) {
        return new CaseOutcome.Excluded<>(admitted.subject(), CasePipeline.unexpected(e));
      }
    }
    return new CaseOutcome.Excluded<>(item.subject(), ((CaseFeed.Refused<C>) item).reason());
  }

  private static void requireGoingOn() {
    if (Thread.interrupted()) {
      throw new Stopped();
    }
  }

  /** Carries an interrupt out of the feed. */
  private static final class Stopped extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Stopped() {
      super("stopped", null, false, false);
    }
  }
}
