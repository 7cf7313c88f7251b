package org.fedval.coordinator.desk;

import java.util.Optional;
import org.fedval.coordinator.study.StudyState;
import org.fedval.coordinator.study.ValidationStudy;

/** How the wish to cancel a study ended. */
public sealed interface CancelOutcome {
  /** For a study that is over already, or was never there. */
  static CancelOutcome ofEnded(Optional<ValidationStudy> stored) {
    if (stored.isEmpty()) {
      return new Unknown();
    }
    ValidationStudy study = stored.get();
    return study.state() == StudyState.PUBLISHED ? new Published() : new Over(study);
  }

  /** The study is over without a report, now or since before; its sentence says why. */
  record Over(ValidationStudy study) implements CancelOutcome {}

  /** Its report is published and stays. */
  record Published() implements CancelOutcome {
    /** For whoever asked. */
    public String sentence() {
      return "The report of this study is published; what is published cannot be taken back.";
    }
  }

  /** There is no such study. */
  record Unknown() implements CancelOutcome {}
}
