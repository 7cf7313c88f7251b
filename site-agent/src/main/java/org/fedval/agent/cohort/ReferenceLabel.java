package org.fedval.agent.cohort;

/** What the reference standard says of one finding in one image. */
public enum ReferenceLabel {
  POSITIVE,
  NEGATIVE,
  /** Excludes the image for this finding only. */
  MISSING
}
