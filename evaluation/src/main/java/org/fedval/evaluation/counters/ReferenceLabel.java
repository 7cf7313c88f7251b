package org.fedval.evaluation.counters;

/** What the reference standard says about one finding in one image. */
public enum ReferenceLabel {
  POSITIVE,
  NEGATIVE,
  /** Leaves the image out for this finding only. */
  MISSING
}
