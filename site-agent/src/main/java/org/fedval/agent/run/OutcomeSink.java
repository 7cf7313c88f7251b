package org.fedval.agent.run;

import java.io.IOException;

/** Takes outcomes in the order of the feed, always on the thread that called the run. */
@FunctionalInterface
public interface OutcomeSink<C> {
  void accept(CaseOutcome<C> outcome) throws IOException;
}
