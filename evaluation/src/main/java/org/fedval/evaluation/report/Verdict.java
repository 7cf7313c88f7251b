package org.fedval.evaluation.report;

/** What a preregistered claim came to. An underpowered estimate still has status ok. */
public enum Verdict {
  MEETS_GOAL,
  FAILS_GOAL,
  INCONCLUSIVE,
  NOT_POWERED_TO_CERTIFY
}
