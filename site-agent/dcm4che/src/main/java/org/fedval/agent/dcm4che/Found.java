package org.fedval.agent.dcm4che;

import org.jspecify.annotations.Nullable;

/**
 * One result of C-FIND.
 *
 * @param uid of the level that was asked for
 * @param detail the study's date, the series' modality or the instance's SOP class; null when the
 *     archive does not tell
 */
record Found(String uid, @Nullable String detail) {
  @Override
  public String toString() {
    return "Found";
  }
}
