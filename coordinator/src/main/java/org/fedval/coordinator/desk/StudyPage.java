package org.fedval.coordinator.desk;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of the list of studies.
 *
 * @param total of all pages, of what the visitor may see and the filter lets through
 * @param next the cursor of the next page; null when this is the last
 */
public record StudyPage(List<StudyEntry> studies, int total, @Nullable String next) {
  public StudyPage {
    studies = List.copyOf(studies);
  }
}
