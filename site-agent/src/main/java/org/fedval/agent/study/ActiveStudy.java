package org.fedval.agent.study;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import org.fedval.agent.release.ReleasedCounts;
import org.fedval.agent.secagg.SecAggSession;
import org.fedval.wire.study.LockedStudy;
import org.jspecify.annotations.Nullable;

/**
 * A study that this site approved. The futures are completed by the cohort pass; everything else is
 * touched on the thread of the steps only.
 */
final class ActiveStudy {
  final StudyRun run;
  final CompletableFuture<LockedStudy> locked = new CompletableFuture<>();
  final CompletableFuture<ReleasedCounts> counts = new CompletableFuture<>();
  @Nullable SecAggSession session;
  @Nullable Future<?> cohort;

  /** Set before this site's vote is sent; from then on it cannot withdraw. */
  boolean committed;

  ActiveStudy(StudyRun run) {
    this.run = run;
  }

  /** The study is over here, whether or not its images have all been read. */
  void stopCohort() {
    Future<?> pass = cohort;
    if (pass != null) {
      pass.cancel(true);
    }
  }
}
