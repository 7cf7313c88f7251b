package org.fedval.coordinator.desk;

import org.fedval.coordinator.study.StudyState;

/** How a study's rounds move the study itself; each move is stored before it takes effect. */
interface StudyLife {
  /** The study is in a further state; nothing happens when it was there already. */
  void reach(RunningStudy study, StudyState state, String sentence);

  /** The study is over. */
  void end(RunningStudy study, StudyState last, String sentence);
}
