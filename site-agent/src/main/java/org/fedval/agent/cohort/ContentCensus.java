package org.fedval.agent.cohort;

import org.fedval.agent.dicom.ContentDigest;

/**
 * Counts pictures that come under more than one SOP Instance UID. They stay in the analysis and are
 * reported. Keeps 15 to 19 bytes a picture; not thread-safe.
 */
public final class ContentCensus {
  private final SeenInstances seen = new SeenInstances();
  private long repeats;

  public void add(ContentDigest digest) {
    if (!seen.first(digest.toByteArray())) {
      repeats = Math.addExact(repeats, 1);
    }
  }

  /** How many pictures were the same as an earlier one. */
  public long repeats() {
    return repeats;
  }
}
