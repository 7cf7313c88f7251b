package org.fedval.agent.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import org.fedval.agent.dicom.DicomSourceException;

/**
 * One pass over a feed that decodes and scores nothing: a case ends as the feed gives it, by its
 * attributes and labels. In place of each score stands 0, which no counter of such a study reads.
 * Runs on the calling thread, in the order of the feed.
 */
public final class AttributeRun {
  private static final int PROGRESS_STEP = 64;

  private final int findings;

  /**
   * @param findings how many scores an outcome has
   */
  public AttributeRun(int findings) {
    this.findings = findings;
  }

  /**
   * @throws DicomSourceException when the feed failed
   * @throws IOException when the sink failed
   * @throws InterruptedException when the calling thread was interrupted
   */
  public <C> void run(CaseFeed<C> feed, OutcomeSink<C> sink, Progress progress)
      throws DicomSourceException, IOException, InterruptedException {
    long[] doneAndExcluded = new long[2];
    try {
      feed.forEach(
          item -> {
            if (Thread.interrupted()) {
              throw new Stopped();
            }
            CaseOutcome<C> outcome = outcome(item);
            accept(sink, outcome);
            doneAndExcluded[0]++;
            doneAndExcluded[1] += outcome instanceof CaseOutcome.Excluded<C> ? 1 : 0;
            if (doneAndExcluded[0] % PROGRESS_STEP == 0) {
              progress.advanced(doneAndExcluded[0], doneAndExcluded[1]);
            }
          });
    } catch (Stopped e) {
      throw new InterruptedException();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
    progress.advanced(doneAndExcluded[0], doneAndExcluded[1]);
  }

  private <C> CaseOutcome<C> outcome(CaseFeed.Item<C> item) {
    return item instanceof CaseFeed.Refused<C> refused
        ? new CaseOutcome.Excluded<>(refused.subject(), refused.reason())
        : new CaseOutcome.Scored<>(item.subject(), new float[findings]);
  }

  private static <C> void accept(OutcomeSink<C> sink, CaseOutcome<C> outcome) {
    try {
      sink.accept(outcome);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
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
