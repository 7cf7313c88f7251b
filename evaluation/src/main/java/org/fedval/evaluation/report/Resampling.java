package org.fedval.evaluation.report;

import java.util.HashMap;
import java.util.Map;
import org.fedval.evaluation.counters.PooledStudy;
import org.fedval.evaluation.plan.StudyPlan;

/**
 * The bootstrap of each finding, drawn once and shared by all chapters. The seed follows from study
 * and finding, so that two computations of one report agree in every digit.
 */
final class Resampling {
  private final PooledStudy study;
  private final Map<String, Resamples> findings = new HashMap<>();

  Resampling(PooledStudy study) {
    this.study = study;
  }

  StudyPlan plan() {
    return study.first().layout().plan();
  }

  /** Of a finding both of whose classes may be shown. */
  Resamples of(String finding) {
    return findings.computeIfAbsent(finding, f -> Resamples.of(study.first(), f));
  }
}
