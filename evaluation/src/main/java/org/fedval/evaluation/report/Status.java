package org.fedval.evaluation.report;

/** Whether a number is there. Suppressed is a value of its own, never 0. */
public enum Status {
  OK,
  SUPPRESSED,
  NOT_ESTIMABLE
}
