package org.fedval.coordinator.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.fedval.coordinator.study.StudyView;

/**
 * A running study as it stood a moment ago.
 *
 * @param deadline when the current phase stops waiting; empty while cohorts run, which have none
 * @param waitedFor ids of the sites whose answer the phase lacks, ascending; while recruiting, all
 *     that have not said no
 */
public record LiveStudy(StudyView view, Optional<Instant> deadline, List<String> waitedFor) {
  public LiveStudy {
    waitedFor = List.copyOf(waitedFor);
  }
}
