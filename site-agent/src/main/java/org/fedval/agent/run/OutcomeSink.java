package org.fedval.agent.run;

import java.io.IOException;

/** Takes outcomes in the order of the feed, always on the thread that called the run. */
@FunctionalInterface
public interface OutcomeSink<C> {
  void accept(CaseOutcome<C> outcome) throws IOException;

  /**
   * Called after the outcomes of a batch. Which cases are in one batch depends on the cases alone;
   * scores may depend on it in their last bits, so whoever keeps outcomes keeps batches whole.
   *
   * @param cut whether it ended before it was full, as the last one of a feed does
   */
  default void batchEnded(boolean cut) throws IOException {}
}
