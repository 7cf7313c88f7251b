package org.fedval.cli.simulate;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.Set;
import org.fedval.crypto.secagg.SessionFailed;
import org.fedval.crypto.secagg.SessionTerms;

/**
 * Measures what the coordinator alone holds: once all sites of an attempt are forgotten, it runs
 * the coordinator's phases again over the recorded messages and asks after a full collection how
 * much more of the heap lives than before.
 */
final class CoordinatorMemory {
  /** What {@link #peak} covers. */
  static final String COVERS =
      "measured: the coordinator's phases run again without any site over the recorded messages;"
          + " heap that lives after a full collection before and after every phase is closed, less"
          + " what lived before; keys, shares, rows, certificates, transcripts, reveals and the"
          + " masked sum are in it; waiting vectors lie in files; garbage between collections, the"
          + " roster and buffers of a network are not in it";

  private long peak;
  private Phase peakPhase = Phase.ADVERTISE;

  /** Most bytes that lived at one time. */
  long peak() {
    return peak;
  }

  /** The phase in which they did. */
  Phase peakPhase() {
    return peakPhase;
  }

  /** Measures one attempt. */
  void measure(SimulatedStudy study, SessionTerms terms, Set<Integer> leftOut, AttemptFiles files)
      throws IOException {
    long before = live();
    CoordinatorSide side =
        new CoordinatorSide(
            terms, study.coordinator(), study.rule(), new KeptVectors(files.vectors()), leftOut);
    files.replay(
        new Recording.Reader() {
          @Override
          public void message(Submission said) {
            if (!side.take(said).counts()) {
              throw new IllegalStateException("A message was taken once, but not again.");
            }
          }

          @Override
          public void closed() {
            sample(side.phase(), live() - before);
            side.close();
            sample(side.phase(), live() - before);
          }
        });
    try {
      sample(side.phase(), live() - before);
      if (side.phase() != Phase.FINISH) {
        side.close();
      }
    } catch (SessionFailed e) {
      sample(side.phase(), live() - before);
    }
  }

  private void sample(Phase phase, long bytes) {
    if (bytes > peak) {
      peak = bytes;
      peakPhase = phase;
    }
  }

  private static long live() {
    System.gc();
    System.gc();
    return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
  }
}
