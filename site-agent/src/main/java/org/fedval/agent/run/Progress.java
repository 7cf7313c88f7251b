package org.fedval.agent.run;

/**
 * Told how far a run is. Counts of one site stay on this machine: a progress callback must not send
 * them anywhere.
 */
@FunctionalInterface
public interface Progress {
  Progress SILENT = (done, excluded) -> {};

  /**
   * @param done cases that have ended, scored or excluded
   * @param excluded those of them that were excluded
   */
  void advanced(long done, long excluded);

  /** The same of cases that ended in an earlier run; they say nothing of this one's speed. */
  default void resumed(long done, long excluded) {
    advanced(done, excluded);
  }

  /**
   * @param cases labelled cases that have not ended yet; some of their images may not exist
   */
  default void left(long cases) {}
}
