package org.fedval.agent.run;

import org.fedval.evaluation.counters.Exclusion;

/** One case cannot be scored, for a coded reason; the run goes on. */
public final class CaseExcludedException extends Exception {
  private static final long serialVersionUID = 1L;

  private final Exclusion reason;

  public CaseExcludedException(Exclusion reason) {
    super(reason.words());
    this.reason = reason;
  }

  public Exclusion reason() {
    return reason;
  }
}
