package org.fedval.agent.cohort;

import java.util.HashSet;
import java.util.Set;
import org.fedval.agent.dicom.ContentDigest;

/**
 * Counts pictures that come under more than one SOP Instance UID. They stay in the analysis and are
 * reported. Keeps one digest a picture; not thread-safe.
 */
public final class ContentCensus {
  private final Set<ContentDigest> seen = new HashSet<>();
  private long repeats;

  public void add(ContentDigest digest) {
    if (!seen.add(digest)) {
      repeats = Math.addExact(repeats, 1);
    }
  }

  /** How many pictures were the same as an earlier one. */
  public long repeats() {
    return repeats;
  }
}
