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
  private static final int PROGRESS_STEP = 64;

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
    if (item instanceof CaseFeed.Admitted<C> admitted) {
      try {
        var unused = admitted.image().load();
        return new CaseOutcome.Scored<>(admitted.subject(), new float[findings]);
      } catch (DicomFault fault) {
        return new CaseOutcome.Excluded<>(admitted.subject(), fault.reason());
      }
    }
    return new CaseOutcome.Excluded<>(item.subject(), ((CaseFeed.Refused<C>) item).reason());
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
