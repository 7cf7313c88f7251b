package org.fedval.evaluation.report;

/** The reference classes whose counts a metric is made of. */
enum Needs {
  POSITIVES,
  NEGATIVES,
  BOTH;

  boolean positives() {
    return this != NEGATIVES;
  }

  boolean negatives() {
    return this != POSITIVES;
  }
}
